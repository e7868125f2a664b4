/** A fingerprint of a toolkit's compiled content: equal content, equal hash, whatever the order of keys. */
import { createHash } from 'node:crypto'
import type { Toolkit } from '../manifest/manifest.ts'

/** SHA-256 of the canonical JSON (keys sorted) of a parsed manifest, in hexadecimal. */
export function contentHash(toolkit: Toolkit): string {
  return createHash('sha256').update(JSON.stringify(toolkit, sortKeys)).digest('hex')
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
