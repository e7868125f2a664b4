/**
 * One OpenAPI schema → one self-contained schema of the tool dialect, within limits.
 *
 * References are written out, `allOf` is merged, a cycle becomes an open object, `oneOf` becomes `anyOf` (real
 * unions overlap, and `oneOf` would reject a value that fits two of them). What lies deeper than the limits
 * allow is an open value of the same type. OpenAPI 3.0 keywords (`nullable`, boolean `exclusiveMinimum`,
 * `example`) become those of JSON Schema.
 */
import { RE2JS } from 're2js'
import type { JsonSchema } from '../manifest/manifest.ts'
import { isJson, jsonAt, listAt, OpenApiError, own, resolveRef, textAt } from './openapi.ts'
import type { Json } from './openapi.ts'
import { isModelName } from './property-name.ts'
import { plainText, shorten } from './prose.ts'

export type SchemaLimits = {
  /** Levels of nesting that are written out. */
  depth: number
  /** Characters of a nested description; 0 leaves nested descriptions out. */
  description: number
  /** Members of a union. */
  union: number
  /** Schemas written in all, properties and members counted; 4,000 when left out. */
  nodes?: number
}

/** The conversion grew past the node limit; the next rung of the ladder is due. */
export class SchemaTooLarge extends Error {
  override readonly name = 'SchemaTooLarge'
}

/** Characters of the descriptions at the root of the arguments; deeper ones follow the ladder. */
const inputBudgets: readonly number[] = [500]

const maxNodes = 4_000
const maxEnum = 200
const maxExamples = 3
const maxMerge = 50

/** Whether the schema describes arguments (read-only properties are left out) or a result. */
export type SchemaSide = 'input' | 'output'

type Context = {
  document: Json
  limits: SchemaLimits
  side: SchemaSide
  /** Nodes written so far, shared by the whole conversion. */
  count: { nodes: number }
  /** The schemas being written around this one: meeting one of them again is a cycle. */
  open: ReadonlySet<Json>
}

/** Converts a schema. @throws SchemaTooLarge past the limit of nodes. */
export function convertSchema(
  document: Json,
  schema: unknown,
  limits: SchemaLimits,
  side: SchemaSide,
): JsonSchema {
  return convert(schema, 0, { document, limits, side, count: { nodes: 0 }, open: new Set() })
}

function convert(value: unknown, depth: number, context: Context): JsonSchema {
  context.count.nodes += 1
  const most = context.limits.nodes ?? maxNodes
  if (context.count.nodes > most) throw new SchemaTooLarge(`a schema of more than ${most} nodes`)
  const source = safeResolve(context.document, value)
  if (!source) return {}
  if (context.open.has(source)) return openValue(source, depth, context)
  const inner = enter(context, source)
  const merged = mergeAllOf(source, inner)
  return depth > context.limits.depth ? openValue(merged, depth, context) : written(merged, depth, inner)
}

const enter = (context: Context, source: Json): Context => ({
  ...context,
  open: new Set(context.open).add(source),
})

/** A broken reference costs its own node, not the tool. */
function safeResolve(document: Json, value: unknown): Json | undefined {
  try {
    return isJson(value) ? resolveRef(document, value) : undefined
  } catch (error) {
    if (error instanceof OpenApiError) return undefined
    throw error
  }
}

/** Any value of the same type: what stands for a cycle and for what is too deep. */
function openValue(source: Json, depth: number, context: Context): JsonSchema {
  const types = typesOf(source)
  const only = types.length === 1 ? types[0] : types
  const type = only === undefined || types.length === 0 ? {} : { type: only }
  const fields = types.includes('object') ? { additionalProperties: true } : {}
  const items = types.includes('array') ? { items: {} } : {}
  return withDescription({ ...type, ...fields, ...items }, source, depth, context)
}

function written(source: Json, depth: number, context: Context): JsonSchema {
  const union = [...listAt(source, 'anyOf'), ...listAt(source, 'oneOf')]
  const schema: JsonSchema = {}
  const types = typesOf(source)
  if (types.length === 1) schema['type'] = types[0]
  else if (types.length > 1 && union.length === 0) schema['type'] = types
  withDescription(schema, source, depth, context)
  copyValues(source, schema, types)
  if (context.side === 'input') copyLimits(source, schema)
  if (types.includes('object')) writeObject(source, schema, depth, context)
  if (types.includes('array')) schema['items'] = convert(own(source, 'items') ?? {}, depth + 1, context)
  if (union.length > 0) writeUnion(source, union, schema, depth, context)
  return schema
}

function writeObject(source: Json, schema: JsonSchema, depth: number, context: Context): void {
  const properties: Record<string, JsonSchema> = {}
  let left = false
  for (const [name, property] of Object.entries(jsonAt(source, 'properties'))) {
    if (isModelName(name) && !isReadOnly(property, context)) {
      properties[name] = convert(property, depth + 1, context)
    } else {
      left = true
    }
  }
  schema['properties'] = properties
  const required = listAt(source, 'required').filter(
    (name): name is string => typeof name === 'string' && Object.hasOwn(properties, name),
  )
  // A result is described, never validated: what a provider promises to send is of no use to a model.
  if (required.length > 0 && context.side === 'input') schema['required'] = [...new Set(required)]
  const additional = own(source, 'additionalProperties')
  if (isJson(additional)) schema['additionalProperties'] = convert(additional, depth + 1, context)
  else if (additional === true || left) schema['additionalProperties'] = true
  else if (additional === false) schema['additionalProperties'] = false
  if (Object.keys(properties).length === 0) schema['additionalProperties'] ??= true
}

function isReadOnly(property: unknown, context: Context): boolean {
  if (context.side === 'output') return false
  const source = safeResolve(context.document, property)
  return source !== undefined && own(source, 'readOnly') === true
}

function writeUnion(
  source: Json,
  union: readonly unknown[],
  schema: JsonSchema,
  depth: number,
  context: Context,
): void {
  if (union.length > context.limits.union) return dissolveUnion(source, union, schema, context)
  const members: JsonSchema[] = []
  const seen = new Set<string>()
  for (const member of union) {
    const converted = convert(member, depth + 1, context)
    const key = JSON.stringify(converted)
    if (!seen.has(key)) members.push(converted)
    seen.add(key)
  }
  if (own(source, 'nullable') === true && !members.some((member) => member['type'] === 'null')) {
    members.push({ type: 'null' })
  }
  const [only] = members
  if (members.length === 1 && only) Object.assign(schema, { ...only, ...schema })
  else if (!members.every((member) => Object.keys(member).length === 1 && member['required'])) {
    // A union of bare `required` lists says "one of these fields": models and SDKs gain nothing from it.
    schema['anyOf'] = members
  }
}

/** Past the limit a union says only which types its members have. */
function dissolveUnion(source: Json, union: readonly unknown[], schema: JsonSchema, context: Context): void {
  const sources = union.map((member) => safeResolve(context.document, member) ?? {})
  const types = [...new Set(sources.flatMap((member) => typesOf(member)))]
  if (own(source, 'nullable') === true && types.length > 0 && !types.includes('null')) types.push('null')
  if (schema['type'] === undefined && types.length > 0) schema['type'] = types.length === 1 ? types[0] : types
  if (types.includes('object')) schema['additionalProperties'] = true
  if (types.includes('array')) schema['items'] ??= {}
}

/** Merges `allOf` members into the schema that holds them; the outer keywords win. */
function mergeAllOf(source: Json, context: Context, budget = { left: maxMerge }): Json {
  const members = listAt(source, 'allOf')
  if (members.length === 0) return source
  const properties: Record<string, unknown> = {}
  const required: unknown[] = []
  let merged: Json = {}
  const take = (part: Json) => {
    for (const [name, property] of Object.entries(jsonAt(part, 'properties'))) {
      if (isModelName(name)) properties[name] = property
    }
    required.push(...listAt(part, 'required'))
    merged = { ...merged, ...part }
  }
  for (const member of members) {
    const part = safeResolve(context.document, member)
    budget.left -= 1
    if (part && budget.left >= 0 && !context.open.has(part))
      take(mergeAllOf(part, enter(context, part), budget))
  }
  take(source)
  const { allOf: _, ...rest } = merged as Record<string, unknown>
  const hasProperties = Object.keys(properties).length > 0
  return { ...rest, ...(hasProperties ? { properties, type: 'object' } : {}), required }
}

const typeNames = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

/** The types of a schema, guessed from its other keywords where it names none. */
function typesOf(source: Json): string[] {
  const named = own(source, 'type')
  const list = (Array.isArray(named) ? named : [named]).filter(
    (name): name is string => typeof name === 'string' && typeNames.has(name),
  )
  if (list.length === 0) list.push(...guessedType(source))
  if (own(source, 'nullable') === true && list.length > 0) list.push('null')
  return [...new Set(list)]
}

function guessedType(source: Json): string[] {
  if (Object.hasOwn(source, 'properties') || Object.hasOwn(source, 'additionalProperties')) return ['object']
  if (Object.hasOwn(source, 'items')) return ['array']
  const values = listAt(source, 'enum')
  if (values.length > 0 && values.every((value) => typeof value === 'string')) return ['string']
  return []
}

function withDescription(
  schema: JsonSchema,
  source: Json,
  depth: number,
  { limits, side }: Context,
): JsonSchema {
  const budget = side === 'output' ? limits.description : (inputBudgets[depth] ?? limits.description)
  const text = shorten(plainText(textAt(source, 'description') ?? ''), budget)
  if (text !== '' && budget > 0) schema['description'] = text
  return schema
}

function copyValues(source: Json, schema: JsonSchema, types: readonly string[]): void {
  const constant = own(source, 'const')
  const values = constant === undefined ? listAt(source, 'enum') : [constant]
  const scalars = [...new Set(values.filter(isScalar))]
  if (types.includes('null') && scalars.length > 0 && !scalars.includes(null)) scalars.push(null)
  if (scalars.length > 0 && scalars.length <= maxEnum) schema['enum'] = scalars
  const fallback = own(source, 'default')
  if (isScalar(fallback) && fallback !== null && fits(fallback, types)) schema['default'] = fallback
  const example = own(source, 'example')
  const examples = (example === undefined ? listAt(source, 'examples') : [example])
    .filter((value) => isScalar(value) && value !== null && String(value).length <= 80)
    .slice(0, maxExamples)
  if (examples.length > 0 && scalars.length === 0) schema['examples'] = examples
}

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)

function fits(value: string | number | boolean, types: readonly string[]): boolean {
  if (types.length === 0) return true
  if (typeof value === 'number')
    return types.includes('number') || (types.includes('integer') && Number.isInteger(value))
  return types.includes(typeof value)
}

const counts = ['minLength', 'maxLength', 'minItems', 'maxItems'] as const

function copyLimits(source: Json, schema: JsonSchema): void {
  for (const key of counts) {
    const value = own(source, key)
    if (Number.isSafeInteger(value) && Number(value) >= 0) schema[key] = value
  }
  copyBound(source, schema, 'minimum', 'exclusiveMinimum')
  copyBound(source, schema, 'maximum', 'exclusiveMaximum')
  const format = textAt(source, 'format')
  if (format && format.length <= 40) schema['format'] = format
  const pattern = textAt(source, 'pattern')
  if (pattern && pattern.length <= 200 && compiles(pattern)) schema['pattern'] = pattern
}

/** OpenAPI 3.0 says `exclusiveMinimum: true` beside `minimum`; JSON Schema gives the number itself. */
function copyBound(source: Json, schema: JsonSchema, bound: string, exclusive: string): void {
  const value = own(source, bound)
  const strict = own(source, exclusive)
  if (typeof value === 'number') schema[strict === true ? exclusive : bound] = value
  if (typeof strict === 'number') schema[exclusive] = strict
}

/** A pattern outside RE2 is dropped and the tool kept: a hostile argument must not stall its validation. */
function compiles(pattern: string): boolean {
  try {
    RE2JS.compile(pattern)
    return true
  } catch {
    return false
  }
}
