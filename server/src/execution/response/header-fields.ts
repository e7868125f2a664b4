/** Parts of a result that an API gives only in headers: an id in `Location`, a total count. */
import type { ResponseSpec } from '@patchbay/catalog'

/** The declared fields whose headers are there. */
export function headerFields(
  headers: Readonly<Record<string, string>>,
  fields: ResponseSpec['headers'] = {},
): Record<string, string> {
  const found = Object.entries(fields).flatMap(([field, source]) => {
    const { name, take } = typeof source === 'string' ? { name: source, take: 'whole' } : source
    const value = headers[name.toLowerCase()]
    if (value === undefined) return []
    return [[field, take === 'last_segment' ? lastSegment(value) : value]]
  })
  return Object.fromEntries(found)
}

function lastSegment(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(/\/+$/, '')
  const segment = path.slice(path.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
