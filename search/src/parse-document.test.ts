import { expect, test } from 'vitest'
import { buildIndex } from './build-index.ts'
import { parseToolDocument, ToolDocumentError } from './parse-document.ts'

test('a value without a usable id is refused with a typed error', () => {
  for (const value of [null, 1, 'tool', [], {}, { id: '' }, { id: true }]) {
    expect(() => parseToolDocument(value)).toThrow(ToolDocumentError)
  }
})

test('a number is taken for an id', () => {
  expect(parseToolDocument({ id: 7 })).toMatchObject({ id: '7', name: '7' })
})

test('members of a wrong type are left out instead of breaking the index', () => {
  const broken: unknown = JSON.parse(
    '{"id":"a","name":5,"description":{},"tags":"x","toolkit_aliases":[1,"ok"],"parameters":7,"important":"yes"}',
  )
  const tool = parseToolDocument(broken)
  expect(tool).toMatchObject({ id: 'a', name: 'a', toolkit_aliases: ['ok'], important: false })
  expect(buildIndex([tool]).size).toBe(1)
})
