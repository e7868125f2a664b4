import { expect, test } from 'vitest'
import type { CatalogTool } from './catalog.ts'
import { readToolLine, storedTool, toolLine } from './tool-line.ts'

const tool = {
  slug: 'ACME_A',
  aliases: [],
  name: 'A',
  description: 'Tab\there,\nGrüße, 世界.',
  tags: [],
  important: false,
  deprecated: false,
  no_auth: false,
  scopes: null,
  input: { type: 'object', properties: { 'a\tb': { type: 'string' } } },
  output: { type: 'object', properties: {}, description: 'Late.' },
  exec: { kind: 'builtin', name: 'acme.x' },
  toolkit: 'acme',
  version: '20260101_00',
} as CatalogTool

const read = (given: CatalogTool) => readToolLine(Buffer.from(toolLine(given)))

test('a tool comes back as it was, its input with the names that it requires', () => {
  expect(read(tool)).toStrictEqual({ ...tool, input: { ...tool.input, required: [] } })
  expect({ ...read(tool) }).toStrictEqual({ ...tool, input: { ...tool.input, required: [] } })
})

test('its schemas are there as they lie in the store, the description of the output first', () => {
  const stored = read(tool)
  expect(storedTool(stored)?.json('input')?.toString()).toBe(
    '{"type":"object","properties":{"a\\tb":{"type":"string"}},"required":[]}',
  )
  expect(storedTool(stored)?.json('output')?.toString()).toBe(
    '{"description":"Late.","type":"object","properties":{}}',
  )
  expect(storedTool(stored)?.json('relations')).toBeUndefined()
  expect(storedTool({ ...stored })).toBeUndefined()
})

test('what is asked for late is parsed once, and is absent where the tool lacks it', () => {
  const stored = read(tool)
  expect(stored.exec).toBe(stored.exec)
  expect('relations' in stored).toBe(false)
})
