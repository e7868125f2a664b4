/** Values of a JSON schema, as this server's document writes them: near enough to get past validation often. */
import fc from 'fast-check'

import { nastyString, nastyValue } from './nasty-values.ts'

export type Schema = {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
}

/** Values that the server knows, by the name of the field or parameter that takes them. */
export type Known = (name: string) => readonly string[]

/** Mostly valid values of `schema`; strings that the server may know come from `known`, others are often nasty. */
export function valuesOf(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const options = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (options) return fc.oneof(...options.map((option) => valuesOf(option, known, name)))
  switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
    case 'object':
      return objectsOf(schema, known, name)
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, known, name), {
        minLength: schema.minItems ?? 0,
        maxLength: (schema.minItems ?? 0) + 2,
      })
    case 'string':
      return stringsFor(name, known, schema.format)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 100, 100) })
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.oneof(fc.constant({}), nastyValue)
  }
}

function objectsOf(schema: Schema, known: Known, name: string): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const fields = Object.entries(properties).map(([key, value]) => [key, valuesOf(value, known, key)] as const)
  const wanted = Object.fromEntries(fields.filter(([key]) => required.includes(key)))
  // The fewer options are given, the likelier it is that all of them are acceptable.
  const declared = fc.oneof(
    fc.record(wanted),
    fc.record(Object.fromEntries(fields), { requiredKeys: [...required] }),
  )
  if (fields.length > 0 || typeof additionalProperties !== 'object') return declared
  const keys = stringsFor(`${name} key`, known)
  return fc.dictionary(keys, valuesOf(additionalProperties, known, name), { maxKeys: 3 })
}

function stringsFor(name: string, known: Known, format?: string): fc.Arbitrary<string> {
  const likely = [...known(name), ...(format === 'uri' ? ['http://127.0.0.1:1/x'] : [])]
  const good = likely.length > 0 ? fc.constantFrom(...likely) : fc.string({ minLength: 1, maxLength: 8 })
  return fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: nastyString })
}

/** `value` with up to three faults: a subtree of another type, a missing field, or one too many. */
export function broken(value: unknown): fc.Arbitrary<unknown> {
  const fault = fc.record({
    kind: fc.constantFrom('replace', 'remove', 'add'),
    at: fc.nat({ max: 20 }),
    key: nastyString,
    value: nastyValue,
  })
  return fc.array(fault, { minLength: 1, maxLength: 3 }).map((faults) => {
    let result = structuredClone(value)
    for (const each of faults) result = withFault(result, each)
    return result
  })
}

type Fault = { kind: string; at: number; key: string; value: unknown }
type Place = { parent: Record<string, unknown>; key: string }

function withFault(root: unknown, { kind, at, key, value }: Fault): unknown {
  const places = placesIn(root)
  const place = places[at % Math.max(places.length, 1)]
  if (!place) return structuredClone(value)
  if (kind === 'remove') delete place.parent[place.key]
  else define(place.parent, kind === 'add' ? key : place.key, value)
  return root
}

/** Assignment would set the prototype instead when the key is `__proto__`. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value: structuredClone(value),
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

function placesIn(root: unknown): Place[] {
  const places: Place[] = []
  const open: unknown[] = [root]
  while (open.length > 0 && places.length < 50) {
    const parent = open.shift()
    if (typeof parent !== 'object' || parent === null) continue
    for (const key of Object.keys(parent)) {
      places.push({ parent: parent as Record<string, unknown>, key })
      open.push((parent as Record<string, unknown>)[key])
    }
  }
  return places
}
