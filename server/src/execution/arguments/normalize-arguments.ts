/**
 * What models send that means something else: an optional argument left out is often written as null (strict
 * function calling makes them name every property), and a number or flag arrives as text. Both are repaired
 * where only one reading is possible; everything else is left for validation.
 */
import { emptyBag, isObject, own, type Bag } from '../request/outgoing-request.ts'
import type { Schema } from './validator.ts'

/** The arguments, repaired, in an object without a prototype. The given object is not changed. */
export function normalizeArguments(args: Readonly<Bag>, schema: Schema): Bag {
  const properties = own(schema, 'properties')
  const known = isObject(properties) ? properties : {}
  const result = emptyBag()
  for (const [name, value] of Object.entries(args)) {
    const property = own(known, name)
    if (value === null && isObject(property) && !allows(property, 'null')) continue
    result[name] = typeof value === 'string' && isObject(property) ? readText(value, property['type']) : value
  }
  return result
}

function allows(property: Record<string, unknown>, type: string): boolean {
  const { type: declared, nullable, enum: values } = property
  if (nullable === true || (Array.isArray(values) && values.includes(null))) return true
  // Without a type of its own (anyOf, $ref) the schema decides.
  return declared === undefined || [declared].flat().includes(type)
}

function readText(text: string, type: unknown): unknown {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  const isNumeric = type === 'integer' || type === 'number'
  // Only spellings that come back unchanged: no leading zeros, no exponents, nothing past 2^53.
  if (isNumeric && Number.isFinite(Number(text)) && String(Number(text)) === text) return Number(text)
  return text
}
