import type { Meanings } from './meaning.ts'
import { nearest } from './nearest.ts'
import type { ScanKernel } from './scan-kernel.ts'
import { SKETCH_BITS, sketchesOf } from './sketch.ts'

/** In a larger index only documents with the nearest sketches are compared, so many. */
const SIEVED = 4_000
const SIEVE_FROM = 2 * SIEVED

/** What to look for. */
export interface Wanted {
  /** a unit vector, as in `Meanings` */
  readonly unit: Int8Array
  /** documents at most */
  readonly count: number
  /** the least product */
  readonly floor: number
  /** asked only for documents that would be kept */
  readonly admits: (doc: number) => boolean
  /** whether `admits` may search the same index, which would overwrite what the kernel answers */
  readonly callsOut: boolean
}

/** Documents by their number, in no order, and the highest product of them; 0 for none. */
export interface NearDocuments {
  readonly docs: readonly number[]
  readonly highest: number
}

/** The documents nearest to a vector: among the first `among` of `rows`, or among all when it is undefined. */
export function nearestInMeaning(
  kernel: ScanKernel,
  { unit, count, floor, admits, callsOut }: Wanted,
  rows: Uint32Array,
  among: number | undefined,
): NearDocuments {
  const docAt = (position: number) => (among === undefined ? position : (rows[position] ?? 0))
  const answered = kernel.products(unit, among === undefined ? undefined : rows, among).subarray(0, among)
  const products = callsOut ? answered.slice() : answered
  const positions = nearest(products, count, floor, (position) => admits(docAt(position)))
  let highest = 0
  for (const position of positions) highest = Math.max(highest, products[position] ?? 0)
  return { docs: positions.map(docAt), highest }
}

/**
 * Lists in `rows`, which has room for all documents, those whose sketches are nearest to a vector's, and gives their
 * number; `undefined` in an index so small that all are compared.
 */
export function sieve(
  kernel: ScanKernel,
  { centre }: Pick<Meanings, 'centre'>,
  unit: Int8Array,
  rows: Uint32Array,
): number | undefined {
  if (kernel.count < SIEVE_FROM) return undefined
  const distances = kernel.distances(sketchesOf(unit, centre))
  return kernel.within(farthestOf(distances, SIEVED), rows)
}

/** Of so many distances one is looked at to judge them all. */
const SAMPLED = 8

/** The least distance that about `count` documents keep within. */
function farthestOf(distances: Uint8Array, count: number): number {
  const counts = new Uint32Array(SKETCH_BITS + 1)
  for (let doc = 0; doc < distances.length; doc += SAMPLED) {
    const distance = distances[doc] ?? 0
    counts[distance] = (counts[distance] ?? 0) + SAMPLED
  }
  let within = 0
  let farthest = -1
  while (within < count && farthest < SKETCH_BITS) within += counts[++farthest] ?? 0
  return farthest
}
