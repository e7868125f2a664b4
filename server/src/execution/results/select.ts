/**
 * `select`: the part of a result that is wanted, as a JSONPath (RFC 9535). The library parses and walks it without
 * evaluating code; the path may come from a model, so its cost is bounded here.
 */
import { JSONPathEnvironment, JSONPathError, type JSONPathQuery } from 'json-p3'
import { ApiError } from '../../http/errors.ts'
import { isObject } from '../request/outgoing-request.ts'

export const longestPath = 500
/** Values that one path may find. */
const mostFound = 10_000

const environment = new JSONPathEnvironment({ maxRecursionDepth: 100 })
// They run patterns of the caller's on JavaScript's engine, which takes exponential time on some.
environment.functionRegister.delete('match')
environment.functionRegister.delete('search')

export type Selection = JSONPathQuery

/** @throws {ApiError} BadRequest, saying what is wrong with the path. */
export function readSelection(path: string): Selection {
  const bare = path.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '')
  if (path.length > longestPath) throw invalid(`must have at most ${longestPath} characters`)
  // Each of these looks at the whole result again for every value of it.
  if (bare.split('..').length > 2) throw invalid('may use .. once')
  if (bare.lastIndexOf('$') > 0) throw invalid('may use $ at its beginning only')
  try {
    return environment.compile(path)
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error
    throw invalid(`is no JSONPath (RFC 9535): ${error.message.slice(0, 200)}`)
  }
}

/**
 * What the path finds: an object as it is, a list as `{ items }`, any other value as `{ value }`. A path that can
 * find several values gives a list, of 10,000 at most.
 */
export function selectFrom(data: Record<string, unknown>, selection: Selection): Record<string, unknown> {
  const found: unknown[] = []
  // The result of a call is JSON.
  for (const { value } of selection.lazyQuery(data as Parameters<Selection['lazyQuery']>[0])) {
    found.push(value)
    if (found.length === mostFound) break
  }
  const one = selection.singularQuery() ? found[0] : found
  if (isObject(one)) return one
  return Array.isArray(one) ? { items: one } : { value: one ?? null }
}

function invalid(problem: string): ApiError {
  const line = `select: ${problem}`
  return new ApiError('BadRequest', `Invalid body: ${line}`, {
    errors: [line],
    suggestedFix:
      'Give a JSONPath into the result’s data, such as $.items[*].title or $.items[?@.state == "open"].',
  })
}
