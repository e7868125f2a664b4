/** The scopes that an operation declares under `security`. */
import type { ScopeRequirements } from '../manifest/manifest.ts'
import { isJson, listAt, own } from './openapi.ts'
import type { Json, Operation } from './openapi.ts'

/**
 * OpenAPI lists alternatives; each names the scopes it needs together. What every alternative names is needed, and of
 * what only some name, one: exact for one alternative and for several of one scope each, and never more than is needed.
 *
 * @returns null when the operation needs no scope, or the document does not say.
 */
export function declaredScopes(document: Json, operation: Operation): ScopeRequirements | null {
  const declared = Object.hasOwn(operation.source, 'security') ? operation.source : document
  const [first = [], ...others] = listAt(declared, 'security').map(scopesOf)
  const common = first.filter((scope) => others.every((scopes) => scopes.includes(scope)))
  const further = [first, ...others].map((scopes) => scopes.filter((scope) => !common.includes(scope)))
  const some = [...new Set(further.flat())]
  const needed = [...common, ...(further.every((scopes) => scopes.length > 0) ? [{ any_of: some }] : [])]
  return needed.length > 0 ? { all_of: needed } : null
}

function scopesOf(alternative: unknown): string[] {
  if (!isJson(alternative)) return []
  return Object.keys(alternative)
    .flatMap((name) => own(alternative, name))
    .filter((scope): scope is string => typeof scope === 'string')
}
