/** A fingerprint of a toolkit's compiled content: equal content, equal hash, whatever the order of keys. */
import { createHash } from 'node:crypto'
import { Toolkit } from '../manifest/manifest.ts'
import { withoutDefaults } from './without-defaults.ts'

/**
 * SHA-256 of the canonical JSON (keys sorted, fields that equal their default left out) of a parsed manifest, in
 * hexadecimal. A new optional field of the format, or one with a default, changes no hash: versions stay put as
 * the format grows. Notes and result hints are left out: they say how to use a tool and what to show of a result that
 * is too large, and do not change what it does.
 */
export function contentHash({ guidance: _notes, tools, ...toolkit }: Toolkit): string {
  const content = {
    ...toolkit,
    tools: tools.map(({ guidance: _note, result_hints: _hints, ...tool }) => tool),
  }
  return createHash('sha256')
    .update(JSON.stringify(withoutDefaults(Toolkit, content), sortKeys))
    .digest('hex')
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
