import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { VECTOR_BYTES } from './kernel-module.ts'
import { allocate, ScanKernel } from './scan-kernel.ts'
import { parse, SectionReader, type FileKind } from './section-file.ts'
import type { StringTable } from './string-table.ts'

/** Length of every vector. */
export const DIMENSIONS = VECTOR_BYTES

export const VECTORS_KIND: FileKind = { magic: 'PBWV', version: 1, title: 'file of word vectors' }

/**
 * A unit vector is kept in bytes as this many steps; a member beyond 127 steps is cut. Members of a unit
 * vector of 128 are about 0.09, so few are.
 */
export const UNIT = 320

/** Meanings of words as vectors: near each other for words used alike. A vector's length says how much the word tells. */
export interface WordVectors {
  readonly words: StringTable
  /** `DIMENSIONS` signed bytes a word */
  readonly vectors: Int8Array
  /** what one step of a word's vector is worth */
  readonly scales: Float32Array
  /** length of each word's vector */
  readonly lengths: Float32Array
  /** over `vectors` */
  readonly kernel: ScanKernel
}

let shipped: WordVectors | undefined

/** The vectors that come with this library (`search/data/vectors.bin`, made by `bin/train.ts`), read once. */
export function shippedVectors(): WordVectors {
  shipped ??= readVectors(join(import.meta.dirname, '../data/vectors.bin'))
  return shipped
}

/** Reads a file of vectors. Throws `IndexFileError` when it is none. */
export function readVectors(file: string): WordVectors {
  const read = new SectionReader(parse(VECTORS_KIND, readWhole(file)).arrays)
  const vectors = read.get('vectors', Int8Array)
  const scales = read.get('scales', Float32Array)
  const kernel = new ScanKernel(vectors)
  return { words: read.table('words'), vectors, scales, lengths: lengthsOf(vectors, scales), kernel }
}

function readWhole(file: string): Buffer<ArrayBuffer> {
  const handle = openSync(file, 'r')
  try {
    const bytes = allocate(fstatSync(handle).size)
    let at = 0
    for (let read = 1; read > 0 && at < bytes.length; at += read) {
      read = readSync(handle, bytes, at, bytes.length - at, at)
    }
    return bytes.subarray(0, at)
  } finally {
    closeSync(handle)
  }
}

function lengthsOf(vectors: Int8Array, scales: Float32Array): Float32Array {
  return Float32Array.from(scales, (scale, word) => {
    let sum = 0
    for (let i = word * DIMENSIONS; i < (word + 1) * DIMENSIONS; i++) sum += (vectors[i] ?? 0) ** 2
    return scale * Math.sqrt(sum)
  })
}

/** A sum of word vectors on its way to a unit vector. */
export class MeaningSum {
  readonly #vectors: WordVectors
  readonly #sum = new Float32Array(DIMENSIONS)

  constructor(vectors: WordVectors) {
    this.#vectors = vectors
  }

  /** Adds a word, `weight` times. */
  add(word: number, weight: number): void {
    const { vectors, scales } = this.#vectors
    addScaled(this.#sum, vectors, word * DIMENSIONS, weight * (scales[word] ?? 0))
  }

  /** Writes the unit vector, in steps of 1/`UNIT`, and starts anew; zeros when nothing was added. */
  finish(into: Int8Array, at: number): void {
    let square = 0
    for (const member of this.#sum) square += member * member
    const factor = square === 0 ? 0 : UNIT / Math.sqrt(square)
    for (let i = 0; i < DIMENSIONS; i++) {
      into[at + i] = Math.max(-127, Math.min(127, Math.round((this.#sum[i] ?? 0) * factor)))
    }
    this.#sum.fill(0)
  }
}

/** The innermost loop of building: plain locals keep it fast. */
function addScaled(sum: Float32Array, vectors: Int8Array, at: number, factor: number): void {
  for (let i = 0; i < DIMENSIONS; i++) sum[i] = (sum[i] ?? 0) + factor * (vectors[at + i] ?? 0)
}
