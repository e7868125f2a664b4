/** Turns what the network layer throws into an `EgressError`. */
import { EgressError, type EgressErrorCode } from './egress-error.ts'
import type { Hop } from './redirect.ts'
import { GuardError } from './resolve.ts'

/** RFC 9110 §9.2.2: repeating these has the effect of doing them once. */
const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

export function isIdempotent(method: string): boolean {
  return idempotentMethods.has(method)
}

const byCode: ReadonlyMap<string, EgressErrorCode> = new Map([
  ['ETIMEDOUT', 'connect_timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect_timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_OVERFLOW', 'response_too_large'],
  ['UND_ERR_INVALID_ARG', 'bad_request'],
  ['UND_ERR_REQ_CONTENT_LENGTH_MISMATCH', 'bad_request'],
])

const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/

const messages: Partial<Record<EgressErrorCode, string>> = {
  connect_failed: 'does not accept connections',
  connect_timeout: 'did not accept a connection in time',
  tls_failed: 'failed the TLS handshake or has a certificate that is not trusted',
  timeout: 'did not answer in time',
  reset: 'broke the connection before the answer was complete',
  bad_response: 'did not answer in HTTP',
  response_too_large: 'sent headers that are too long',
  bad_request: 'cannot be sent this request',
}

/** @param sent whether the request was being written to a connection, so that the server may have acted on it. */
export function toEgressError(error: unknown, hop: Hop, sent: boolean): EgressError {
  if (error instanceof EgressError) return error
  if (error instanceof GuardError) {
    const { code, message, cause, retryable } = error
    return new EgressError(code, `${hop.destination.name} ${message}`, { cause, retryable, sent })
  }
  return connectionError(codeFor(error, sent), hop, sent, error)
}

/** An error with the standard message of its code; `retryable` follows from code, `sent` and the call's method. */
export function connectionError(
  code: EgressErrorCode,
  hop: Hop,
  sent: boolean,
  cause?: unknown,
): EgressError {
  const transient = ['connect_failed', 'connect_timeout', 'timeout', 'reset'].includes(code)
  const retryable = transient && (!sent || hop.repeatable)
  const message = `${hop.destination.name} ${messages[code] ?? 'cannot be reached'}`
  return new EgressError(code, message, { retryable, sent, ...(cause === undefined ? {} : { cause }) })
}

function codeFor(error: unknown, sent: boolean): EgressErrorCode {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = byCode.get(code)
  if (known !== undefined) return known === 'connect_timeout' && sent ? 'reset' : known
  // By name: undici leaves the code out when the answer does not begin like HTTP.
  if (error instanceof Error && error.name === 'HTTPParserError') return 'bad_response'
  if (!sent && tlsCode.test(code)) return 'tls_failed'
  return sent ? 'reset' : 'connect_failed'
}
