/** Where tool definitions come from: the catalog, and the meta tools that every installation has. */
import type { Catalog, CatalogTool, CatalogToolkit, ToolSummary } from '@patchbay/catalog'
import { isMetaTool, metaToolkit, metaTools } from '../tool-router/meta-tools.ts'

/** Tools kept in memory once read: at some 5 kB each, a page of the largest list. */
const mostKept = 1000

const kept = new WeakMap<Catalog, Map<string, CatalogTool>>()

/**
 * The tool of this slug or alias, in any letter case; undefined when there is none. The catalog reads a tool from
 * its file each time, so those read last are kept. Callers share the object and must not change it.
 */
export function readTool(catalog: Catalog, slug: string): CatalogTool | undefined {
  const name = slug.toUpperCase()
  if (isMetaTool(name)) return metaTools[name]
  const tools = keptTools(catalog)
  const known = tools.get(name)
  if (known) {
    // A map lists its oldest entry first: to set again is to move to the end.
    tools.delete(name)
    tools.set(name, known)
    return known
  }
  const tool = catalog.tool(name)
  if (tool) keep(tools, name, tool)
  return tool
}

function keptTools(catalog: Catalog): Map<string, CatalogTool> {
  const known = kept.get(catalog)
  if (known) return known
  const tools = new Map<string, CatalogTool>()
  kept.set(catalog, tools)
  return tools
}

function keep(tools: Map<string, CatalogTool>, name: string, tool: CatalogTool): void {
  if (tools.size >= mostKept) {
    for (const oldest of tools.keys()) {
      tools.delete(oldest)
      break
    }
  }
  tools.set(name, tool)
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
}

const bySlug = new WeakMap<Catalog, ReadonlyMap<string, ToolSummary>>()

/** The summaries of the catalog, by slug. */
export function summariesBySlug(catalog: Catalog): ReadonlyMap<string, ToolSummary> {
  const known = bySlug.get(catalog)
  if (known) return known
  const made = new Map(catalog.summaries().map((summary) => [summary.slug, summary]))
  bySlug.set(catalog, made)
  return made
}
