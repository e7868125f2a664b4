/** What a failed result says for its reader to act on: `data.failure`, the same through REST, sessions and MCP. */

export type FailureKind =
  | 'validation'
  | 'auth'
  | 'scope'
  | 'not_found'
  | 'conflict'
  | 'rate_limit'
  | 'policy'
  | 'provider_error'
  | 'provider_down'
  | 'timeout'
  | 'outcome_unknown'

export interface FailureNote {
  kind: FailureKind
  /** The same call may succeed later, and repeating it does nothing twice. */
  retryable: boolean
  /** Seconds to wait first, where the provider says. */
  retry_after: number | null
  provider_status: number | null
  provider_message: string | null
  suggested_fix: string
  /** The tool that tells whether a call whose outcome is unknown took effect. */
  verify_with?: string
}
