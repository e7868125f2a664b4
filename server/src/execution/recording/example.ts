/** A made-up result in the shape that a tool's output schema promises, for a call that nobody has recorded. */
import { isObject } from '../request/outgoing-request.ts'

/** Objects nested deeper than this are left out: schemas may name themselves. */
const deepest = 8

const texts: Readonly<Record<string, string>> = {
  'date-time': '2025-01-01T00:00:00Z',
  date: '2025-01-01',
  time: '00:00:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

const plain: Readonly<Record<string, unknown>> = { string: 'example', integer: 1, number: 1, boolean: true }

/** An example of data that the schema allows: its own examples, defaults and choices where it has some. */
export function exampleOf(schema: unknown): Record<string, unknown> {
  const made = make(schema, 0)
  return isObject(made) ? made : {}
}

function make(schema: unknown, depth: number): unknown {
  if (!isObject(schema)) return null
  const { const: fixed, default: usual, examples, enum: choices, properties, items, format } = schema
  if (fixed !== undefined) return fixed
  if (Array.isArray(examples) && examples.length > 0) return examples[0]
  if (usual !== undefined) return usual
  if (Array.isArray(choices) && choices.length > 0) return choices[0]
  const oneOf = [schema['anyOf'], schema['oneOf'], schema['allOf']].find(Array.isArray)
  if (oneOf && !properties) return make(oneOf[0], depth)
  const type = Array.isArray(schema['type']) ? schema['type'].find((name) => name !== 'null') : schema['type']
  if (type === 'array') return depth < deepest && isObject(items) ? [make(items, depth + 1)] : []
  if (type === 'object' || isObject(properties)) {
    if (depth >= deepest || !isObject(properties)) return {}
    return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, make(part, depth + 1)]))
  }
  if (type === 'string' && typeof format === 'string') return texts[format] ?? plain['string']
  return typeof type === 'string' ? (plain[type] ?? null) : null
}
