import type { SearchIndex } from '../src/index.ts'

/** What one request line is answered with. */
export interface Answer {
  readonly ids: readonly string[]
  readonly error?: string
}

const DEFAULT_K = 10

/** Answers one request line `{"query": "…", "k": 10}`. Never throws: a bad line is answered with its error. */
export function answer(index: SearchIndex, line: string): Answer {
  const request = parse(line)
  if (typeof request !== 'object' || request === null) return refusal('a request must be a JSON object')
  const { query, k: given } = request as { query?: unknown; k?: unknown }
  const k = given ?? DEFAULT_K
  if (typeof query !== 'string') return refusal('"query" must be a string')
  if (typeof k !== 'number' || !Number.isInteger(k) || k < 1) return refusal('"k" must be a positive integer')
  return { ids: index.search(query, { limit: k }).map((hit) => hit.id) }
}

function refusal(error: string): Answer {
  return { ids: [], error }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
