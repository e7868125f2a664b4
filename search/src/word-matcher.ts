import type { Meanings, WeightedWord } from './meaning.ts'
import { DIMENSIONS, type WordVectors } from './word-vectors.ts'

/** Distinct words of all candidates compared at once; those of the last candidates beyond it are left out. */
const MAX_GATHERED = 4096

/**
 * Late interaction: for each word of the query its likest word of the document, averaged by how much the
 * query's words tell, about 0 to 1. It sees a single apt word that the sum over a long description hides.
 */
export class WordMatcher {
  readonly #vectors: WordVectors
  readonly #meanings: Meanings
  /** where the vector of each word lies among those gathered, plus one; 0 for nowhere */
  readonly #slots: Uint16Array
  readonly #gathered = new Uint32Array(MAX_GATHERED)
  #count = 0
  /** cosine of the word at hand to each gathered word, by slot; the first stays 0 */
  readonly #likeness = new Float32Array(MAX_GATHERED + 1)

  constructor(vectors: WordVectors, meanings: Meanings) {
    this.#vectors = vectors
    this.#meanings = meanings
    this.#slots = new Uint16Array(vectors.words.size)
  }

  /** How well the words of each document answer those of the query. */
  match(docs: readonly number[], query: readonly WeightedWord[]): Float32Array {
    const sums = new Float32Array(docs.length)
    let all = 0
    for (const doc of docs) this.#gather(doc)
    for (const { word, weight } of query) {
      this.#addBest(docs, word, weight, sums)
      all += weight
    }
    for (let i = 0; i < this.#count; i++) this.#slots[this.#gathered[i] ?? 0] = 0
    this.#count = 0
    return all === 0 ? sums : sums.map((sum) => sum / all)
  }

  #gather(doc: number): void {
    const { starts, words } = this.#meanings
    const end = starts[doc + 1] ?? 0
    for (let i = starts[doc] ?? 0; i < end; i++) {
      const word = words[i] ?? 0
      if (this.#slots[word] !== 0 || this.#count === MAX_GATHERED) continue
      this.#gathered[this.#count++] = word
      this.#slots[word] = this.#count
    }
  }

  /** Adds to each document's sum the likeness of its word likest to `word`. */
  #addBest(docs: readonly number[], word: number, weight: number, sums: Float32Array): void {
    const likeness = this.#likenessTo(word)
    const { starts, words } = this.#meanings
    for (let d = 0; d < docs.length; d++) {
      const doc = docs[d] ?? 0
      const end = starts[doc + 1] ?? 0
      let best = 0
      for (let i = starts[doc] ?? 0; i < end; i++) {
        best = Math.max(best, likeness[this.#slots[words[i] ?? 0] ?? 0] ?? 0)
      }
      sums[d] = (sums[d] ?? 0) + weight * best
    }
  }

  /** Cosine of `word` to each gathered word, by slot. */
  #likenessTo(word: number): Float32Array {
    const { vectors, scales, lengths, kernel } = this.#vectors
    const factorOf = (w: number) => (scales[w] ?? 0) / (lengths[w] || 1)
    const vector = vectors.subarray(word * DIMENSIONS, (word + 1) * DIMENSIONS)
    const dots = kernel.products(vector, this.#gathered, this.#count)
    const likeness = this.#likeness
    const own = factorOf(word)
    for (let i = 0; i < this.#count; i++) {
      likeness[i + 1] = (dots[i] ?? 0) * own * factorOf(this.#gathered[i] ?? 0)
    }
    return likeness
  }
}
