/**
 * - `bad_request`: the call itself is wrong: URL, method, header, body. Nothing was sent
 * - `destination_refused`: scheme, port or address that may not be reached
 * - `host_not_allowed`: not one of the hosts that this call is bound to
 * - `dns_failed`, `connect_failed`, `connect_timeout`, `tls_failed`: no connection, so nothing was sent
 * - `timeout`: connected, but no answer, or not all of it, in time
 * - `reset`: the connection broke before the answer was complete
 * - `bad_response`: the answer is not HTTP, or does not decompress
 * - `response_too_large`, `too_many_redirects`: a limit of the call
 * - `aborted`: the caller's signal
 */
export type EgressErrorCode =
  | 'bad_request'
  | 'destination_refused'
  | 'host_not_allowed'
  | 'dns_failed'
  | 'connect_failed'
  | 'connect_timeout'
  | 'tls_failed'
  | 'timeout'
  | 'reset'
  | 'bad_response'
  | 'response_too_large'
  | 'too_many_redirects'
  | 'aborted'

export interface EgressErrorOptions extends ErrorOptions {
  /** The failure passes by itself, and repeating the call is safe: it was not sent, or its method is idempotent. */
  retryable?: boolean
  /** Whether the request, or one before it in the chain of redirects, may have reached a server. */
  sent?: boolean
}

/**
 * An outgoing call failed. The message may be shown: it names the host that the caller gave, never a path, a
 * header, or the address a name resolved to. `cause` may name those and belongs in the log only.
 */
export class EgressError extends Error {
  override name = 'EgressError'
  readonly code: EgressErrorCode
  readonly retryable: boolean
  readonly sent: boolean

  constructor(code: EgressErrorCode, message: string, options: EgressErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {})
    this.code = code
    this.retryable = options.retryable ?? false
    this.sent = options.sent ?? false
  }
}
