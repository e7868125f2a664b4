/** Arguments in a query string, in the styles that providers use. */
import type { Parameter } from '@patchbay/catalog'
import { isObject } from './outgoing-request.ts'

const separators = { comma: ',', space: ' ', pipe: '|' } as const

/** Deepest object that is written out as `a[b][c]`; what lies below becomes JSON. */
const deepest = 8

/** Adds one argument to the query; null and undefined are left out. */
export function appendQuery(
  query: URLSearchParams,
  name: string,
  value: unknown,
  style: Parameter['style'],
): void {
  if (value === undefined || value === null) return
  if (style === 'deepObject' && typeof value === 'object') appendDeep(query, name, value, 0)
  else if (!Array.isArray(value)) query.append(name, asText(value))
  else if (style === 'comma' || style === 'space' || style === 'pipe') {
    if (value.length > 0) query.append(name, value.map(asText).join(separators[style]))
  } else for (const item of value) query.append(name, asText(item))
}

/** `a[k]=v`, and `a[0]=v` for arrays inside: how Stripe and Rails read nested values. */
export function appendDeep(query: URLSearchParams, name: string, value: unknown, depth: number): void {
  if (value === undefined || value === null) return
  if (typeof value !== 'object' || depth > deepest) {
    query.append(name, asText(value))
    return
  }
  for (const [key, item] of Object.entries(value)) appendDeep(query, `${name}[${key}]`, item, depth + 1)
}

/** A scalar as it is written in a URL or a header; an object or array becomes JSON. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value.toWellFormed()
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value)
}
