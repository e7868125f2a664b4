/** The values that a schema declares for arguments that are left out. */
import { madeOnce } from '../../made-once.ts'
import { isObject, own, type Bag } from '../request/outgoing-request.ts'
import type { Schema } from './validator.ts'

/** `default` of each top-level property that has one. */
export const declaredDefaults = madeOnce((schema: Schema): Readonly<Bag> => {
  const properties = own(schema, 'properties')
  const entries = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, property]) =>
    isObject(property) && property['default'] !== undefined ? [[name, property['default']] as const] : [],
  )
  return Object.fromEntries(entries)
})
