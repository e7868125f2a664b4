import { expect, test } from 'vitest'
import { ScanKernel } from './scan-kernel.ts'
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
    expect([...kernel.scan(query)]).toStrictEqual(expected)
  }
})

test('no documents give no products', () => {
  expect([...new ScanKernel(new Int8Array(0)).scan(new Int8Array(DIMENSIONS))]).toStrictEqual([])
})
