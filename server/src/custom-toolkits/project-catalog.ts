/** The catalog and the search of one project: what is shipped, and what the project brought along. */
import type { Catalog, CatalogTool, CatalogToolkit, ToolSummary } from '@patchbay/catalog'
import { summarizeTool, summarizeToolkit } from '@patchbay/catalog'

/** A toolkit of the project with its tools; those that are held are found by slug only, and do not run. */
export interface OwnToolkit {
  toolkit: CatalogToolkit
  tools: readonly CatalogTool[]
}

/** The shipped catalog with a project's toolkits beside it. What is shipped wins over a name of the project. */
export function projectCatalog(base: Catalog, own: readonly OwnToolkit[]): Catalog {
  const toolkits = new Map<string, OwnToolkit>()
  for (const each of own) if (!base.toolkit(each.toolkit.slug)) toolkits.set(each.toolkit.slug, each)
  const names = new Map<string, CatalogTool>()
  for (const { tools } of toolkits.values()) {
    for (const tool of tools)
      for (const name of [tool.slug, ...tool.aliases]) if (!base.tool(name)) names.set(name, tool)
  }
  const open = (each: OwnToolkit | undefined): CatalogTool[] =>
    each ? each.tools.filter((tool) => names.get(tool.slug) === tool && !isHeld(tool)) : []
  const find = (slug: string) => toolkits.get(slug.toLowerCase())
  const ownTools = [...toolkits.values()].flatMap(open)
  const ownSummaries = ownTools.map(summarizeTool)
  const list = [
    ...base.toolkits(),
    ...[...toolkits.values()].map((each) => summarizeToolkit(each.toolkit, open(each))),
  ]
  const toolkitList = list.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
  let summaries: readonly ToolSummary[] | undefined
  return {
    ...base,
    hash: base.hash,
    toolkits: () => toolkitList,
    toolkit: (slug, version) => base.toolkit(slug, version) ?? atVersion(find(slug)?.toolkit, version),
    tool: (slug, version) =>
      base.tool(slug, version) ?? atVersion(names.get(slug) ?? names.get(slug.toUpperCase()), version),
    tools: (slug, version) => (find(slug) ? open(find(slug)) : base.tools(slug, version)),
    summaries: () => (summaries ??= [...base.summaries(), ...ownSummaries]),
    summariesOf: (slug) => (find(slug) ? open(find(slug)).map(summarizeTool) : base.summariesOf(slug)),
    *everyTool() {
      yield* base.everyTool()
      yield* ownTools
    },
    changelog: (slug) => base.changelog(slug),
    close() {},
  }
}

/** Only the current version of a project's toolkit is kept. */
function atVersion<T extends { version: string }>(
  value: T | undefined,
  version: string | undefined,
): T | undefined {
  return version === undefined || value?.version === version ? value : undefined
}

/** A tool of an MCP server whose definition changed and waits for approval. */
export function isHeld({ exec }: Pick<CatalogTool, 'exec'>): boolean {
  return exec.kind === 'mcp' && exec.held === true
}
