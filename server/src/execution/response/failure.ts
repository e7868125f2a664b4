/** Failures that come with a 2xx status, by the rules of the manifest. */
import type { Failure, FailureRule } from '@patchbay/catalog'
import { isObject } from '../request/outgoing-request.ts'
import { messagesIn, valueAt } from './upstream-error.ts'

/**
 * What the first rule that applies says: the messages at its own path, else `message()`.
 * @returns undefined when no rule applies.
 */
export function failureMessage(
  body: unknown,
  rules: readonly (Failure | undefined)[],
  message: () => string | undefined,
): string | undefined {
  const broken = rules.flatMap((rule) => rule ?? []).find((rule) => applies(rule, body))
  if (!broken) return undefined
  const found = broken.present ? messagesIn(valueAt(body, broken.path)) : undefined
  return found ?? message() ?? 'The provider reported a failure'
}

function applies({ path, equals, differs, present, absent, unless }: FailureRule, body: unknown): boolean {
  if (unless !== undefined && holdsSomething(valueAt(body, unless))) return false
  const value = valueAt(body, path)
  if (equals !== undefined) return value === equals
  if (differs !== undefined) return value !== undefined && value !== null && value !== differs
  return present === true ? holdsSomething(value) : absent === true && !holdsSomething(value)
}

/** Neither null, false nor "", nor an empty list or object; 0 is something. */
function holdsSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  return !isObject(value) || Object.values(value).some(holdsSomething)
}
