import type { SearchIndex } from './search-index.ts'

/** Queries after which the engine's own code runs as fast as it will. */
const ENOUGH = 120

/**
 * Runs searches over an index, so that its first callers do not wait for the compiler: some 0.5 s for 100,000 tools.
 * Optional; asks for tools by their own identifiers.
 */
export function warmUp(index: SearchIndex): void {
  const { ids } = index.data
  const step = Math.max(1, Math.floor(ids.size / ENOUGH))
  for (let at = 0; at < ids.size; at += step) {
    const words = ids.at(at).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    index.search(at % 3 === 0 ? `${words} and then send the result` : `please ${words.toLowerCase()}`)
  }
}
