/** What goes wrong while a credential is got from a provider. */
import type { EgressError } from '../../egress/egress.ts'

/**
 * - `rejected`: the code, token, key or password is not, or no longer, good; asking again is useless
 * - `misconfigured`: the provider refuses the app, or the endpoint may not be reached
 * - `unavailable`: no answer, 5xx or 429; it may work later
 * - `malformed`: an answer without what was asked for
 */
export type TokenErrorCode = 'rejected' | 'misconfigured' | 'unavailable' | 'malformed'

/** A token request failed. Holds names only: the answers of a token endpoint can contain tokens. */
export class TokenError extends Error {
  override name = 'TokenError'
  readonly code: TokenErrorCode
  /** A name for logs and for `status_reason`: an OAuth error code, `status 503`, `timeout`. */
  readonly detail: string
  /** The request went out and its answer did not come: the provider may have acted on it. */
  readonly isUncertain: boolean

  constructor(code: TokenErrorCode, detail: string, isUncertain = false) {
    super(`token request: ${code} (${detail})`)
    this.code = code
    this.detail = detail
    this.isUncertain = isUncertain
  }
}

/** What a failed request of `egress` means for a token; its cause can hold a token, and is dropped. */
export function fromEgress({ code, sent }: EgressError): TokenError {
  const never = ['destination_refused', 'host_not_allowed', 'bad_request']
  return new TokenError(never.includes(code) ? 'misconfigured' : 'unavailable', code, sent)
}
