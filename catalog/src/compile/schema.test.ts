import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkToolSchema } from '../manifest/tool-schema.ts'
import { compactSchema } from './ladder.ts'
import { convertSchema, SchemaTooLarge } from './schema.ts'

const limits = { depth: 6, description: 200, union: 6 }
const convert = (schema: unknown, schemas: Record<string, unknown> = {}) =>
  convertSchema({ components: { schemas } }, schema, limits, 'input')

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

test('a cycle becomes an open object', () => {
  const Node = { type: 'object', properties: { name: { type: 'string' }, parent: ref('Node') } }
  expect(convert(ref('Node'), { Node })).toStrictEqual({
    type: 'object',
    properties: {
      name: { type: 'string' },
      parent: { type: 'object', additionalProperties: true },
    },
  })
})

test('a reference that leads to itself, or nowhere, is an open value', () => {
  expect(convert(ref('A'), { A: ref('A') })).toStrictEqual({})
  expect(convert({ type: 'array', items: ref('Gone') })).toStrictEqual({ type: 'array', items: {} })
})

test('allOf is merged, required lists included', () => {
  const Base = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] }
  const schema = {
    allOf: [ref('Base'), { properties: { name: { type: 'string' } }, required: ['name'] }],
    description: 'Both.',
  }
  expect(convert(schema, { Base })).toStrictEqual({
    type: 'object',
    description: 'Both.',
    properties: { id: { type: 'integer' }, name: { type: 'string' } },
    required: ['id', 'name'],
  })
})

test('OpenAPI 3.0 keywords become those of JSON Schema', () => {
  expect(
    convert({ type: 'number', nullable: true, minimum: 0, exclusiveMinimum: true, maximum: 9, example: 3 }),
  ).toStrictEqual({ type: ['number', 'null'], exclusiveMinimum: 0, maximum: 9, examples: [3] })
  expect(convert({ type: 'string', nullable: true, enum: ['a', 'b'] })).toStrictEqual({
    type: ['string', 'null'],
    enum: ['a', 'b', null],
  })
})

test('a union keeps its members and takes null as one of them', () => {
  expect(convert({ oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true })).toStrictEqual({
    anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }],
  })
})

test('a union past the limit says which types it has', () => {
  const oneOf = Array.from({ length: 10 }, (_, index) => ({ type: index < 5 ? 'string' : 'array' }))
  expect(convert({ oneOf })).toStrictEqual({ type: ['string', 'array'], items: {} })
})

test('read-only properties are no arguments, but are part of a result', () => {
  const schema = {
    type: 'object',
    properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } },
  }
  expect(convert(schema)['properties']).toStrictEqual({ name: { type: 'string' } })
  expect(convertSchema({}, schema, limits, 'output')['properties']).toHaveProperty('id')
})

test('names that models refuse, and names of the prototype, leave the object open', () => {
  const schema = JSON.parse(
    '{"type":"object","properties":{"a b":{},"__proto__":{},"constructor":{},"ok":{}}}',
  )
  expect(convert(schema)).toStrictEqual({
    type: 'object',
    properties: { ok: {} },
    additionalProperties: true,
  })
})

test('a pattern outside RE2 is dropped and the property kept', () => {
  expect(convert({ type: 'string', pattern: '^(?!x).*$' })).toStrictEqual({ type: 'string' })
  expect(convert({ type: 'string', pattern: '^[a-z]+$' })).toHaveProperty('pattern')
})

test('a default of the wrong type is dropped', () => {
  expect(convert({ type: 'integer', default: 'ten' })).toStrictEqual({ type: 'integer' })
  expect(convert({ type: 'boolean', default: false })).toStrictEqual({ type: 'boolean', default: false })
})

test('a schema that grows without bound is stopped and written smaller', () => {
  // Each level refers to the next ten times: ten to the twelfth nodes when written out.
  const schemas: Record<string, unknown> = { L12: { type: 'string' } }
  for (let level = 11; level >= 0; level -= 1) {
    const names = Array.from({ length: 10 }, (_, index) => [`p${index}`, ref(`L${level + 1}`)])
    schemas[`L${level}`] = { type: 'object', properties: Object.fromEntries(names) }
  }
  expect(() => convert(ref('L0'), schemas)).toThrow(SchemaTooLarge)
  const compact = compactSchema({ components: { schemas } }, ref('L0'), 2_000)
  expect(JSON.stringify(compact).length).toBeLessThan(2_000)
  expect(Object.keys(compact['properties'] as object)).toHaveLength(10)
})

test('a wall of allOf is merged with bounded work', () => {
  const schemas: Record<string, unknown> = {}
  for (let level = 0; level < 30; level += 1) {
    schemas[`A${level}`] = { allOf: [ref(`A${level + 1}`), ref(`A${level + 1}`)] }
  }
  schemas['A30'] = { type: 'object', properties: { end: { type: 'string' } } }
  expect(convert(ref('A0'), schemas)).toBeTypeOf('object')
})

test('the ladder gives up depth before it gives up properties', () => {
  const wordy = { type: 'object', description: 'long '.repeat(200), properties: { x: { type: 'string' } } }
  const properties = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p${index}`, wordy]))
  const compact = compactSchema({}, { type: 'object', properties }, 4_000)
  expect(Object.keys(compact['properties'] as object)).toHaveLength(40)
  expect(JSON.stringify(compact).length).toBeLessThan(4_000)
})

const keywords = [
  'type',
  'properties',
  'required',
  'items',
  'anyOf',
  'oneOf',
  'allOf',
  'enum',
  'default',
  'description',
  'minimum',
  'exclusiveMinimum',
  'pattern',
  'nullable',
  'additionalProperties',
  'example',
  '$ref',
  'const',
]

test('whatever JSON a document holds, the result keeps to the dialect', () => {
  const key = fc.constantFrom(...keywords)
  const leaf = fc.oneof(
    fc.constantFrom('object', 'array', 'string', '#/x', '('),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  )
  const { schema } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, tie('schema'), fc.array(tie('value'), { maxLength: 3 })),
    schema: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  }))
  const property = fc.property(schema, (source) => {
    const input = { type: 'object', properties: { field: convert(source) } }
    expect(checkToolSchema(input)).toStrictEqual([])
  })
  fc.assert(property, { numRuns: 500 })
})
