/** Toolkits that a sentence names. */
import type { Catalog, ToolkitSummary } from '@patchbay/catalog'
import { madeOnce } from '../../made-once.ts'

/** Words of the longest name that is looked for. */
const mostWords = 3
const shortestName = 3

/** The toolkits whose slug, name or alias is in the text as whole words. The work grows with the text alone. */
export function namedToolkits(catalog: Catalog, text: string): ToolkitSummary[] {
  const names = tableOf(catalog)
  const words = text
    .slice(0, 2000)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const found = new Set<ToolkitSummary>()
  for (let at = 0; at < words.length; at += 1) {
    for (let length = 1; length <= mostWords; length += 1) {
      const toolkit = names.get(words.slice(at, at + length).join(' '))
      if (toolkit) found.add(toolkit)
    }
  }
  return [...found]
}

const tableOf = madeOnce((catalog: Catalog): ReadonlyMap<string, ToolkitSummary> => {
  const table = new Map<string, ToolkitSummary>()
  for (const toolkit of catalog.toolkits()) {
    for (const name of [toolkit.slug, toolkit.name, ...toolkit.aliases]) {
      const folded = name
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean)
        .join(' ')
      if (folded.length >= shortestName && !table.has(folded)) table.set(folded, toolkit)
    }
  }
  return table
})
