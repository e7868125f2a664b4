/** The values that a schema declares for arguments that are left out. */
import { isObject, own, type Bag } from '../request/outgoing-request.ts'
import type { Schema } from './validator.ts'

const known = new WeakMap<Schema, Readonly<Bag>>()

/** `default` of each top-level property that has one. */
export function declaredDefaults(schema: Schema): Readonly<Bag> {
  const before = known.get(schema)
  if (before) return before
  const made = look(schema)
  known.set(schema, made)
  return made
}

function look(schema: Schema): Bag {
  const properties = own(schema, 'properties')
  const entries = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, property]) =>
    isObject(property) && property['default'] !== undefined ? [[name, property['default']] as const] : [],
  )
  return Object.fromEntries(entries)
}
