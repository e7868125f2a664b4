import { expect, test } from 'vitest'
import { nestsTooDeep } from './json-body.ts'

test('64 levels pass and 65 do not, whether objects or arrays', () => {
  expect(nestsTooDeep('['.repeat(64) + ']'.repeat(64))).toBe(false)
  expect(nestsTooDeep('['.repeat(65))).toBe(true)
  expect(nestsTooDeep('{"a":'.repeat(65))).toBe(true)
})

test('brackets inside strings and after escaped quotes do not count', () => {
  expect(nestsTooDeep(JSON.stringify({ text: '['.repeat(100) }))).toBe(false)
  expect(nestsTooDeep(JSON.stringify({ text: `\\"${'{'.repeat(100)}` }))).toBe(false)
})

test('closed brackets give their depth back', () => {
  expect(nestsTooDeep(`[${'[],'.repeat(1000)}[]]`)).toBe(false)
})
