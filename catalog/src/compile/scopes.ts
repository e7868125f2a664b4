/** The scopes that an operation declares under `security`. */
import type { ScopeRequirements } from '../manifest/manifest.ts'
import { isJson, listAt, own } from './openapi.ts'
import type { Json, Operation } from './openapi.ts'

/**
 * OpenAPI lists alternatives; each names the scopes it needs together. One alternative is `all_of`; several
 * of one scope each are one `any_of`; anything richer keeps its first alternative.
 *
 * @returns null when the operation needs no scope, or the document does not say.
 */
export function declaredScopes(document: Json, operation: Operation): ScopeRequirements | null {
  const declared = Object.hasOwn(operation.source, 'security') ? operation.source : document
  const alternatives = listAt(declared, 'security').map(scopesOf)
  const needing = alternatives.filter((scopes) => scopes.length > 0)
  const [first] = needing
  if (!first || needing.length < alternatives.length) return null
  if (needing.length === 1) return { all_of: first }
  const singles = [...new Set(needing.flat())]
  return needing.every((scopes) => scopes.length === 1) && singles.length > 1
    ? { all_of: [{ any_of: singles }] }
    : { all_of: first }
}

function scopesOf(alternative: unknown): string[] {
  if (!isJson(alternative)) return []
  return Object.keys(alternative)
    .flatMap((name) => own(alternative, name))
    .filter((scope): scope is string => typeof scope === 'string')
}
