import { expect, test } from 'vitest'
import { checkToolSchema } from './tool-schema.ts'

const object = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  type: 'object',
  properties,
  ...more,
})

test('a schema of the dialect has no problems', () => {
  const schema = object(
    {
      name: { type: ['string', 'null'], description: 'A name.', examples: ['Ann'], pattern: '^[a-z]+$' },
      count: { type: 'integer', minimum: 0, exclusiveMaximum: 10, default: 1 },
      list: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
      open: { type: 'object', additionalProperties: true },
    },
    { required: ['name'], additionalProperties: false },
  )
  expect(checkToolSchema(schema)).toStrictEqual([])
})

test.each([
  ['a boolean required', { required: true }, '/properties/field/required', 'must be an array of strings'],
  [
    'a type of another language',
    { type: 'file' },
    '/properties/field/type',
    '"file" is not a JSON Schema type',
  ],
  ['a type list with a stranger', { type: ['string', 'any'] }, '/properties/field/type', '"any" is not'],
  [
    'a boolean exclusiveMinimum',
    { exclusiveMinimum: true },
    '/properties/field/exclusiveMinimum',
    'a number',
  ],
  ['an enum that is not a list', { enum: 'a' }, '/properties/field/enum', 'at least one value'],
  ['a description that is null', { description: null }, '/properties/field/description', 'must be a string'],
  ['an empty union', { anyOf: [] }, '/properties/field/anyOf', 'at least one entry'],
  ['a pattern outside RE2', { pattern: '(?=x)' }, '/properties/field/pattern', 'RE2'],
  ['boolean items', { items: true }, '/properties/field/items', 'must be a schema object'],
  [
    'a required name without a property',
    { properties: {}, required: ['x'] },
    '/properties/field/required',
    'x',
  ],
])('%s is a problem with its place', (_, field, path, message) => {
  const [problem, ...others] = checkToolSchema(object({ field }))
  expect(others).toStrictEqual([])
  expect(problem?.path).toBe(path)
  expect(problem?.message).toContain(message)
})

test('property names that models refuse, and __proto__, are problems', () => {
  const schema = object(JSON.parse('{"filter[name]": {}, "__proto__": {"type": "string"}}'))
  expect(checkToolSchema(schema).map(({ path }) => path)).toStrictEqual([
    '/properties/filter[name]',
    '/properties/__proto__',
  ])
})

test('the root must be an object with properties', () => {
  expect(checkToolSchema({ type: 'string' }).map(({ path }) => path)).toStrictEqual(['/type', '/properties'])
  expect(checkToolSchema(null)).toHaveLength(1)
})

test('a schema without end is refused with bounded work', () => {
  let deep: Record<string, unknown> = { type: 'string' }
  for (let level = 0; level < 5_000; level += 1) deep = { type: 'array', items: deep }
  expect(checkToolSchema(object({ deep }))).toHaveLength(1)

  const many = Array.from({ length: 200_000 }, () => ({}))
  expect(checkToolSchema(object({ field: { anyOf: many } })).length).toBeGreaterThan(0)
})
