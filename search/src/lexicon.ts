import type { StringTable } from './string-table.ts'

/**
 * An inverted index of one form of words (stems, or words as written). Postings of term `t` lie at
 * `offsets[t]` to `offsets[t + 1]` in `docs` (ascending) and `tf` (see `TF_SCALE`).
 */
export interface Lexicon {
  readonly terms: StringTable
  readonly offsets: Uint32Array
  readonly docs: Uint32Array
  readonly tf: Uint16Array
}

/** Saturated term frequencies lie in 0 to 1 and are kept as integers out of this. */
export const TF_SCALE = 65_535

/** How fast repeated words stop adding to the score: the k1 of BM25. */
export const K1 = 1.2

/** How strongly a document's length is normalised, 0 to 1: the b of BM25. */
export const B = 0.3

/** The number of documents a term occurs in; 0 for a term that is not there. */
export function documentFrequency(lexicon: Lexicon, term: number | undefined): number {
  if (term === undefined) return 0
  return (lexicon.offsets[term + 1] ?? 0) - (lexicon.offsets[term] ?? 0)
}

/** Inverse document frequency in the always positive form of Lucene's BM25. */
export function idf(documents: number, frequency: number): number {
  return Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
}
