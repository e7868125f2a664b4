/** A fingerprint of a toolkit's compiled content: equal content, equal hash, whatever the order of keys. */
import { createHash } from 'node:crypto'
import { Toolkit } from '../manifest/manifest.ts'
import { withoutDefaults } from './without-defaults.ts'

/**
 * SHA-256 of the canonical JSON (keys sorted, fields that equal their default left out) of a parsed manifest, in
 * hexadecimal. A new optional field of the format, or one with a default, changes no hash: versions stay put as
 * the format grows.
 */
export function contentHash(toolkit: Toolkit): string {
  return createHash('sha256')
    .update(JSON.stringify(withoutDefaults(Toolkit, toolkit), sortKeys))
    .digest('hex')
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
