import { STOP_WORDS } from './stop-words.ts'
import type { Chunk } from './tokenize.ts'
import { pushWords } from './tokenize.ts'
import { DIMENSIONS, MeaningSum, UNIT, type WordVectors } from './word-vectors.ts'

/** What the tools of an index mean. */
export interface Meanings {
  /** a unit vector a document, `DIMENSIONS` signed bytes in steps of 1/`UNIT` */
  readonly vectors: Int8Array
  /** the mean of `vectors`, and what `sketch.ts` makes of both */
  readonly centre: Int8Array
  readonly sketches: Uint8Array
  /** words of document `d` that have a vector, most telling field first: `words[starts[d]]` to `starts[d + 1]` */
  readonly starts: Uint32Array
  readonly words: Uint16Array
}

/** What one part of a query means. */
export interface QueryMeaning {
  readonly unit: Int8Array
  /** distinct words with a vector, most telling first */
  readonly words: readonly WeightedWord[]
}

/** A word that has a vector, and how much it tells. */
export interface WeightedWord {
  readonly word: number
  readonly weight: number
}

/** Words of a query compared one by one; what follows tells little. */
const MAX_COMPARED = 10

const SQUARED_UNIT = UNIT * UNIT

/** Reads what chunks mean; `weightAt` says how much the chunk at a position counts. `undefined` without a known word
 * but those of grammar. */
export function meaningOf(
  vectors: WordVectors,
  chunks: readonly Chunk[],
  weightAt: (position: number) => number,
): QueryMeaning | undefined {
  const sum = new MeaningSum(vectors)
  const weights = new Map<number, number>()
  let says = false
  for (const [position, chunk] of chunks.entries()) {
    const weight = weightAt(position)
    const texts: string[] = []
    pushWords(chunk, texts)
    for (const text of texts) {
      const word = vectors.words.get(text)
      if (word === undefined) continue
      sum.add(word, weight)
      says ||= !STOP_WORDS.has(text)
      weights.set(word, Math.max(weights.get(word) ?? 0, weight * (vectors.lengths[word] ?? 0)))
    }
  }
  if (!says) return undefined
  const unit = new Int8Array(DIMENSIONS)
  sum.finish(unit, 0)
  const words = Array.from(weights, ([word, weight]) => ({ word, weight }))
  return { unit, words: words.toSorted((a, b) => b.weight - a.weight).slice(0, MAX_COMPARED) }
}

/** Dot product of two unit vectors that have a cosine. */
export function dotOf(cosine: number): number {
  return Math.round(cosine * SQUARED_UNIT)
}

/** Cosine out of the dot product of two unit vectors. */
export function cosineOf(dot: number): number {
  return dot / SQUARED_UNIT
}
