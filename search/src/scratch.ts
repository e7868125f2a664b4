import type { Clause } from './query-clauses.ts'
import { TF_SCALE } from './lexicon.ts'

/** Working memory of one search: score sums by document and the list of documents touched. */
export class Scratch {
  readonly sums: Float64Array
  readonly best: Float64Array
  readonly whole: Float64Array
  readonly #touched: Uint32Array
  readonly #seen: Uint8Array
  #count = 0

  constructor(size: number) {
    this.sums = new Float64Array(size)
    this.best = new Float64Array(size)
    this.whole = new Float64Array(size)
    this.#touched = new Uint32Array(size)
    this.#seen = new Uint8Array(size)
  }

  /** Documents touched since the last `clear`, in order of first touch. */
  touched(): Uint32Array {
    return this.#touched.subarray(0, this.#count)
  }

  /** Adds a clause's postings to `sums`. The inner loop of every search. */
  accumulate({ lexicon, term, gain }: Clause): void {
    const { docs, tf } = lexicon
    const end = lexicon.offsets[term + 1] ?? 0
    const unit = gain / TF_SCALE
    for (let i = lexicon.offsets[term] ?? 0; i < end; i++) {
      const doc = docs[i] ?? 0
      this.touch(doc)
      this.sums[doc] = (this.sums[doc] ?? 0) + unit * (tf[i] ?? 0)
    }
  }

  /** Makes a document a candidate. */
  touch(doc: number): void {
    if (this.#seen[doc] === 1) return
    this.#seen[doc] = 1
    this.#touched[this.#count++] = doc
  }

  /** Forgets everything, at the cost of the documents touched only. */
  clear(): void {
    for (const doc of this.touched()) {
      this.#seen[doc] = 0
      this.sums[doc] = 0
      this.best[doc] = 0
      this.whole[doc] = 0
    }
    this.#count = 0
  }
}
