import { expect, test } from 'vitest'
import { nearSpelling, slips } from './slips.ts'

test('a swap of neighbours is one slip, like a letter more, less or other', () => {
  expect(slips('gmial', 'gmail')).toBe(1)
  expect(slips('slak', 'slack')).toBe(1)
  expect(slips('abc', 'abc')).toBe(0)
  expect(slips('', 'abc')).toBe(3)
})

test('the nearest spelling with the same first letter is meant, and a short word means itself', () => {
  const apps = ['gmail', 'slack', 'confluence', 'asana', 'cal']
  expect(nearSpelling('gmial', apps)).toBe('gmail')
  expect(nearSpelling('conflunece', apps)).toBe('confluence')
  expect(nearSpelling('black', apps)).toBeUndefined()
  expect(nearSpelling('anna', apps)).toBeUndefined()
  expect(nearSpelling('cat', apps)).toBeUndefined()
})
