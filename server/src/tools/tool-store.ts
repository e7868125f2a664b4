/** Where tool definitions come from: the catalog, and the meta tools that every installation has. */
import type { Catalog, CatalogTool, CatalogToolkit, ToolkitSummary, ToolSummary } from '@patchbay/catalog'
import { madeOnce } from '../made-once.ts'
import { isMetaTool, metaToolkit, metaTools } from '../tool-router/meta-tools.ts'
import { LastUsed } from './last-used.ts'

/** Tools kept in memory once read: some 5 kB each. */
const mostKept = 1000

const keptTools = madeOnce<Catalog, LastUsed<CatalogTool>>(() => new LastUsed(mostKept))

/**
 * The tool of this slug or alias, in any letter case; undefined when there is none. The catalog reads a tool from
 * its file each time, so those read last are kept. Callers share the object and must not change it.
 */
export function readTool(catalog: Catalog, slug: string): CatalogTool | undefined {
  const name = slug.toUpperCase()
  if (isMetaTool(name)) return metaTools[name]
  const tools = keptTools(catalog)
  const known = tools.get(name)
  if (known) return known
  const tool = catalog.tool(name)
  if (tool) tools.set(name, tool)
  return tool
}

/** How many tools there are. Unlike the list of their summaries, it is there as soon as the catalog is open. */
export function countTools(catalog: Catalog): number {
  return catalog.toolkits().reduce((sum, { tools_count: count }) => sum + count, 0)
}

/** The toolkit that a tool belongs to, as it was at the tool's version. */
export function toolkitOf(
  catalog: Catalog,
  { toolkit, version }: Pick<CatalogTool, 'toolkit' | 'version'>,
): CatalogToolkit {
  const found = toolkit === metaToolkit.slug ? metaToolkit : catalog.toolkit(toolkit, version)
  if (!found) throw new Error(`the catalog holds tools of ${toolkit}, but not the toolkit`)
  return found
}

/**
 * Makes what the first lists and reads need and an open catalog makes only when asked: some 50 ms for 86,000 tools. For
 * the time after a start, so that no caller waits for it.
 */
export function prepareReads(catalog: Catalog): void {
  catalog.summaries()
  // No such tool: it is looked up by name, and nothing is read that could be damaged.
  catalog.tool('')
  toolkitsBySlug(catalog)
}

/** The summaries of the catalog's tools, by slug. */
export const summariesBySlug = madeOnce<Catalog, ReadonlyMap<string, ToolSummary>>(
  (catalog) => new Map(catalog.summaries().map((summary) => [summary.slug, summary])),
)

const toolkitsBySlug = madeOnce<Catalog, ReadonlyMap<string, ToolkitSummary>>(
  (catalog) => new Map(catalog.toolkits().map((toolkit) => [toolkit.slug, toolkit])),
)

/** What lists show of the toolkit that a current tool belongs to: unlike the toolkit itself, it is in memory. */
export function toolkitSummaryOf(
  catalog: Catalog,
  { toolkit }: Pick<CatalogTool, 'toolkit'>,
): ToolkitSummary | undefined {
  return toolkitsBySlug(catalog).get(toolkit)
}
