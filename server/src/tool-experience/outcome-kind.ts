/** What kind of outcome a call had: few words, so that nothing of a call's content is ever kept. */
import { ApiError } from '../http/errors.ts'

export type OutcomeKind =
  | 'success'
  | 'invalid_arguments'
  | 'permission'
  | 'not_found'
  | 'conflict'
  | 'rejected'
  | 'rate_limited'
  | 'provider_error'
  | 'no_answer'

/** How the kinds of failure that a later caller can avoid are told to a model. */
export const failureAdvice: Partial<Record<OutcomeKind, string>> = {
  invalid_arguments: 'arguments that did not fit its schema: follow it to the letter',
  permission: 'missing permission: the account may lack a scope or access to the item',
  not_found: 'ids or names that do not exist: look them up instead of guessing',
  conflict: 'things that existed already or had changed: read the current state first',
  rejected: 'values that the provider refused: check formats and which fields belong together',
  rate_limited: 'too many calls: ask for more at once and wait before trying again',
}

/**
 * The kind of a call's outcome; undefined for failures that say nothing about the tool, such as an account that is
 * not connected.
 */
export function outcomeKind(
  successful: boolean,
  upstreamStatus: number | undefined,
  thrown: unknown,
): OutcomeKind | undefined {
  if (successful) return 'success'
  if (thrown instanceof ApiError)
    return thrown.kind === 'ToolArgumentsInvalid' ? 'invalid_arguments' : undefined
  if (thrown !== undefined) return undefined
  return upstreamStatus === undefined ? 'no_answer' : kindOfStatus(upstreamStatus)
}

function kindOfStatus(status: number): OutcomeKind {
  if (status === 401 || status === 403) return 'permission'
  if (status === 404 || status === 410) return 'not_found'
  if (status === 409 || status === 412) return 'conflict'
  if (status === 429) return 'rate_limited'
  return status >= 500 ? 'provider_error' : 'rejected'
}
