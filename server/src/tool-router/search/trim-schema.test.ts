import { expect, test } from 'vitest'
import { details, trimSchema } from './trim-schema.ts'

const [whole, , , bare] = details
const text = { type: 'string' }
const none = () => false

test('required properties always stay, optional ones up to the limit, those spoken of first', () => {
  const names = Array.from({ length: 20 }, (_unused, at) => `field_${at}`)
  const input = { properties: Object.fromEntries(names.map((name) => [name, text])), required: ['field_7'] }
  const { schema, leftOut } = trimSchema(
    input,
    { optional: 2, description: 50 },
    (name) => name === 'field_19',
  )
  expect(Object.keys(schema['properties'] as object)).toStrictEqual(['field_0', 'field_7', 'field_19'])
  expect(schema['required']).toStrictEqual(['field_7'])
  expect(leftOut).toHaveLength(17)
})

test('a small schema comes whole', () => {
  const input = {
    type: 'object',
    properties: { to: { ...text, description: 'Who gets it.' } },
    required: ['to'],
  }
  expect(trimSchema(input, whole ?? { optional: 0, description: 0 }, none)).toStrictEqual({
    schema: input,
    leftOut: [],
  })
})

test('what is cut inside a property is named', () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_unused, at) => [`p${at}`, text]))
  const input = {
    properties: {
      a: { type: 'object', properties: many },
      b: { enum: Array.from({ length: 99 }, (_unused, at) => at) },
    },
    required: ['a', 'b'],
  }
  expect(trimSchema(input, bare ?? { optional: 0, description: 0 }, none).leftOut).toStrictEqual(['a', 'b'])
})

test('of several forms the first that is not null is shown', () => {
  const input = {
    properties: { m: { description: 'Which.', anyOf: [{ type: 'null' }, { type: 'integer' }] } },
  }
  const { schema } = trimSchema(input, whole ?? { optional: 9, description: 9 }, none)
  expect(schema['properties']).toStrictEqual({ m: { type: 'integer', description: 'Which.' } })
})

test('texts are cleaned, and a schema that refers to itself deeply ends', () => {
  let deep: Record<string, unknown> = { type: 'string' }
  for (let level = 0; level < 2000; level += 1) deep = { type: 'object', properties: { next: deep } }
  const input = { properties: { deep, x: { type: 'string', description: 'Id.\u200b<!-- hidden -->' } } }
  const json = JSON.stringify(trimSchema(input, { optional: 9, description: 99 }, none))
  expect(json).not.toContain('hidden')
  expect(json.length).toBeLessThan(500)
})
