import type { Field } from './fields.ts'
import { GrowableUint32 } from './growable.ts'
import type { Meanings } from './meaning.ts'
import { centreOf, sketchesOf } from './sketch.ts'
import { DIMENSIONS, MeaningSum, type WordVectors } from './word-vectors.ts'

/** Distinct words kept of a document for word by word comparison. */
const MAX_WORDS = 40

/** Sums up what documents mean while their words arrive. */
export class MeaningReader {
  readonly #vectors: WordVectors
  readonly #sum: MeaningSum
  readonly #known = new Map<string, number>()
  readonly #starts = new GrowableUint32()
  readonly #words = new GrowableUint32()
  readonly #own = new Set<number>()
  #units = new Int8Array(1024 * DIMENSIONS)
  #count = 0

  constructor(vectors: WordVectors) {
    this.#vectors = vectors
    this.#sum = new MeaningSum(vectors)
    this.#starts.push(0)
  }

  /** Adds the words of one field of the document at hand. */
  add({ meaning, meaningWords }: Field, words: readonly string[]): void {
    if (meaning === 0) return
    for (const text of words.slice(0, meaningWords)) {
      const word = this.#wordOf(text)
      if (word < 0) continue
      this.#sum.add(word, meaning)
      if (this.#own.size < MAX_WORDS) this.#own.add(word)
    }
  }

  /** Ends the document at hand. */
  next(): void {
    const at = this.#count * DIMENSIONS
    if (at === this.#units.length) this.#grow()
    this.#sum.finish(this.#units, at)
    this.#count++
    for (const word of this.#own) this.#words.push(word)
    this.#own.clear()
    this.#starts.push(this.#words.length)
  }

  finish(): Meanings {
    const vectors = this.#units.slice(0, this.#count * DIMENSIONS)
    const centre = centreOf(vectors)
    return {
      vectors,
      centre,
      sketches: sketchesOf(vectors, centre),
      starts: this.#starts.view().slice(),
      words: Uint16Array.from(this.#words.view()),
    }
  }

  #wordOf(text: string): number {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const word = this.#vectors.words.get(text) ?? -1
    this.#known.set(text, word)
    return word
  }

  #grow(): void {
    const larger = new Int8Array(this.#units.length * 2)
    larger.set(this.#units)
    this.#units = larger
  }
}
