import { createHash } from 'node:crypto'

/** Numbers kept: 32 MB. */
const mostNumbers = 8 * 1024 * 1024

/** Vectors of texts, the least used given up first. Keeps no text. */
export class VectorCache {
  readonly #most: number
  readonly #vectors = new Map<string, Float32Array>()

  constructor(most = mostNumbers) {
    this.#most = most
  }

  /** Length of the vectors; undefined while there are none. */
  get dimensions(): number | undefined {
    for (const vector of this.#vectors.values()) return vector.length
    return undefined
  }

  get(text: string): Float32Array | undefined {
    const key = keyOf(text)
    const vector = this.#vectors.get(key)
    if (!vector) return undefined
    // A map lists its oldest entry first: to set again is to move to the end.
    this.#vectors.delete(key)
    this.#vectors.set(key, vector)
    return vector
  }

  set(text: string, vector: Float32Array): void {
    this.#vectors.set(keyOf(text), vector)
    if (this.#vectors.size * vector.length <= this.#most) return
    for (const oldest of this.#vectors.keys()) {
      this.#vectors.delete(oldest)
      return
    }
  }

  clear(): void {
    this.#vectors.clear()
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
