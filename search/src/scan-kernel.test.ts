import { expect, test } from 'vitest'
import { allocate, ScanKernel } from './scan-kernel.ts'
import { centreOf, sketchesOf } from './sketch.ts'
import { DIMENSIONS } from './word-vectors.ts'

function vectorsOf(count: number): Int8Array {
  let state = 1
  return Int8Array.from({ length: count * DIMENSIONS }, () => {
    state = (state * 16_807) % 2_147_483_647
    return (state % 255) - 127
  })
}

function dotOf(vectors: Int8Array, doc: number, query: Int8Array): number {
  let sum = 0
  for (let i = 0; i < DIMENSIONS; i++) sum += (query[i] ?? 0) * (vectors[doc * DIMENSIONS + i] ?? 0)
  return sum
}

test('the dot products are those of plain arithmetic, extremes included', () => {
  const vectors = vectorsOf(1_000)
  vectors.fill(127, 0, DIMENSIONS)
  vectors.fill(-127, DIMENSIONS, 2 * DIMENSIONS)
  const kernel = new ScanKernel(vectors)
  for (const from of [0, 1, 500, 999]) {
    const query = vectors.slice(from * DIMENSIONS, (from + 1) * DIMENSIONS)
    const expected = Array.from({ length: 1_000 }, (_, doc) => dotOf(vectors, doc, query))
    expect([...kernel.products(query)]).toStrictEqual(expected)
    const rows = [7, 0, 999, 7]
    expect([...kernel.products(query, Uint32Array.from(rows)).subarray(0, 4)]).toStrictEqual(
      rows.map((doc) => expected[doc]),
    )
  }
})

test('the distances are the numbers of bits that differ', () => {
  const vectors = vectorsOf(500)
  const centre = centreOf(vectors)
  const kernel = new ScanKernel(vectors, sketchesOf(vectors, centre))
  const query = vectors.slice(3 * DIMENSIONS, 4 * DIMENSIONS)
  const isAbove = (doc: number, k: number) => (vectors[doc * DIMENSIONS + k] ?? 0) > (centre[k] ?? 0)
  const expected = Array.from({ length: 500 }, (_, doc) => {
    let differing = 0
    for (let k = 0; k < DIMENSIONS; k++) if (isAbove(doc, k) !== isAbove(3, k)) differing++
    return differing
  })
  expect([...kernel.distances(sketchesOf(query, centre))]).toStrictEqual(expected)
  expect(expected[3]).toBe(0)
  for (const limit of [0, 55, 64, 128]) {
    const rows = new Uint32Array(500)
    const count = kernel.within(limit, rows)
    const near = expected.flatMap((distance, doc) => (distance <= limit ? doc : []))
    expect([...rows.subarray(0, count)]).toStrictEqual(near)
  }
})

test('vectors and sketches of one file are read where they lie', () => {
  const vectors = vectorsOf(20)
  const sketches = sketchesOf(vectors, centreOf(vectors))
  const file = allocate(vectors.length + sketches.length)
  file.set(sketches)
  file.set(Buffer.from(vectors.buffer), sketches.length)
  const lying = new Int8Array(file.buffer, sketches.length, vectors.length)
  const kernel = new ScanKernel(lying, new Uint8Array(file.buffer, 0, sketches.length))
  expect(kernel.vectors.buffer).toBe(file.buffer)
  const query = vectors.slice(0, DIMENSIONS)
  expect([...kernel.products(query)]).toStrictEqual([...new ScanKernel(vectors).products(query)])
})

test('no documents give no products', () => {
  const kernel = new ScanKernel(new Int8Array(0))
  expect([...kernel.products(new Int8Array(DIMENSIONS))]).toStrictEqual([])
})
