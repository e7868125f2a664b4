/** Path parameters whose value chooses the segments around it. */
import type { HttpExec } from '@patchbay/catalog'
import type { Lookup } from './path.ts'

/** A path with the `routes` of its parameters written out; the values still go in through `fillPath`. */
export function expandPath(
  { path, parameters }: Pick<HttpExec, 'path' | 'parameters'>,
  lookup: Lookup,
): string {
  let expanded = path
  for (const { name, in: place, wire = name, routes } of parameters) {
    if (place !== 'path' || !routes) continue
    const value = String(lookup(wire))
    const chosen = Object.hasOwn(routes, value) ? routes[value] : routes['*']
    const written = (chosen ?? '{}').replaceAll('{}', () => `{${wire}}`)
    expanded = expanded.replaceAll(`{${wire}}`, () => written)
  }
  return expanded
}
