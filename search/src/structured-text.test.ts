import { expect, test } from 'vitest'
import { plainText, wordsOfStructure } from './structured-text.ts'

test.each([
  ['prose', 'city: where to look', 'city: where to look'],
  ['a list of names', ['city', 'unit'], 'city unit'],
  [
    'a list of parameters',
    [{ name: 'city', in: 'query', type: 'string', description: 'Where' }],
    'city Where',
  ],
  [
    'a JSON schema',
    { type: 'object', required: ['city'], properties: { city: { type: 'string', enum: ['Rome'] } } },
    'city Rome',
  ],
  ['a map of names to prose', { city: 'Where' }, 'city Where'],
  ['a property called as a keyword', { properties: { type: { description: 'Kind' } } }, 'type Kind'],
  ['a printed schema', '{"properties":{"city":{"type":"string","description":"Where"}}}', 'city Where'],
])('%s gives its names and prose', (_, value, words) => {
  expect(wordsOfStructure(value)).toBe(words)
})

test('a structure printed by Python loses its keywords', () => {
  const printed =
    "[{'name': 'city', 'in': 'query', 'schema': {'type': 'str', 'default': None}, 'description': 'Where'}]"
  const words = plainText(printed).match(/\w+/g)
  expect(words).toStrictEqual(['city', 'Where'])
})

test('a schema inside a description loses its keywords, the prose stays', () => {
  const words = plainText(
    'Adds a "task": see below. {"status": {"type": "str", "description": "the outcome"}}',
  ).match(/\w+/g)
  expect(words).toStrictEqual(['Adds', 'a', 'task', 'see', 'below', 'status', 'the', 'outcome'])
})

test('a deep or endless structure ends', () => {
  const deep: Record<string, unknown> = {}
  deep.a = deep
  expect(wordsOfStructure(deep).length).toBeLessThan(100)
  expect(wordsOfStructure(Array.from({ length: 5_000 }, () => ['x'])).length).toBeLessThan(2_000)
})
