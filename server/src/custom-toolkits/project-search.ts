/** Search over the shipped tools and a project's own, as one list. */
import type { Catalog, CatalogTool } from '@patchbay/catalog'
import { buildIndex, type Hit, type SearchOptions } from '@patchbay/search'
import type { Search } from '../deps.ts'
import { toolDocument } from '../tools/tool-document.ts'

/** Best hits of each side that are compared with each other; the rest follows in its own order. */
const compared = 40

/**
 * Scores of two indexes mean different things. So the best hits of both are ranked once more, together, in a small
 * index of their own: that says how far up each of the project's tools belongs among the shipped ones, whose order
 * stays.
 */
export function projectSearch(base: Search, own: readonly CatalogTool[], catalog: Catalog): Search {
  const index = buildIndex(own.map((tool) => toolDocument(tool, catalog.toolkit(tool.toolkit))))
  return {
    search(query: string, options: SearchOptions = {}): Hit[] {
      const ours = index.search(query, options)
      if (ours.length === 0) return base.search(query, options)
      const shipped = base.search(query, options)
      return merge(query, shipped, ours, catalog).slice(0, options.limit ?? 10)
    },
  }
}

function merge(query: string, shipped: readonly Hit[], ours: readonly Hit[], catalog: Catalog): Hit[] {
  const best = [...shipped.slice(0, compared), ...ours.slice(0, compared)]
  const tools = best.flatMap(({ id }) => catalog.tool(id) ?? [])
  const together = buildIndex(tools.map((tool) => toolDocument(tool, catalog.toolkit(tool.toolkit))))
  const scores = new Map(together.search(query, { limit: best.length }).map(({ id, score }) => [id, score]))
  const scoreOf = ({ id }: Hit) => scores.get(id) ?? 0
  const merged: Hit[] = []
  const waiting = [...ours]
  for (const hit of shipped) {
    while (waiting[0] && scoreOf(waiting[0]) > scoreOf(hit)) merged.push(...waiting.splice(0, 1))
    merged.push(hit)
  }
  return [...merged, ...waiting]
}
