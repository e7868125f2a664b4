import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const VALUES = Int32Array.from({ length: 500 }, (_, position) => (position * 7_919) % 1_009)

function expected(count: number, admitted: (position: number) => boolean): number[] {
  const kept = [...VALUES.keys()].filter((position) => admitted(position))
  return kept
    .toSorted((a, b) => (VALUES[b] ?? 0) - (VALUES[a] ?? 0))
    .slice(0, count)
    .map((at) => VALUES[at] ?? 0)
}

test.each([1, 7, 499, 600])('keeps the %i highest values of those admitted', (count) => {
  for (const admitted of [() => true, (position: number) => position % 3 === 0]) {
    const found = nearest(VALUES, count, 0, admitted).map((position) => VALUES[position] ?? 0)
    expect(found.toSorted((a, b) => b - a)).toStrictEqual(expected(count, admitted))
  }
})

test('nothing below the floor is kept', () => {
  expect(nearest(Int32Array.of(5, 9, 4), 3, 5, () => true).toSorted()).toStrictEqual([0, 1])
})
