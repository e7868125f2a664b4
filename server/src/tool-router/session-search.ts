/** Finding the tools for a use case, within what a session allows. The answer of `POST …/search`. */
import { splitSteps } from '@patchbay/search'
import type { CatalogTool } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { findToolkit, isNoAuth } from '../toolkits/toolkits.ts'
import { summariesBySlug } from '../tools/tool-store.ts'
import { findTool } from '../tools/tools.ts'
import { sessionAccounts } from './session-accounts.ts'
import { allowsTool, allowsToolkit } from './session-tools.ts'
import type { SessionConfig } from './session-config.ts'
import type { SessionRow } from './tool-router.table.ts'

export interface SearchQuery {
  use_case: string
  known_fields?: string | undefined
}

/** Best hits a query shows as primary, and further ones as related. */
const mostPrimary = 3
const mostRelated = 4
/** Tools of one answer whose whole input schema is included; the rest are fetched when needed. */
const mostFullSchemas = 6

/** What `POST …/search` and COMPOSIO_SEARCH_TOOLS answer. */
export async function searchSession(
  deps: Deps,
  session: SessionRow,
  queries: SearchQuery[],
  toolkits?: string[],
) {
  const results = queries.map((query, index) => searchOne(deps, session.config, query, index + 1, toolkits))
  const primary = unique(results.flatMap((result) => result.primary_tool_slugs))
  const related = unique(results.flatMap((result) => result.related_tool_slugs))
  const statuses = await connectionStatuses(
    deps,
    session,
    unique(results.flatMap((result) => result.toolkits)),
  )
  return {
    success: true,
    error: null,
    results,
    toolkit_connection_statuses: statuses,
    tool_schemas: toolSchemas(deps, unique([...primary, ...related])),
    time_info: timeInfo(deps.clock.now()),
    session: {
      id: session.id,
      generate_id: false,
      instructions: 'Pass this id as session_id in later meta tool calls of the same task.',
    },
    next_steps_guidance: nextSteps(session.config, primary.length, statuses),
  }
}

function searchOne(
  deps: Deps,
  config: SessionConfig,
  query: SearchQuery,
  index: number,
  toolkits?: string[],
) {
  const allowed = toolkits?.map((slug) => slug.toLowerCase())
  const hits = deps.search.search(query.use_case, {
    limit: mostPrimary + mostRelated,
    filter: (slug) => isOpen(deps, config, slug, allowed),
  })
  const slugs = hits.map((hit) => hit.id)
  const primary = slugs.slice(0, Math.max(mostPrimary, splitSteps(query.use_case).length))
  const tools = slugs.map((slug) => findTool(deps, slug))
  return {
    index,
    use_case: query.use_case,
    execution_guidance: primary.length > 0 ? undefined : noToolGuidance(config),
    primary_tool_slugs: primary,
    related_tool_slugs: slugs.slice(primary.length),
    toolkits: unique(tools.map((tool) => tool.toolkit)),
    error: null,
  }
}

function isOpen(
  { catalog }: Deps,
  config: SessionConfig,
  slug: string,
  toolkits: string[] | undefined,
): boolean {
  const tool = summariesBySlug(catalog).get(slug)
  if (!tool || (toolkits && !toolkits.includes(tool.toolkit))) return false
  return allowsTool(config, tool)
}

function noToolGuidance({ toolkits }: SessionConfig): string {
  const scope =
    toolkits && 'enabled' in toolkits
      ? ` among the toolkits of this session: ${toolkits.enabled.join(', ')}`
      : ''
  return `No tool was found for this use case${scope}. Describe it in other words, or tell the user that it cannot be done here.`
}

function toolSchemas(deps: Deps, slugs: string[]) {
  return Object.fromEntries(
    slugs.map((slug, at) => [slug, toolSchema(findTool(deps, slug), at < mostFullSchemas)]),
  )
}

function toolSchema(tool: CatalogTool, full: boolean) {
  const common = {
    toolkit: tool.toolkit,
    tool_slug: tool.slug,
    description: tool.description,
    hasFullSchema: full,
  }
  if (full) return { ...common, input_schema: tool.input }
  return {
    ...common,
    schemaRef: {
      tool: 'COMPOSIO_GET_TOOL_SCHEMAS' as const,
      args: { tool_slugs: [tool.slug] },
      message: 'Call COMPOSIO_GET_TOOL_SCHEMAS with this slug before you execute the tool.',
    },
  }
}

export type ConnectionStatus = Awaited<ReturnType<typeof connectionStatuses>>[number]

/** Whether the session's user has an active account of each toolkit. */
export async function connectionStatuses(deps: Deps, session: SessionRow, toolkits: string[]) {
  const open = toolkits.filter((slug) => allowsToolkit(session.config, slug))
  return Promise.all(open.map((slug) => connectionStatus(deps, session, slug)))
}

async function connectionStatus(deps: Deps, session: SessionRow, slug: string) {
  const toolkit = findToolkit(deps, slug)
  const common = { toolkit: slug, description: toolkit.description }
  if (isNoAuth(toolkit)) {
    return { ...common, has_active_connection: true, status_message: `${toolkit.name} needs no account.` }
  }
  const [account] = await sessionAccounts(deps, session, slug)
  if (!account) {
    return {
      ...common,
      has_active_connection: false,
      status_message: session.config.manage_connections.enabled
        ? `${toolkit.name} is not connected. Call COMPOSIO_MANAGE_CONNECTIONS with toolkits ["${slug}"] first.`
        : `${toolkit.name} is not connected. The user has to connect it outside this conversation.`,
    }
  }
  return {
    ...common,
    has_active_connection: true,
    connection_details: { connected_account_id: account.id, auth_config_id: account.authConfigId },
    account_type: account.accountType,
    status_message: `${toolkit.name} is connected.`,
  }
}

function nextSteps(config: SessionConfig, found: number, statuses: ConnectionStatus[]): string[] {
  if (found === 0) return ['No tool fits: say so to the user, or search again in other words.']
  const missing = statuses.filter((status) => !status.has_active_connection).map((status) => status.toolkit)
  const steps: string[] = []
  if (missing.length > 0 && config.manage_connections.enabled) {
    steps.push(
      `Call COMPOSIO_MANAGE_CONNECTIONS with toolkits ${JSON.stringify(missing)} and show the links to the user.`,
    )
  }
  if (config.execute.enable_multi_execute) {
    steps.push(
      'Then run the chosen tools with COMPOSIO_MULTI_EXECUTE_TOOL, with arguments by their input schemas.',
    )
  }
  return steps
}

/** Models do not know what time it is; every search tells them. */
function timeInfo(now: Date) {
  return {
    current_time_utc: now.toISOString(),
    current_time_utc_epoch_seconds: Math.floor(now.getTime() / 1000),
    message:
      'This time is UTC. Ask for the user’s time zone before you use relative dates such as "tomorrow at 9".',
  }
}

function unique(values: string[]): string[] {
  return [...new Set(values)]
}
