/** GitHub declares scopes in prose only: "… need the `repo` or `security_events` scope to use this endpoint." */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import type { Operation } from '../../src/compile/openapi.ts'

const sentence = /need the ?((?:`[a-z_:]+`(?:,? or )?){1,4}) scopes? to use this endpoint(?=[.\n]|$)/

/**
 * Reads the sentence where it holds without a condition; "… with a private repository" does not count, since
 * the call works on public ones without the scope.
 */
export function githubScopes({ description }: Operation): ScopeRequirements | null {
  const found = sentence.exec(description.slice(0, 20_000))?.[1]
  if (!found) return null
  const scopes = [...found.matchAll(/`([a-z_:]+)`/g)].map((match) => match[1] ?? '')
  const [first] = scopes
  if (first === undefined) return null
  return { all_of: scopes.length === 1 ? [first] : [{ any_of: scopes }] }
}
