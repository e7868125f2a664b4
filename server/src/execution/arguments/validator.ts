/**
 * Argument validators, compiled from tool schemas when first needed and kept for the tools used last.
 *
 * Schemas are data from many sources, so compiling is defensive: patterns run in linear time (RE2), patterns
 * that RE2 does not know are dropped, `uniqueItems` is dropped (quadratic on objects: 9.5 s for 20,000),
 * references outside the schema are dropped. A schema that still does not compile is reduced to its required
 * names and top-level types: the tool keeps working and the provider has the last word.
 */
import type { ErrorObject, ValidateFunction } from 'ajv'
import { ajv as ajvPackage, re2 } from '../../late-packages.ts'
import { isObject, own } from '../request/outgoing-request.ts'

export type Schema = Readonly<Record<string, unknown>>
export interface Validator {
  /** The schema that is applied: the tool's, cleaned. */
  schema: Schema
  /** Up to 100 errors of these arguments, in document order; empty when they are valid. */
  check(args: unknown): readonly ErrorObject[]
}

/** Compiled validators take 20 to 200 KB each. */
const mostKept = 500
/** More errors than a reader can use; also bounds the work of describing them. */
const mostErrors = 100
/** Characters of JSON up to which every error is looked for. */
const largest = 100_000

const kept = new Map<string, Validator>()

/** The validator of one version of a tool; `key` names both. */
export function validatorOf(key: string, schema: Schema): Validator {
  const found = kept.get(key)
  const validator = found ?? compile(schema)
  kept.delete(key)
  kept.set(key, validator)
  const oldest = kept.keys().next()
  if (kept.size > mostKept && !oldest.done) kept.delete(oldest.value)
  return validator
}

/** Compiles a schema, cleaned first, or what can be had of it. */
export function compile(schema: Schema): Validator {
  const cleaned = clean(schema) as Schema
  try {
    return toValidator(cleaned)
  } catch {
    return toValidator(reduce(cleaned))
  }
}

function toValidator(schema: Schema): Validator {
  const first = ajvOf(schema, false)
  let all: ValidateFunction | undefined
  return {
    schema,
    check(args) {
      if (first(args)) return []
      if (isLarge(args)) return first.errors ?? []
      all ??= ajvOf(schema, true)
      return all(args) ? [] : (all.errors ?? []).slice(0, mostErrors)
    },
  }
}

/** One instance for each schema: an instance keeps everything that it ever compiled. */
function ajvOf(schema: Schema, allErrors: boolean): ValidateFunction {
  const ajv = new (ajvPackage().Ajv)({
    strict: false,
    allErrors,
    verbose: true,
    validateFormats: false,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
    code: { regExp: linearRegExp },
  })
  return ajv.compile(schema)
}

/** A million wrong items would make a million error objects; for large arguments the first error has to do. */
function isLarge(args: unknown): boolean {
  return JSON.stringify(args).length > largest
}

/** Ajv asks for this shape; `code` names the function in generated standalone code, which we never write. */
const linearRegExp = Object.assign(
  (pattern: string) => {
    const compiled = re2().RE2JS.compile(pattern)
    return { test: (text: string) => compiled.matcher(text).find() }
  },
  { code: 'linearRegExp' },
)

const dropped = new Set([
  'uniqueItems',
  '$id',
  'id',
  '$schema',
  '$async',
  '$data',
  'discriminator',
  'default',
])
/** Keywords whose value maps names to schemas: a key in there is a name, not a keyword. */
const maps = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
/** Keywords whose value is data. */
const data = new Set(['enum', 'const', 'examples', 'required'])

function clean(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(clean)
  if (!isObject(node)) return node
  const result: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(node)) {
    if (dropped.has(keyword) || keyword === '__proto__' || !isUsable(keyword, value, node)) continue
    if (data.has(keyword)) result[keyword] = value
    else result[keyword] = maps.has(keyword) && isObject(value) ? cleanMap(keyword, value) : clean(value)
  }
  return result
}

function cleanMap(keyword: string, schemas: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(schemas).filter(
    ([name]) => name !== '__proto__' && (keyword !== 'patternProperties' || isLinear(name)),
  )
  return Object.fromEntries(entries.map(([name, schema]) => [name, clean(schema)]))
}

function isUsable(keyword: string, value: unknown, node: Record<string, unknown>): boolean {
  if (keyword === 'pattern') return typeof value === 'string' && isLinear(value)
  if (keyword === '$ref') return typeof value === 'string' && value.startsWith('#')
  // Ajv refuses `nullable` where there is no type.
  if (keyword === 'nullable') return typeof value === 'boolean' && node['type'] !== undefined
  return true
}

function isLinear(pattern: string): boolean {
  try {
    re2().RE2JS.compile(pattern)
    return true
  } catch {
    return false
  }
}

function reduce(schema: Schema): Schema {
  const properties = own(schema, 'properties')
  const required = own(schema, 'required')
  const names = Object.entries(isObject(properties) ? properties : {})
  return {
    type: 'object',
    properties: Object.fromEntries(names.map(([name, property]) => [name, reduceProperty(property)])),
    ...(Array.isArray(required) && { required: required.filter((name) => typeof name === 'string') }),
  }
}

const typeNames = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

function reduceProperty(property: unknown): Schema {
  const type = isObject(property) ? property['type'] : undefined
  return typeof type === 'string' && typeNames.has(type) ? { type } : {}
}
