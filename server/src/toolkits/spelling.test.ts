import { expect, test } from 'vitest'
import { spellingDistance } from './spelling.ts'

test.each([
  ['github', 'github', 0],
  ['githb', 'github', 1],
  ['gmial', 'gmail', 1],
  ['ba', 'ab', 1],
  ['gitlab', 'github', 2],
  ['', 'ab', 2],
  ['', '', 0],
])('%s and %s are %i letters apart', (one, other, distance) => {
  expect(spellingDistance(one, other, 3)).toBe(distance)
  expect(spellingDistance(other, one, 3)).toBe(distance)
})

test('a distance beyond the limit is not measured further', () => {
  expect(spellingDistance('github', 'notion', 2)).toBe(3)
  expect(spellingDistance('a', 'a'.repeat(60), 2)).toBe(3)
})

test('letters after the first 64 do not count, so that a long name costs no more than a short one', () => {
  expect(spellingDistance('a'.repeat(1_000_000), 'a'.repeat(64), 2)).toBe(0)
})
