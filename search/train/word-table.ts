import { DIMENSIONS } from '../src/word-vectors.ts'

/** Rows of the optimiser forget older gradients at these rates. */
const MOMENTUM = 0.9
const VARIANCE = 0.99

/** The trained vectors: a text is the unit vector of the sum of its words' rows. Adam, on touched rows only. */
export class WordTable {
  readonly rows: Float32Array
  readonly #gradients: Float32Array
  readonly #mean: Float32Array
  readonly #variance: Float32Array
  readonly #touched = new Set<number>()
  #steps = 0

  constructor(rows: Float32Array) {
    this.rows = rows
    this.#gradients = new Float32Array(rows.length)
    this.#mean = new Float32Array(rows.length)
    this.#variance = new Float32Array(rows.length)
  }

  /** Writes the unit vector of a text at `at` of `into`; the length it had. */
  embed(words: readonly number[], into: Float32Array, at: number): number {
    into.fill(0, at, at + DIMENSIONS)
    for (const word of words) {
      const row = word * DIMENSIONS
      for (let k = 0; k < DIMENSIONS; k++) into[at + k] = (into[at + k] ?? 0) + (this.rows[row + k] ?? 0)
    }
    let square = 0
    for (let k = 0; k < DIMENSIONS; k++) square += (into[at + k] ?? 0) ** 2
    const length = Math.sqrt(square) || 1
    for (let k = 0; k < DIMENSIONS; k++) into[at + k] = (into[at + k] ?? 0) / length
    return length
  }

  /** Takes the gradient of a text's unit vector back to the rows of its words. */
  backward(
    words: readonly number[],
    units: Float32Array,
    gradients: Float32Array,
    at: number,
    length: number,
  ): void {
    let along = 0
    for (let k = 0; k < DIMENSIONS; k++) along += (gradients[at + k] ?? 0) * (units[at + k] ?? 0)
    for (const word of words) {
      this.#touched.add(word)
      const row = word * DIMENSIONS
      for (let k = 0; k < DIMENSIONS; k++) {
        const gradient = ((gradients[at + k] ?? 0) - along * (units[at + k] ?? 0)) / length
        this.#gradients[row + k] = (this.#gradients[row + k] ?? 0) + gradient
      }
    }
  }

  /** One step down the gradients gathered since the last. */
  step(rate: number): void {
    this.#steps++
    const meanBias = 1 - MOMENTUM ** Math.min(this.#steps, 400)
    const varianceBias = 1 - VARIANCE ** Math.min(this.#steps, 2_000)
    for (const word of this.#touched) {
      for (let i = word * DIMENSIONS; i < (word + 1) * DIMENSIONS; i++) {
        const gradient = this.#gradients[i] ?? 0
        const mean = MOMENTUM * (this.#mean[i] ?? 0) + (1 - MOMENTUM) * gradient
        const variance = VARIANCE * (this.#variance[i] ?? 0) + (1 - VARIANCE) * gradient * gradient
        this.#mean[i] = mean
        this.#variance[i] = variance
        this.rows[i] =
          (this.rows[i] ?? 0) - (rate * mean) / meanBias / (Math.sqrt(variance / varianceBias) + 1e-8)
        this.#gradients[i] = 0
      }
    }
    this.#touched.clear()
  }
}
