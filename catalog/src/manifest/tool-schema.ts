/**
 * The dialect of JSON Schema that a tool's input and output must keep to.
 *
 * The published SDKs parse every tool of a list with a strict schema of their own: one keyword of the wrong
 * type and the whole list call throws. So the dialect is checked when a manifest is read, never at run time.
 */
import { RE2JS } from 're2js'

/** One departure from the dialect: where (a JSON pointer into the schema) and what. */
export type SchemaProblem = { path: string; message: string }

const typeNames = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

/** Language models accept no other property names. */
export const propertyNamePattern = /^[A-Za-z0-9_.-]{1,64}$/

const maxDepth = 32
const maxNodes = 20_000

type Check = (value: unknown) => string | undefined

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const aString: Check = (value) => (typeof value === 'string' ? undefined : 'must be a string')
const aBoolean: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be a boolean')
const aNumber: Check = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a number'
const aCount: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : 'must be a whole number, 0 or more'
const anArray: Check = (value) => (Array.isArray(value) ? undefined : 'must be an array')
const aFullArray: Check = (value) =>
  Array.isArray(value) && value.length > 0 ? undefined : 'must be an array with at least one value'
const strings: Check = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? undefined
    : 'must be an array of strings'

const aType: Check = (value) => {
  const names = Array.isArray(value) ? value : [value]
  if (names.length === 0) return 'must name at least one type'
  if (new Set(names).size !== names.length) return 'names a type twice'
  const wrong = names.find((name) => typeof name !== 'string' || !typeNames.has(name))
  return wrong === undefined ? undefined : `${JSON.stringify(wrong)} is not a JSON Schema type`
}

/** Patterns run on hostile input, so only the linear-time RE2 syntax is allowed. */
const aPattern: Check = (value) => {
  if (typeof value !== 'string') return 'must be a string'
  try {
    RE2JS.compile(value)
    return undefined
  } catch {
    return 'is not a regular expression of the RE2 syntax'
  }
}

const leafKeywords: Readonly<Record<string, Check>> = {
  type: aType,
  title: aString,
  description: aString,
  format: aString,
  pattern: aPattern,
  $ref: aString,
  $schema: aString,
  $id: aString,
  $comment: aString,
  contentEncoding: aString,
  contentMediaType: aString,
  enum: aFullArray,
  examples: anArray,
  required: strings,
  minimum: aNumber,
  maximum: aNumber,
  exclusiveMinimum: aNumber,
  exclusiveMaximum: aNumber,
  multipleOf: aNumber,
  minLength: aCount,
  maxLength: aCount,
  minItems: aCount,
  maxItems: aCount,
  minProperties: aCount,
  maxProperties: aCount,
  uniqueItems: aBoolean,
  nullable: aBoolean,
  deprecated: aBoolean,
  readOnly: aBoolean,
  writeOnly: aBoolean,
  file_uploadable: aBoolean,
  file_downloadable: aBoolean,
}

const schemaKeywords = new Set(['not', 'if', 'then', 'else', 'contains', 'propertyNames'])
const listKeywords = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems'])
const mapKeywords = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])

/**
 * Checks one schema against the dialect.
 *
 * @returns every problem found, in document order; an empty array when the schema is fine. Work is bounded:
 * deeper than 32 levels or more than 20,000 nodes is itself a problem and ends the walk.
 */
export function checkToolSchema(schema: unknown): SchemaProblem[] {
  const walk: Walk = { problems: [], nodes: 0 }
  checkNode(schema, '', 0, walk)
  if (isPlainObject(schema) && schema['type'] !== 'object') {
    walk.problems.push({ path: '/type', message: 'the root of a tool schema must be of type "object"' })
  }
  if (isPlainObject(schema) && !isPlainObject(schema['properties'])) {
    walk.problems.push({ path: '/properties', message: 'the root of a tool schema must have properties' })
  }
  return walk.problems
}

type Walk = { problems: SchemaProblem[]; nodes: number }

function checkNode(schema: unknown, path: string, depth: number, walk: Walk): void {
  walk.nodes += 1
  if (!isPlainObject(schema)) {
    walk.problems.push({ path, message: 'must be a schema object' })
    return
  }
  if (depth > maxDepth || walk.nodes > maxNodes) {
    walk.problems.push({ path, message: `deeper than ${maxDepth} levels or larger than ${maxNodes} nodes` })
    return
  }
  for (const keyword of Object.keys(schema)) {
    if (walk.nodes > maxNodes) return
    checkKeyword(keyword, schema[keyword], `${path}/${keyword}`, depth, walk)
  }
  checkRequired(schema, path, walk)
}

function checkKeyword(keyword: string, value: unknown, path: string, depth: number, walk: Walk): void {
  const leaf = Object.hasOwn(leafKeywords, keyword) ? leafKeywords[keyword] : undefined
  if (leaf) {
    const message = leaf(value)
    if (message) walk.problems.push({ path, message })
  } else if (schemaKeywords.has(keyword)) {
    checkNode(value, path, depth + 1, walk)
  } else if (listKeywords.has(keyword)) {
    checkList(value, path, depth, walk)
  } else if (mapKeywords.has(keyword)) {
    checkMap(keyword, value, path, depth, walk)
  } else if (keyword === 'items') {
    if (Array.isArray(value)) checkList(value, path, depth, walk)
    else checkNode(value, path, depth + 1, walk)
  } else if (keyword === 'additionalProperties') {
    if (typeof value !== 'boolean') checkNode(value, path, depth + 1, walk)
  } else if (keyword === '__proto__') {
    walk.problems.push({ path, message: 'is a forbidden name' })
  }
}

function checkList(value: unknown, path: string, depth: number, walk: Walk): void {
  if (!Array.isArray(value) || value.length === 0) {
    walk.problems.push({ path, message: 'must be an array of schemas with at least one entry' })
    return
  }
  for (const [index, item] of value.entries()) checkNode(item, `${path}/${index}`, depth + 1, walk)
}

function checkMap(keyword: string, value: unknown, path: string, depth: number, walk: Walk): void {
  if (!isPlainObject(value)) {
    walk.problems.push({ path, message: 'must be an object of schemas' })
    return
  }
  for (const name of Object.keys(value)) {
    if (name === '__proto__') {
      walk.problems.push({ path: `${path}/${name}`, message: 'is a forbidden name' })
    } else if (keyword === 'properties' && !propertyNamePattern.test(name)) {
      walk.problems.push({ path: `${path}/${name}`, message: 'is a property name that models do not accept' })
    }
    checkNode(value[name], `${path}/${name}`, depth + 1, walk)
  }
}

function checkRequired(schema: Record<string, unknown>, path: string, walk: Walk): void {
  const { required, properties } = schema
  if (!Array.isArray(required) || !isPlainObject(properties)) return
  for (const name of required) {
    if (typeof name === 'string' && !Object.hasOwn(properties, name)) {
      walk.problems.push({ path: `${path}/required`, message: `names ${name}, which is not a property` })
    }
  }
}
