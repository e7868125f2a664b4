import { expect, test } from 'vitest'
import { ndcgAt, percentile, recallAt } from './measures.ts'

test('recall is the share of wanted tools among the first k', () => {
  expect(recallAt(1, ['a', 'b'], ['a', 'c'])).toBe(0.5)
  expect(recallAt(1, ['b', 'a'], ['a'])).toBe(0)
  expect(recallAt(2, ['b', 'a'], ['a'])).toBe(1)
})

test('nDCG is 1 for the ideal order and falls with the rank', () => {
  expect(ndcgAt(10, ['a', 'b', 'x'], ['b', 'a'])).toBe(1)
  expect(ndcgAt(10, ['x', 'a'], ['a'])).toBeCloseTo(1 / Math.log2(3))
  expect(ndcgAt(10, ['x'], ['a'])).toBe(0)
})

test('a percentile is a value of the list', () => {
  expect(percentile([3, 1, 2], 0.5)).toBe(2)
  expect(percentile([3, 1, 2], 0.99)).toBe(3)
  expect(percentile([], 0.5)).toBe(0)
})
