/** Path parameters that take another number of segments than one, written out as one placeholder a segment. */
import type { HttpExec } from '@patchbay/catalog'
import type { Lookup } from './path.ts'

/** Writes out `routes` and `segments` of the path parameters; the values still go in through `fillPath`. */
export function expandPath(
  { path, parameters }: Pick<HttpExec, 'path' | 'parameters'>,
  lookup: Lookup,
): { path: string; lookup: Lookup } {
  const parts = new Map<string, string>()
  let expanded = path
  for (const { name, in: place, wire = name, routes, segments } of parameters) {
    const value = place === 'path' && (routes || segments) ? lookup(wire) : undefined
    if (value === undefined || value === null || typeof value === 'object') continue
    const written = segments ? splitSegments(wire, String(value), parts) : `{${wire}}`
    expanded = expanded.replaceAll(`{${wire}}`, () => route(routes, String(value), written))
  }
  return { path: expanded, lookup: (name) => parts.get(name) ?? lookup(name) }
}

function route(routes: Readonly<Record<string, string>> | undefined, value: string, written: string): string {
  if (!routes) return written
  const chosen = Object.hasOwn(routes, value) ? routes[value] : routes['*']
  return (chosen ?? '{}').replaceAll('{}', () => written)
}

/** One placeholder for each segment of a path such as `/a/b/c`; empty segments are dropped. */
function splitSegments(wire: string, value: string, parts: Map<string, string>): string {
  const segments = value.split('/').filter((segment) => segment !== '')
  if (segments.length === 0) return `{${wire}}`
  return segments
    .map((segment, index) => {
      parts.set(`${wire}.${index}`, segment)
      return `{${wire}.${index}}`
    })
    .join('/')
}
