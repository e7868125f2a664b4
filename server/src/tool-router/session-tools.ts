/**
 * Which toolkits and tools a session opens to its agent.
 *
 * A toolkit is open when the session's list says so. A tool of an open toolkit is allowed by the most specific
 * filter that there is: the toolkit's own tool list, else the toolkit's tags, else the session's tags.
 */
import type { HintTag, ToolSummary } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { readTool } from '../tools/tool-store.ts'
import type { SessionConfig, TagFilter } from './session-config.ts'

type CatalogDeps = Pick<Deps, 'catalog' | 'config'>

/** Whether the session opens this toolkit. */
export function allowsToolkit({ toolkits }: SessionConfig, slug: string): boolean {
  if (!toolkits) return true
  return 'enabled' in toolkits ? toolkits.enabled.includes(slug) : !toolkits.disabled.includes(slug)
}

/**
 * The toolkits that the session does not show by itself: those that are off by default, unless it names them. A tool
 * of one is used by its slug all the same.
 */
export function hiddenToolkits(
  { catalog }: Pick<Deps, 'catalog'>,
  config: SessionConfig,
): ReadonlySet<string> {
  const { toolkits, tools = {}, auth_configs = {}, connected_accounts = {} } = config
  const named = new Set([tools, auth_configs, connected_accounts].flatMap(Object.keys))
  if (toolkits && 'enabled' in toolkits) for (const slug of toolkits.enabled) named.add(slug)
  const hidden = catalog.toolkits().filter((toolkit) => toolkit.off_by_default && !named.has(toolkit.slug))
  return new Set(hidden.map(({ slug }) => slug))
}

/** Whether the session's agent may use this tool. */
export function allowsTool(
  config: SessionConfig,
  tool: Pick<ToolSummary, 'slug' | 'toolkit' | 'tags'>,
): boolean {
  if (!allowsToolkit(config, tool.toolkit)) return false
  const filter = config.tools?.[tool.toolkit]
  if (!filter) return passesTags(config.tags, tool.tags)
  if ('enabled' in filter) return filter.enabled.includes(tool.slug)
  if ('disabled' in filter) return !filter.disabled.includes(tool.slug)
  return passesTags(filter.tags, tool.tags)
}

/** At least one of `enabled`, and none of `disabled`. */
function passesTags(filter: TagFilter | undefined, tags: readonly string[]): boolean {
  if (!filter) return true
  const has = (tag: HintTag) => tags.includes(tag)
  if (filter.enabled && filter.enabled.length > 0 && !filter.enabled.some(has)) return false
  return !filter.disabled?.some(has)
}

/**
 * Checks every slug that a session configuration names, and rewrites tool aliases to the tools' own slugs.
 * @throws {ApiError} SessionInvalid, listing every slug that is wrong.
 */
export function checkSlugs({ catalog }: Pick<Deps, 'catalog'>, config: SessionConfig): SessionConfig {
  const errors: string[] = []
  const checkToolkit = (slug: string, field: string) => {
    if (!catalog.toolkit(slug)) errors.push(`${field}: no toolkit ${slug}`)
  }
  const ownSlug = (slug: string, field: string, toolkit?: string): string => {
    const tool = readTool(catalog, slug)
    if (tool && (toolkit === undefined || tool.toolkit === toolkit)) return tool.slug
    errors.push(`${field}: no tool ${slug}${toolkit === undefined ? '' : ` in toolkit ${toolkit}`}`)
    return slug
  }

  const listed =
    config.toolkits && ('enabled' in config.toolkits ? config.toolkits.enabled : config.toolkits.disabled)
  for (const slug of listed ?? []) checkToolkit(slug, 'toolkits')
  for (const slug of Object.keys(config.auth_configs ?? {})) checkToolkit(slug, 'auth_configs')
  for (const slug of Object.keys(config.connected_accounts ?? {})) checkToolkit(slug, 'connected_accounts')

  const tools: NonNullable<SessionConfig['tools']> = {}
  for (const [toolkit, filter] of Object.entries(config.tools ?? {})) {
    const field = `tools.${toolkit}`
    checkToolkit(toolkit, field)
    const own = (slugs: string[]) => slugs.map((slug) => ownSlug(slug, field, toolkit))
    if ('enabled' in filter) tools[toolkit] = { enabled: own(filter.enabled) }
    else if ('disabled' in filter) tools[toolkit] = { disabled: own(filter.disabled) }
    else tools[toolkit] = filter
  }
  const preload = config.preload.tools
  const preloaded = preload === 'all' ? preload : preload.map((slug) => ownSlug(slug, 'preload.tools'))

  if (errors.length > 0) {
    throw new ApiError('SessionInvalid', `The session names slugs that do not exist: ${errors.join('; ')}`, {
      errors,
      suggestedFix: 'List slugs with GET /api/v3.1/toolkits and GET /api/v3.1/tools?toolkit_slug=….',
    })
  }
  return { ...config, ...(config.tools && { tools }), preload: { tools: preloaded } }
}

/** Most tools that `preload: "all"` may put in front of the model. */
const mostPreloaded = 1000

/**
 * Slugs of the app tools that the session shows directly.
 * @throws {ApiError} SessionInvalid for "all" without an allow-list, or with more than 1,000 tools.
 */
export function preloadedTools({ catalog }: Pick<Deps, 'catalog'>, config: SessionConfig): string[] {
  const { tools } = config.preload
  if (tools !== 'all') return tools
  if (!hasAllowList(config)) {
    throw new ApiError(
      'SessionInvalid',
      'preload.tools: "all" needs a list of enabled toolkits, tools or tags',
    )
  }
  const hidden = hiddenToolkits({ catalog }, config)
  const allowed = catalog
    .summaries()
    .filter((tool) => !hidden.has(tool.toolkit) && isListed(config, tool.toolkit) && allowsTool(config, tool))
  if (allowed.length > mostPreloaded) {
    throw new ApiError(
      'SessionInvalid',
      `preload.tools: "all" means ${allowed.length} tools; at most ${mostPreloaded}`,
    )
  }
  return allowed.filter((tool) => !tool.deprecated).map((tool) => tool.slug)
}

function hasAllowList({ toolkits, tools, tags }: SessionConfig): boolean {
  if (toolkits && 'enabled' in toolkits) return true
  if (tags?.enabled && tags.enabled.length > 0) return true
  return Object.values(tools ?? {}).some((filter) => 'enabled' in filter || 'tags' in filter)
}

/** With only tool lists as the allow-list, "all" means those toolkits' tools. */
function isListed({ toolkits, tools, tags }: SessionConfig, toolkit: string): boolean {
  if (toolkits && 'enabled' in toolkits) return true
  if (tags?.enabled && tags.enabled.length > 0) return true
  return tools?.[toolkit] !== undefined
}

/**
 * The tool of this slug, if the session's agent may use it.
 * @throws {ApiError} ToolNotInSession: the tool does not exist, or the session leaves it out.
 */
export function sessionTool(deps: CatalogDeps, config: SessionConfig, slug: string) {
  const tool = readTool(deps.catalog, slug)
  if (!tool) {
    throw new ApiError('ToolNotInSession', `Tool ${slug} not found`, {
      suggestedFix: 'Find the tools of this session with COMPOSIO_SEARCH_TOOLS.',
    })
  }
  if (allowsTool(config, tool)) return tool
  throw new ApiError('ToolNotInSession', `Tool ${slug} not found in this session: its filters leave it out`, {
    suggestedFix: 'Create a session that enables this tool, or use one that COMPOSIO_SEARCH_TOOLS returns.',
  })
}
