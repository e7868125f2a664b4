/** Tools: finding one by slug and version, and what it asks of an account. */
import type { CatalogTool, ToolSummary } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { askedVersion, versionNotFound } from '../toolkits/toolkits.ts'
import { nearSlugs } from './near-slugs.ts'
import { readTool, toolkitOf } from './tool-store.ts'

type CatalogDeps = Pick<Deps, 'catalog'>

/**
 * The tool of this slug or older alias, in any letter case; meta tools (`COMPOSIO_…`, toolkit `composio`) too.
 * `version`: one of its toolkit's, older ones included (the tool as it was then, and one that has gone since), or
 * `latest`, nothing or `00000000_00` for the current one.
 * The object is shared: do not change it.
 * @throws {ApiError} ToolNotFound, with the slugs that were probably meant; ToolVersionNotFound.
 */
export function findTool({ catalog }: CatalogDeps, slug: string, version?: string): CatalogTool {
  const wanted = askedVersion(version)
  const tool = readTool(catalog, slug)
  if (tool && (wanted === undefined || wanted === tool.version)) return tool
  const old = wanted === undefined ? undefined : catalog.tool(slug, wanted)
  if (old) return old
  if (!tool) throw toolNotFound(catalog, slug)
  throw versionNotFound(toolkitOf(catalog, tool), wanted ?? '')
}

function toolNotFound(catalog: Deps['catalog'], slug: string): ApiError {
  const near = nearSlugs(catalog, slug)
  return new ApiError('ToolNotFound', `Tool ${slug.slice(0, 64)} not found`, {
    ...(near.length > 0 && {
      suggestedFix: `Did you mean ${near.join(', ')}? Search the tools with GET /api/v3.1/tools?query=….`,
    }),
  })
}

/** Every scope that a tool names, alternatives included, each once. */
export function flatScopes({ scopes }: Pick<CatalogTool, 'scopes'>): string[] {
  const named = scopes?.all_of.flatMap((entry) => (typeof entry === 'string' ? [entry] : entry.any_of))
  return [...new Set(named)]
}

/** The tags of a tool as shown and filtered by: its own, and `important` for one that was picked by hand. */
export function shownTags({ tags, important }: Pick<ToolSummary, 'tags' | 'important'>): string[] {
  return important && !tags.includes('important') ? [...tags, 'important'] : [...tags]
}
