/** Products of a query with the vectors of documents, and a first sieve over their sketches. */
import { type KernelExports, MODULE, SKETCH_BYTES, VECTOR_BYTES } from './kernel-module.ts'

const PAGE = 65_536
const ALIGNED = 16

/** Bytes that a kernel needs besides its vectors: the query, and for each row its number, product and distance. */
const QUERY_BYTES = 2 * VECTOR_BYTES + SKETCH_BYTES + 4
const ROW_BYTES = 4 + 4 + 1

/** Memories given out by `allocate`, and where their free part starts. */
const ALLOCATED = new WeakMap<ArrayBufferLike, { memory: WebAssembly.Memory; freeAt: number }>()

/**
 * A buffer that a kernel can scan where it lies: for a file of `size` bytes that holds the vectors, so that they are
 * not in memory twice.
 */
export function allocate(size: number): Buffer<ArrayBuffer> {
  const freeAt = aligned(size)
  const room = QUERY_BYTES + 3 * ALIGNED + Math.ceil(size / VECTOR_BYTES) * ROW_BYTES
  const memory = new WebAssembly.Memory({ initial: Math.ceil((freeAt + room) / PAGE) })
  ALLOCATED.set(memory.buffer, { memory, freeAt })
  return Buffer.from(memory.buffer, 0, size)
}

/** Vectors in the memory of one WebAssembly instance. What a method answers is valid until its next call. */
export class ScanKernel {
  /** the vectors, where the kernel reads them */
  readonly vectors: Int8Array
  /** the sketches, where the kernel reads them */
  readonly sketches: Uint8Array
  readonly #exports: KernelExports
  readonly #query: Int16Array
  readonly #sketch: Uint8Array
  readonly #rows: Uint32Array
  readonly #products: Int32Array
  readonly #distances: Uint8Array

  /**
   * Takes the vectors, `VECTOR_BYTES` signed bytes a row, and their sketches: in place when both lie in one buffer
   * of `allocate`, else a copy.
   */
  constructor(vectors: Int8Array, sketches: Uint8Array = new Uint8Array(0)) {
    const { memory, freeAt, vectorsAt, sketchesAt } = layOut(vectors, sketches)
    const { buffer } = memory
    const count = vectors.length / VECTOR_BYTES
    this.vectors = new Int8Array(buffer, vectorsAt, vectors.length)
    this.sketches = new Uint8Array(buffer, sketchesAt, sketches.length)
    this.#query = new Int16Array(buffer, freeAt, VECTOR_BYTES)
    this.#sketch = new Uint8Array(buffer, freeAt + 2 * VECTOR_BYTES, SKETCH_BYTES)
    // One more than there are rows: `within` writes before it knows whether a row counts.
    this.#rows = new Uint32Array(buffer, aligned(freeAt + QUERY_BYTES), count + 1)
    this.#products = new Int32Array(buffer, aligned(endOf(this.#rows)), count)
    this.#distances = new Uint8Array(buffer, aligned(endOf(this.#products)), count)
    const instance = new WebAssembly.Instance(MODULE, { env: { memory } })
    this.#exports = instance.exports as unknown as KernelExports
  }

  get count(): number {
    return this.#products.length
  }

  /** Products of a vector with the first `count` of these rows, in their order; with all rows when none are given. */
  products(query: Int8Array, rows?: Uint32Array, count = rows?.length ?? this.count): Int32Array {
    const own = this.#rows
    if (rows) own.set(rows.subarray(0, count))
    else for (let i = 0; i < count; i++) own[i] = i
    this.#query.set(query)
    const end = own.byteOffset + 4 * count
    this.#exports.products(
      own.byteOffset,
      end,
      this.#products.byteOffset,
      this.#query.byteOffset,
      this.vectors.byteOffset,
    )
    return this.#products
  }

  /** Lists in `into` the rows whose distance, of the last call of `distances`, is at most `limit`; their number. */
  within(limit: number, into: Uint32Array): number {
    const { byteOffset, byteLength } = this.#distances
    const out = this.#rows.byteOffset
    const count = (this.#exports.within(byteOffset, byteOffset + byteLength, out, limit) - out) / 4
    into.set(this.#rows.subarray(0, count))
    return count
  }

  /** For each row the number of bits in which its sketch differs from this one. */
  distances(sketch: Uint8Array): Uint8Array {
    this.#sketch.set(sketch)
    const { byteOffset, byteLength } = this.sketches
    this.#exports.distances(
      byteOffset,
      byteOffset + byteLength,
      this.#distances.byteOffset,
      this.#sketch.byteOffset,
    )
    return this.#distances
  }
}

interface Layout {
  readonly memory: WebAssembly.Memory
  /** where the part starts that nothing of the caller lies in */
  readonly freeAt: number
  readonly vectorsAt: number
  readonly sketchesAt: number
}

/** Where vectors and sketches lie that came from `allocate`; others are copied into a memory of their own. */
function layOut(vectors: Int8Array, sketches: Uint8Array): Layout {
  const given = ALLOCATED.get(vectors.buffer)
  const together = sketches.length === 0 || sketches.buffer === vectors.buffer
  if (given && together)
    return {
      ...given,
      vectorsAt: vectors.byteOffset,
      sketchesAt: sketches.length === 0 ? 0 : sketches.byteOffset,
    }
  const own = allocate(vectors.length + sketches.length)
  new Int8Array(own.buffer).set(vectors)
  new Uint8Array(own.buffer).set(sketches, vectors.length)
  return layOut(
    new Int8Array(own.buffer, 0, vectors.length),
    new Uint8Array(own.buffer, vectors.length, sketches.length),
  )
}

function endOf(array: Uint32Array | Int32Array): number {
  return array.byteOffset + array.byteLength
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNED) * ALIGNED
}
