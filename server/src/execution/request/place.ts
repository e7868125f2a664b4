/** Building the nested value of a body, argument by argument. */
import type { WirePath } from '@patchbay/catalog'
import { emptyBag, isObject, own, type Bag } from './outgoing-request.ts'

export type Container = Bag | unknown[]

/** A copy that may be changed, at the first level. */
export function copyOf(value: unknown): Container {
  return Array.isArray(value)
    ? [...(value as unknown[])]
    : Object.assign(emptyBag(), isObject(value) ? value : {})
}

/**
 * Sets a value at a path, making objects and arrays on the way. What is there is copied, never changed. A place in
 * something that already is an object is one of its names.
 */
export function placeAt(root: Container, path: WirePath, value: unknown): void {
  let at = root
  for (const [index, key] of path.entries()) {
    if (index === path.length - 1) {
      setKey(at, key, value)
      return
    }
    const before = Array.isArray(at) ? at[Number(key)] : own(at, String(key))
    const next = path[index + 1]
    const child = isContainer(before) ? copyOf(before) : typeof next === 'number' ? [] : emptyBag()
    setKey(at, key, child)
    at = child
  }
}

/** Arrays without the places that no argument took. */
export function dense(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(() => true).map(dense)
  if (!isObject(value) || Object.getPrototypeOf(value) !== null) return value
  const copy = emptyBag()
  for (const [key, item] of Object.entries(value)) copy[key] = dense(item)
  return copy
}

const isContainer = (value: unknown): value is Container => Array.isArray(value) || isObject(value)

function setKey(at: Container, key: string | number, value: unknown): void {
  if (!Array.isArray(at)) at[String(key)] = value
  else if (typeof key === 'number') at[key] = value
}
