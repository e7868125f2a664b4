import { expect, test } from 'vitest'
import { TopK } from './top-k.ts'

function best(limit: number, scores: readonly number[]): number[] {
  const top = new TopK(limit, (a, b) => (scores[a] ?? 0) > (scores[b] ?? 0))
  for (const doc of scores.keys()) top.offer(doc)
  return top.sorted()
}

test('keeps the same documents as a full sort, whatever the order of arrival', () => {
  for (let seed = 1; seed < 60; seed++) {
    const scores = Array.from({ length: seed * 3 }, (_, i) => (((i + 1) * seed * 7919) % 10_007) + i / 1_000)
    const sorted = [...scores.keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    expect(best(7, scores)).toStrictEqual(sorted.slice(0, 7))
  }
})

test('a limit beyond the stream keeps all of it, a limit of zero keeps none', () => {
  expect(best(10, [1, 3, 2])).toStrictEqual([1, 2, 0])
  expect(best(0, [1, 3, 2])).toStrictEqual([])
})
