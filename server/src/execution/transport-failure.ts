/** What to say when a provider gave no usable answer. */
import type { EgressError, EgressErrorCode } from '../egress/egress.ts'
import { NotMade } from './gate/gate.ts'
import { ApiError, type ErrorName } from '../http/errors.ts'

interface Meaning {
  /** The error of an operation that answers transport failures with a status. */
  kind: ErrorName
  /** The call was the caller's mistake and is answered as an error by every operation. */
  isCallers?: boolean
  advice?: string
}

const checkFirst = 'It may have taken effect: check before repeating it.'

const meanings: Record<EgressErrorCode, Meaning> = {
  bad_request: { kind: 'BadRequest', isCallers: true },
  destination_refused: { kind: 'DestinationRefused', isCallers: true },
  host_not_allowed: { kind: 'DestinationRefused', isCallers: true },
  dns_failed: { kind: 'UpstreamUnreachable' },
  connect_failed: { kind: 'UpstreamUnreachable' },
  connect_timeout: { kind: 'UpstreamUnreachable' },
  tls_failed: { kind: 'UpstreamUnreachable' },
  timeout: { kind: 'UpstreamTimeout', advice: checkFirst },
  reset: { kind: 'UpstreamUnreachable', advice: checkFirst },
  bad_response: { kind: 'UpstreamUnreachable' },
  response_too_large: {
    kind: 'PayloadTooLarge',
    advice: 'Ask for less: fewer items a page, fewer fields, or a narrower filter.',
  },
  too_many_redirects: { kind: 'UpstreamUnreachable' },
  aborted: { kind: 'UpstreamUnreachable' },
}

/** The failure as an error of the API. */
export function toTransportError(error: EgressError): ApiError {
  const { kind, advice } = meanings[error.code]
  return new ApiError(kind, error.message, {
    cause: error,
    ...(advice !== undefined && { suggestedFix: advice }),
    ...(error instanceof NotMade && { headers: { 'retry-after': String(error.retryAfterSeconds) } }),
  })
}

/**
 * The failure as the `error` of a result, which an agent reads and acts on. A call that may have taken effect is no
 * failure but an unknown outcome, so nothing is said of that.
 * @throws {ApiError} when the call itself was wrong.
 */
export function describeTransportFailure(error: EgressError): string {
  const { isCallers, advice } = meanings[error.code]
  if (isCallers) throw toTransportError(error)
  return [error.message.replace(/\.?$/, '.'), advice !== checkFirst && advice].filter(Boolean).join(' ')
}
