import { expect, test } from 'vitest'
import { readHeadSet } from './data-set.ts'
import { ndcgAt, percentile, recallAt } from './measures.ts'

test('recall is the share of needs served by the first k', () => {
  expect(recallAt(1, ['a', 'b'], [['a'], ['c']])).toBe(0.5)
  expect(recallAt(1, ['b', 'a'], [['a']])).toBe(0)
  expect(recallAt(2, ['b', 'a'], [['a']])).toBe(1)
  expect(recallAt(1, ['b'], [['a', 'b']])).toBe(1)
})

test('nDCG is 1 for the ideal order and falls with the rank', () => {
  expect(ndcgAt(10, ['a', 'b', 'x'], [['b'], ['a']])).toBe(1)
  expect(ndcgAt(10, ['x', 'a'], [['a', 'c']])).toBeCloseTo(1 / Math.log2(3))
  expect(ndcgAt(10, ['x'], [['a']])).toBe(0)
})

test('a percentile is a value of the list', () => {
  expect(percentile([3, 1, 2], 0.5)).toBe(2)
  expect(percentile([3, 1, 2], 0.99)).toBe(3)
  expect(percentile([], 0.5)).toBe(0)
})

test('the set of this repo has 300 use cases and more, 40 of them without a tool, and labels only tools it has', () => {
  const { tools, queries } = readHeadSet()
  const known = new Set(tools.map(({ id }) => id))
  const labels = queries.flatMap(({ needs }) => needs.flat())
  expect(labels.filter((label) => !known.has(label))).toStrictEqual([])
  expect(queries.filter(({ needs }) => needs.length > 0).length).toBeGreaterThanOrEqual(300)
  expect(queries.filter(({ needs }) => needs.length === 0).length).toBeGreaterThanOrEqual(40)
})
