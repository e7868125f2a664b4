/** A call by which content of others came into a session. */
export interface TaintedBy {
  tool: string
  account: string | null
  log_id: string
}

/** Why a call is refused, or a person is asked. */
export interface Reason {
  /** `session`: its permissions; `person`: their own answer for the account; `policy`; `taint`. */
  source: 'session' | 'person' | 'policy' | 'taint'
  message: string
  policy_id?: string | undefined
  /** Whether one answer holds for the rest of the session without being asked to. */
  once?: boolean | undefined
  /** Asked at every call, whatever was answered before. */
  every?: boolean | undefined
  /** Of `taint`: what was read before, first things first. */
  chain?: TaintedBy[] | undefined
}

/** Under which name an answer to a reason is remembered in a session. */
export function askerOf({ source, policy_id }: Reason): string {
  if (source === 'policy') return policy_id ?? 'policy'
  return source === 'taint' ? 'taint' : 'session'
}
