/** Validation errors as a model can act on them: one line a field, saying what was given and what is allowed. */
import type { ErrorObject } from 'ajv'
import { nearestName } from './nearest-name.ts'
import { isObject, own } from '../request/outgoing-request.ts'
import type { Schema } from './validator.ts'

const mostLines = 20
/** Errors of an `anyOf` branch say what one alternative wanted; the error of the `anyOf` itself is kept. */
const unions = /\/(?:anyOf|oneOf)\/\d+\//

/** One line for each wrong field, the first error of each, at most 20. */
export function explainErrors(errors: readonly ErrorObject[], schema: Schema): string[] {
  const lines = new Map<string, string>()
  for (const error of errors) {
    if (unions.test(error.schemaPath)) continue
    const field = fieldOf(error)
    if (!lines.has(field) && lines.size < mostLines) lines.set(field, `${field}: ${describe(error, schema)}`)
  }
  return [...lines.values()]
}

/** `labels[0].name`; for a missing or unknown property, that property. */
function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  const steps = instancePath.split('/').slice(1).map(decodePointer)
  if (keyword === 'required') steps.push(String(params['missingProperty']))
  if (keyword === 'additionalProperties') steps.push(String(params['additionalProperty']).slice(0, 64))
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('')
  return path.replace(/^\./, '') || 'arguments'
}

function decodePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

type Describe = (error: ErrorObject) => string

const descriptions: Readonly<Record<string, Describe>> = {
  required: ({ params, parentSchema }) =>
    `is required${expectation(propertyOf(parentSchema, params['missingProperty']))}`,
  type: ({ data, params, parentSchema }) =>
    `must be ${anyOf([params['type']].flat())}, but ${given(data)} was given${exampleOf(parentSchema)}`,
  enum: ({ data, params }) =>
    `must be one of ${listed(params['allowedValues'])}, but ${given(data)} was given`,
  const: ({ data, params }) =>
    `must be ${JSON.stringify(params['allowedValue'])}, but ${given(data)} was given`,
  pattern: ({ data, params, parentSchema }) =>
    `must match ${String(params['pattern'])}, but ${given(data)} was given${exampleOf(parentSchema)}`,
  anyOf: (error) => union(error),
  oneOf: (error) => union(error),
  additionalProperties: ({ params, parentSchema }) =>
    unknownName(String(params['additionalProperty']), parentSchema),
}

/** The types of the alternatives, where each has one. */
function union({ data, parentSchema, schema }: ErrorObject) {
  const types = Array.isArray(schema)
    ? schema.flatMap((one) => (isObject(one) ? [one['type']].flat() : []))
    : []
  const named = [...new Set(types.filter((type) => typeof type === 'string'))]
  const wanted = named.length > 0 ? `be ${anyOf(named)}` : 'fit one of its alternatives'
  return `must ${wanted}, but ${given(data)} was given${exampleOf(parentSchema)}`
}

function describe(error: ErrorObject, schema: Schema): string {
  const known = own(descriptions, error.keyword) as Describe | undefined
  if (known) return known({ ...error, parentSchema: error.parentSchema ?? { ...schema } })
  return `${error.message ?? 'is not valid'}, but ${given(error.data)} was given${exampleOf(error.parentSchema)}`
}

/** What to say of a name that the tool does not know. */
export function unknownName(name: string, schema: unknown): string {
  const properties = isObject(schema) ? schema['properties'] : undefined
  const names = isObject(properties) ? Object.keys(properties) : []
  const near = nearestName(name, names)
  if (near !== undefined) return `is not an argument of this tool; did you mean ${near}?`
  if (names.length === 0) return 'is not an argument of this tool; it takes none'
  const more = names.length > 30 ? `, … (${names.length} in all)` : ''
  return `is not an argument of this tool; it takes ${names.slice(0, 30).join(', ')}${more}`
}

function propertyOf(schema: unknown, name: unknown): unknown {
  const properties = isObject(schema) ? schema['properties'] : undefined
  return isObject(properties) ? own(properties, String(name)) : undefined
}

function expectation(schema: unknown): string {
  if (!isObject(schema)) return ''
  const type = schema['type']
  const wanted = type === undefined ? '' : ` (${anyOf([type].flat())})`
  const { enum: allowed } = schema
  return Array.isArray(allowed) ? `; one of ${listed(allowed)}` : `${wanted}${exampleOf(schema)}`
}

/** Values of the formats whose names alone leave a choice. */
const formatExamples: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T09:00:00Z',
  date: '2026-01-31',
  time: '09:00:00Z',
  email: 'ada@example.com',
  uri: 'https://example.com/page',
  uuid: '3f2b8c1e-5d7a-4e6b-9c0d-1a2b3c4d5e6f',
}

/** What the schema gives as an example, or else one of its format. */
function exampleOf(schema: unknown): string {
  if (!isObject(schema)) return ''
  const { examples, example, format } = schema
  const first: unknown = Array.isArray(examples) ? examples[0] : example
  const shown = first ?? (typeof format === 'string' ? own(formatExamples, format) : undefined)
  return shown === undefined ? '' : `; for example ${given(shown)}`
}

function anyOf(types: readonly unknown[]): string {
  return types.map(String).join(' or ')
}

function listed(values: unknown): string {
  const list = Array.isArray(values) ? values : []
  const shown = list.slice(0, 20).map((value) => JSON.stringify(value))
  return shown.join(', ') + (list.length > 20 ? `, … (${list.length} in all)` : '')
}

/** A value as JSON, cut to 80 characters. */
function given(value: unknown): string {
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, 100) : value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
