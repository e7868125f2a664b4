/** The list of tools, with every filter of the contract. */
import type { ToolSummary } from '@patchbay/catalog'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { type Page, pageOfArray, pageRequest } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { readTool, summariesBySlug } from './tool-store.ts'
import { findTool, flatScopes, shownTags } from './tools.ts'

/** Most tools on a page, and most that a search ranks. */
export const mostTools = 1000

export interface ToolFilter {
  /** Slugs of toolkits. */
  toolkit_slug?: string[] | undefined
  /** Slugs or aliases of tools; overrides the other filters. */
  tool_slugs?: string[] | undefined
  auth_config_ids?: string[] | undefined
  important?: boolean | undefined
  /** One of them is enough. */
  tags?: string[] | undefined
  /** One of them is enough. */
  scopes?: string[] | undefined
  query?: string | undefined
  include_deprecated?: boolean | undefined
  /** Tools too of toolkits that are off by default. */
  include?: 'all' | undefined
  cursor?: string | undefined
  limit: number
}

/**
 * One page of the slugs of the tools that pass the filter; ordered by relevance when there is a query. Slugs of tools
 * and toolkits that do not exist are left out, as a filter that matches nothing.
 * @throws {ApiError} BadRequest (a cursor that is not one; scopes without a toolkit), AuthConfigNotFound.
 */
export async function listTools(deps: Deps, projectId: string, filter: ToolFilter): Promise<Page<string>> {
  const request = pageRequest(filter.cursor, filter.limit)
  const slugs = filter.tool_slugs
    ? existing(deps, filter.tool_slugs)
    : await matching(deps, projectId, filter)
  return pageOfArray(slugs, request)
}

/** Those of the slugs that are tools, each once. */
function existing({ catalog }: Deps, slugs: readonly string[]): string[] {
  const asked = new Set(slugs.map((slug) => slug.toUpperCase()))
  return [...asked].filter((slug) => readTool(catalog, slug) !== undefined)
}

type Test = (tool: ToolSummary) => boolean

async function matching(deps: Deps, projectId: string, filter: ToolFilter): Promise<string[]> {
  const access = await accessTests(deps, projectId, filter.auth_config_ids)
  const tests = [...access, ...ownTests(deps, filter)]
  const passes: Test = (tool) => tests.every((test) => test(tool))
  if (filter.query === undefined)
    return candidates(deps, filter)
      .filter(passes)
      .map(({ slug }) => slug)
  const summaries = summariesBySlug(deps.catalog)
  const hits = deps.search.search(filter.query, {
    limit: mostTools,
    filter(slug) {
      const tool = summaries.get(slug)
      return tool !== undefined && passes(tool)
    },
  })
  return hits.map(({ id }) => id)
}

/** The tools that can match: those of the toolkits that are named, in the catalog's order, else all. */
function candidates({ catalog }: Deps, { toolkit_slug: named }: ToolFilter): readonly ToolSummary[] {
  if (!named) return catalog.summaries()
  const slugs = new Set(named.map((slug) => slug.toLowerCase()))
  return [...slugs].toSorted().flatMap((slug) => catalog.summariesOf(slug))
}

/** Auth configs let a tool through when one of them is of its toolkit and does not leave it out. */
async function accessTests(deps: Deps, projectId: string, ids: string[] | undefined): Promise<Test[]> {
  if (!ids) return []
  const configs = await Promise.all([...new Set(ids)].map((id) => findAuthConfig(deps, projectId, id)))
  return [
    (tool) =>
      configs.some(({ toolkit, toolAccessConfig }) => {
        const open = toolAccessConfig.tools_available_for_execution
        return toolkit === tool.toolkit && (open.length === 0 || open.includes(tool.slug))
      }),
  ]
}

/** One test for each filter that is given, cheapest first. */
function ownTests(deps: Deps, filter: ToolFilter): Test[] {
  const { toolkit_slug: toolkits, tags, scopes } = filter
  const tests: Test[] = []
  if (toolkits) {
    const wanted = new Set(toolkits.map((slug) => slug.toLowerCase()))
    tests.push((tool) => wanted.has(tool.toolkit))
  } else if (!filter.include && !filter.auth_config_ids) {
    const hidden = offByDefault(deps)
    if (hidden.size > 0) tests.push((tool) => !hidden.has(tool.toolkit))
  }
  if (filter.include_deprecated === false) tests.push((tool) => !tool.deprecated)
  if (filter.important) tests.push(importantTest(deps))
  if (tags) tests.push((tool) => shownTags(tool).some((tag) => tags.includes(tag)))
  if (scopes) {
    if (!toolkits && !filter.auth_config_ids) throw scopesNeedToolkit()
    tests.push((tool) => flatScopes(findTool(deps, tool.slug)).some((scope) => scopes.includes(scope)))
  }
  return tests
}

/** Toolkits that are served when they are named, and otherwise only to those who ask for everything. */
function offByDefault({ catalog }: Deps): ReadonlySet<string> {
  const hidden = catalog.toolkits().filter((toolkit) => toolkit.off_by_default)
  return new Set(hidden.map(({ slug }) => slug))
}

/**
 * SDKs ask for important tools whenever they are given only toolkits. A toolkit without any would then look
 * empty; all of its tools count instead.
 */
function importantTest({ catalog }: Deps): Test {
  const curated = new Set(
    catalog
      .toolkits()
      .filter((toolkit) => toolkit.important_count > 0)
      .map((toolkit) => toolkit.slug),
  )
  return (tool) => tool.important || !curated.has(tool.toolkit)
}

/** Scopes are read from the tools' files; a toolkit bounds how many. They mean nothing across toolkits anyway. */
function scopesNeedToolkit(): ApiError {
  return new ApiError('BadRequest', 'scopes: needs toolkit_slug or auth_config_ids', {
    errors: ['scopes: needs toolkit_slug or auth_config_ids'],
    suggestedFix: 'Name the toolkit whose scopes these are in toolkit_slug.',
  })
}
