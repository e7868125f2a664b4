/**
 * What models send that means something else, repaired where only one reading is possible; everything else is
 * left for validation.
 *
 * | given                                            | where the schema wants       | read as          |
 * | ------------------------------------------------ | ---------------------------- | ---------------- |
 * | null                                             | an optional argument         | left out         |
 * | `"42"`, `" true "`                               | a number, a flag             | that             |
 * | `"[1, 2]"`, `"{…}"`                              | an array, an object          | the parsed JSON  |
 * | one value that fits as an item                   | an array                     | `[value]`        |
 * | `" Open"`                                        | one of `open`, `closed`      | `open`           |
 * | `" ada@example.com "`                            | a text with a format         | without spaces   |
 *
 * Null is what strict function calling makes of an argument that is left out, so it is no repair to speak of.
 */
import { emptyBag, isObject, own, type Bag } from '../request/outgoing-request.ts'
import type { Schema } from './validator.ts'

export interface Normalized {
  /** In an object without a prototype. The given object is not changed. */
  args: Bag
  /** One line for each repair, without the value: `labels: one value read as a list`. At most 20. */
  repairs: string[]
}

/** Schemas nested deeper than this are left to validation. */
const deepest = 8
const mostRepairs = 20
/** Characters of a text that is read as JSON. */
const longestJson = 1_000_000

/** The arguments, repaired. */
export function normalizeArguments(given: Readonly<Bag>, schema: Schema): Normalized {
  const properties = own(schema, 'properties')
  const known = isObject(properties) ? properties : {}
  const args = emptyBag()
  const repairs: string[] = []
  for (const [name, value] of Object.entries(given)) {
    const property = own(known, name)
    if (value === null && isObject(property) && !allows(property, 'null')) continue
    args[name] = isObject(property) ? repair(value, property, { path: name, repairs, depth: 0 }) : value
  }
  return { args, repairs }
}

interface Place {
  path: string
  repairs: string[]
  depth: number
}

function repair(value: unknown, schema: Schema, place: Place): unknown {
  if (place.depth > deepest) return value
  if (typeof value === 'string') return repairText(value, schema, place)
  if (Array.isArray(value)) return repairItems(value, schema, place)
  const isListWanted = value !== null && value !== undefined && wants(schema, 'array') && !fits(value, schema)
  if (isListWanted) return repairSingle(value, schema, place)
  return isObject(value) ? repairProperties(value, schema, place) : value
}

function repairText(text: string, schema: Schema, place: Place): unknown {
  const { enum: allowed } = schema
  if (Array.isArray(allowed) && allowed.includes(text)) return text
  const trimmed = text.trim()
  const named = Array.isArray(allowed) ? onlyMatch(trimmed, allowed) : undefined
  if (named !== undefined) return noted(place, 'spelling of an allowed value corrected', named)
  if (allows(schema, 'string')) return hasForm(schema) ? withoutSpaces(text, trimmed, place) : text
  if (wants(schema, 'boolean') && /^(?:true|false)$/i.test(trimmed)) {
    return noted(place, 'text read as true or false', trimmed.toLowerCase() === 'true')
  }
  // Only spellings that come back unchanged: no leading zeros, no exponents, nothing past 2^53.
  const isNumeric = wants(schema, 'integer') || wants(schema, 'number')
  if (isNumeric && Number.isFinite(Number(trimmed)) && String(Number(trimmed)) === trimmed) {
    return noted(place, 'text read as a number', Number(trimmed))
  }
  const parsed = parseJson(trimmed)
  if (parsed !== undefined && fits(parsed, schema)) {
    return noted(place, 'JSON text read as what it says', repair(parsed, schema, deeper(place)))
  }
  return wants(schema, 'array') ? repairSingle(text, schema, place) : text
}

/** A lone value as a list of one, where an item may be such a value. */
function repairSingle(value: unknown, schema: Schema, place: Place): unknown {
  const { items } = schema
  if (!isObject(items)) return value
  const item = repair(value, items, { ...deeper(place), repairs: [] })
  return fits(item, items) ? noted(place, 'one value read as a list', [item]) : value
}

function repairItems(list: readonly unknown[], schema: Schema, place: Place): unknown {
  const { items } = schema
  if (!isObject(items)) return list
  let copy: unknown[] | undefined
  for (const [at, item] of list.entries()) {
    const repaired = repair(item, items, deeper(place, `[${at}]`))
    if (repaired !== item) (copy ??= [...list])[at] = repaired
  }
  return copy ?? list
}

function repairProperties(value: Readonly<Bag>, schema: Schema, place: Place): unknown {
  const { properties } = schema
  if (!isObject(properties)) return value
  let copy: Bag | undefined
  for (const [name, item] of Object.entries(value)) {
    const property = name === '__proto__' ? undefined : own(properties, name)
    if (!isObject(property)) continue
    const repaired = repair(item, property, deeper(place, `.${name}`))
    if (repaired !== item) (copy ??= { ...value })[name] = repaired
  }
  return copy ?? value
}

const deeper = ({ path, repairs, depth }: Place, step = ''): Place => ({
  path: path + step,
  repairs,
  depth: depth + 1,
})

function noted<T>({ path, repairs }: Place, what: string, value: T): T {
  if (repairs.length < mostRepairs) repairs.push(`${path}: ${what}`)
  return value
}

/** Whether a value of this type may be given; without a type of its own (anyOf, $ref) the schema decides. */
function allows(schema: Schema, type: string): boolean {
  const { type: declared, nullable, enum: values } = schema
  if (type === 'null' && (nullable === true || (Array.isArray(values) && values.includes(null)))) return true
  return declared === undefined || [declared].flat().includes(type)
}

/** Whether the schema names this type, with no other beside it than null. */
function wants({ type }: Schema, wanted: string): boolean {
  const types = [type].flat().filter((name) => name !== 'null')
  return types.length === 1 && types[0] === wanted
}

/** Whether the value is of a type that the schema names, or one of its alternatives. */
function fits(value: unknown, schema: Schema): boolean {
  const alternatives = schema['anyOf'] ?? schema['oneOf']
  if (schema['type'] === undefined && Array.isArray(alternatives))
    return alternatives.some((each) => isObject(each) && fits(value, each))
  const types = [schema['type']].flat()
  const isWhole = typeof value === 'number' && Number.isInteger(value)
  if (Array.isArray(value)) return types.includes('array')
  if (value === null) return types.includes('null')
  return types.includes(typeof value) || (isWhole && types.includes('integer'))
}

/** The one allowed text that differs in letter case alone. */
function onlyMatch(text: string, allowed: readonly unknown[]): string | undefined {
  const folded = text.toLowerCase()
  const found = allowed.filter(
    (value): value is string => typeof value === 'string' && value.toLowerCase() === folded,
  )
  return found.length === 1 ? found[0] : undefined
}

/** Texts of a format or pattern have no spaces around them that mean anything. */
const hasForm = ({ format, pattern }: Schema) => typeof format === 'string' || typeof pattern === 'string'

function withoutSpaces(text: string, trimmed: string, place: Place): string {
  return text === trimmed ? text : noted(place, 'spaces around it left out', trimmed)
}

/** What a text says that is written as a JSON array or object. */
function parseJson(text: string): unknown {
  if (!/^[[{]/.test(text) || text.length > longestJson) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
