/**
 * What model vendors accept as the parameters of a function, and the rewriting of a tool's schema for each.
 *
 * | dialect         | beyond JSON Schema                                                                        |
 * | --------------- | ----------------------------------------------------------------------------------------- |
 * | `openai`        | arrays have items; property names of 64 word characters, dots and dashes                   |
 * | `openai_strict` | every property required, no other properties, no open values, 10 levels, 5,000 properties   |
 * | `anthropic`     | no union at the root; the same property names                                              |
 * | `gemini`        | one type a schema, string enums only, few formats, names that begin with a letter or _     |
 */
import { isJson, jsonAt, listAt, own } from '../compile/openapi.ts'
import type { Json } from '../compile/openapi.ts'

export const dialects = ['openai', 'openai_strict', 'anthropic', 'gemini'] as const
export type Dialect = (typeof dialects)[number]

export type Rewritten = {
  schema: Json
  /** Why the schema cannot be said in the dialect without loss; empty when it can. */
  flags: string[]
}

/** A tool's schema in the terms of a vendor. The given one is left alone. */
export function rewriteFor(dialect: Dialect, schema: Json): Rewritten {
  const flags = new Set<string>()
  return { schema: rewrite(dialect, schema, flags), flags: [...flags] }
}

type Out = Record<string, unknown>

function rewrite(dialect: Dialect, schema: Json, flags: Set<string>): Out {
  const out: Out = { ...schema }
  const properties = own(schema, 'properties')
  if (isJson(properties)) {
    out['properties'] = Object.fromEntries(
      Object.keys(properties).map((name) => [name, rewrite(dialect, jsonAt(properties, name), flags)]),
    )
  }
  const items = own(schema, 'items')
  if (isJson(items)) out['items'] = rewrite(dialect, items, flags)
  else if (typesOf(schema).includes('array')) out['items'] = {}
  const additional = own(schema, 'additionalProperties')
  if (isJson(additional)) out['additionalProperties'] = rewrite(dialect, additional, flags)
  const union = listAt(schema, 'anyOf')
  if (union.length > 0)
    out['anyOf'] = union.map((member) => (isJson(member) ? rewrite(dialect, member, flags) : {}))
  if (dialect === 'openai_strict') return strict(out, flags)
  return dialect === 'gemini' ? gemini(out, flags) : out
}

const typesOf = (schema: Json): string[] => {
  const type = own(schema, 'type')
  return (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string')
}

const strictKeywords = new Set([
  'type',
  'description',
  'properties',
  'required',
  'items',
  'enum',
  'const',
  'anyOf',
  'additionalProperties',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
])

/** An optional property becomes a required one that may be null: what was left out is then said. */
function strict(schema: Out, flags: Set<string>): Out {
  for (const key of Object.keys(schema)) if (!strictKeywords.has(key)) delete schema[key]
  const types = typesOf(schema)
  if (types.length === 0 && !Array.isArray(schema['anyOf']) && !Array.isArray(schema['enum']))
    flags.add('an open value')
  if (!types.includes('object')) return schema
  const properties = jsonAt(schema, 'properties')
  const names = Object.keys(properties)
  if (schema['additionalProperties'] !== undefined && schema['additionalProperties'] !== false)
    flags.add('an open object')
  const required = new Set(listAt(schema, 'required'))
  schema['properties'] = Object.fromEntries(
    names.map((name) => [name, required.has(name) ? properties[name] : orNull(jsonAt(properties, name))]),
  )
  return { ...schema, required: names, additionalProperties: false }
}

function orNull(schema: Json): Json {
  const types = typesOf(schema)
  if (types.includes('null')) return schema
  if (types.length === 0)
    return Array.isArray(schema['anyOf'])
      ? { ...schema, anyOf: [...schema['anyOf'], { type: 'null' }] }
      : schema
  const values = own(schema, 'enum')
  return {
    ...schema,
    type: [...types, 'null'],
    ...(Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
  }
}

const geminiKeywords = new Set([
  'type',
  'format',
  'title',
  'description',
  'nullable',
  'enum',
  'items',
  'maxItems',
  'minItems',
  'properties',
  'required',
  'minProperties',
  'maxProperties',
  'minLength',
  'maxLength',
  'pattern',
  'example',
  'anyOf',
  'minimum',
  'maximum',
])
const geminiFormats = new Set(['date-time', 'enum', 'int32', 'int64', 'float', 'double'])

/** Limits that Gemini cannot say are the server's to check; only a changed meaning is a loss. */
function gemini(schema: Out, flags: Set<string>): Out {
  const types = typesOf(schema).filter((type) => type !== 'null')
  const nullable = typesOf(schema).includes('null')
  const values = listAt(schema, 'enum').filter((value) => value !== null)
  if (types.length > 1 && !Array.isArray(schema['anyOf'])) {
    schema['anyOf'] = types.map((type) => gemini(type === 'array' ? { type, items: {} } : { type }, flags))
    delete schema['type']
  } else if (types.length === 1) schema['type'] = types[0]
  if (nullable) schema['nullable'] = true
  if (values.length > 0 && values.every((value) => typeof value === 'string'))
    schema['enum'] = values.filter((value) => value !== '')
  else delete schema['enum']
  if (Array.isArray(schema['enum']) && (schema['enum'].length === 0 || schema['type'] !== 'string'))
    delete schema['enum']
  if (!geminiFormats.has(String(schema['format']))) delete schema['format']
  if (isJson(schema['properties']) && Object.keys(schema['properties']).length === 0)
    delete schema['properties']
  for (const name of Object.keys(jsonAt(schema, 'properties'))) {
    if (!/^[A-Za-z_][\w.-]{0,63}$/.test(name)) flags.add(`the property name ${name.slice(0, 40)}`)
  }
  for (const key of Object.keys(schema)) if (!geminiKeywords.has(key)) delete schema[key]
  return schema
}

const depthOf = (dialect: Dialect) => (dialect === 'openai_strict' ? 10 : 32)

/** Why a vendor would refuse the schema; empty when it would not. Independent of the rewriting. */
export function refusals(dialect: Dialect, root: Json): string[] {
  const found: string[] = []
  if (own(root, 'type') !== 'object') found.push('the root is no object')
  if (dialect !== 'gemini' && ['anyOf', 'oneOf', 'allOf'].some((key) => Object.hasOwn(root, key)))
    found.push('a union at the root')
  let count = 0
  const visit = (schema: unknown, depth: number): void => {
    count += 1
    if (!isJson(schema)) found.push('a schema that is no object')
    else if (depth > depthOf(dialect)) found.push(`more than ${depthOf(dialect)} levels`)
    else {
      found.push(...refusalsOf(dialect, schema))
      for (const inner of Object.values(jsonAt(schema, 'properties'))) visit(inner, depth + 1)
      if (Object.hasOwn(schema, 'items')) visit(schema['items'], depth + 1)
      for (const member of listAt(schema, 'anyOf')) visit(member, depth + 1)
    }
  }
  visit(root, 0)
  if (dialect === 'openai_strict' && count > 5_000) found.push('more than 5,000 properties')
  return [...new Set(found)]
}

function refusalsOf(dialect: Dialect, schema: Json): string[] {
  const found: string[] = []
  const names = Object.keys(jsonAt(schema, 'properties'))
  const pattern = dialect === 'gemini' ? /^[A-Za-z_][\w.-]{0,63}$/ : /^[\w.-]{1,64}$/
  if (names.some((name) => !pattern.test(name))) found.push('a property name')
  if (typesOf(schema).includes('array') && !isJson(own(schema, 'items'))) found.push('an array without items')
  const required = listAt(schema, 'required')
  if (required.some((name) => typeof name !== 'string' || !names.includes(name)))
    found.push('a required name that is no property')
  if (dialect === 'openai_strict' && typesOf(schema).includes('object')) {
    if (own(schema, 'additionalProperties') !== false) found.push('an open object')
    if (names.some((name) => !required.includes(name))) found.push('an optional property')
  }
  if (dialect !== 'gemini') return found
  if (Array.isArray(own(schema, 'type'))) found.push('several types')
  const values = own(schema, 'enum')
  if (Array.isArray(values) && !values.every((value) => typeof value === 'string' && value !== ''))
    found.push('an enum that is not of strings')
  if (Object.keys(schema).some((key) => !geminiKeywords.has(key))) found.push('an unknown keyword')
  return found
}
