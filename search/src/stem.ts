import { stemmer } from 'stemmer'

/** Stems kept in memory: enough for a large catalog's vocabulary, bounded against hostile queries. */
const CACHE_LIMIT = 200_000

const cache = new Map<string, string>()

/** The Porter stem of a lower-case word; words with digits or other scripts are returned as they are. */
export function stem(word: string): string {
  const known = cache.get(word)
  if (known !== undefined) return known
  const found = /^[a-z]{3,}$/.test(word) ? stemmer(word) : word
  if (cache.size >= CACHE_LIMIT) cache.clear()
  cache.set(word, found)
  return found
}
