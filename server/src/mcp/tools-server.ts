/** An MCP server of a project for one request: its tools, run with the accounts of the user that the URL names. */
import type {
  CallToolRequest,
  CallToolResult,
  InputRequiredResult,
  ListToolsResult,
  Server,
  ServerContext,
} from '@modelcontextprotocol/server'
import type { CatalogTool } from '@patchbay/catalog'
import { authConfigForToolkit, authConfigsById, authConfigsForCall } from '../auth-configs/auth-configs.ts'
import { createLink } from '../connect-link/connect-link.ts'
import { mcpServer } from '../late-packages.ts'
import type { Deps } from '../deps.ts'
import type { OnNotice } from '../execution/call-notice.ts'
import type { Delivery } from '../execution/effects/delivery.ts'
import type { Effect } from '../execution/effects/effect.ts'
import { executeDerived } from '../execution/effects/execute-derived.ts'
import { executeOnce } from '../execution/effects/execute-once.ts'
import { executeTool, recordUnknown, type ExecutionResult } from '../execution/execute-tool.ts'
import type { ToolCall } from '../execution/tool-call.ts'
import { ApiError } from '../http/errors.ts'
import type { McpServerRow } from '../mcp-servers/mcp-servers.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { findTool } from '../tools/tools.ts'
import { version } from '../version.ts'
import { withProgress } from './call-progress.ts'
import { askToConnect, awaitConnections, type NeededAccount } from './ask-to-connect.ts'
import { noticeTo, serveLogLevel } from './call-log.ts'
import { signalOf } from './cancellation.ts'
import type { Exchange } from './serve-mcp.ts'
import { toMcpTool } from './mcp-tool.ts'
import { keyOfMeta, toolResult, type Outcome } from './tool-result.ts'

/** Tools in one answer of `tools/list`; clients follow the cursor. */
const pageSize = 500

/** Who calls, as the URL says. One of the two is there. */
export interface McpCaller {
  userId: string | undefined
  connectedAccountId: string | undefined
  /** Whether a user without an account is given a link to connect one. */
  managedAuth: boolean
}

interface ServedCall {
  deps: Deps
  server: McpServerRow
  caller: McpCaller
  /** Origin for links that a person opens. */
  origin: string
  requestId: string
  delivery: Delivery
  exchange: Exchange
  /** Told of what happens in the call. */
  notice?: OnNotice | undefined
  /** Told of an account that is missing, where the server manages connections. */
  need?: (account: NeededAccount) => void
}

/** Builds the server; the MCP handler connects it to the request. */
export function toolsServer(call: ServedCall): Server {
  const server = new (mcpServer().Server)(
    { name: call.server.name, version },
    { capabilities: { tools: { listChanged: true }, logging: {} } },
  )
  server.setRequestHandler('tools/list', ({ params }) => listTools(call, params?.cursor))
  server.setRequestHandler('tools/call', ({ params }, context) =>
    withProgress(context, () => askOrCall(call, params, context)),
  )
  serveLogLevel(server, call.exchange)
  return server
}

/** The result, or the question to the person that comes before it. */
async function askOrCall(
  call: ServedCall,
  params: CallToolRequest['params'],
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const { deps, server, exchange } = call
  await awaitConnections(deps, server.projectId, context, exchange)
  const needed: NeededAccount[] = []
  const told = {
    ...call,
    notice: noticeTo(context, exchange),
    need: (account: NeededAccount) => void needed.push(account),
  }
  const result = await toolResult(deps, () => callTool(told, params))
  return askToConnect(context, exchange, needed) ?? result
}

function listTools({ deps, server }: ServedCall, cursor: string | undefined): ListToolsResult {
  const start = cursor === undefined ? 0 : Number(/^\d{1,6}$/.exec(cursor)?.[0] ?? Number.NaN)
  if (Number.isNaN(start)) throw new ApiError('BadRequest', 'cursor: not one that this server returned')
  const offered = offeredTools(deps, server)
  const end = start + pageSize
  const tools = offered.slice(start, end).map(toMcpTool)
  return { tools, ...(end < offered.length && { nextCursor: String(end) }) }
}

/** What the server offers, in a text that is another one when that is. */
export function offerOf({ allowedTools, toolkits, name }: McpServerRow): string {
  return JSON.stringify([allowedTools, toolkits, name])
}

function offeredTools(deps: Pick<Deps, 'catalog'>, { allowedTools, toolkits }: McpServerRow): CatalogTool[] {
  if (allowedTools.length > 0) return allowedTools.map((slug) => findTool(deps, slug))
  return toolkits.flatMap((toolkit) => deps.catalog.tools(toolkit))
}

async function callTool(
  call: ServedCall,
  { name: slug, arguments: args = {}, _meta: meta }: CallToolRequest['params'],
): Promise<Outcome> {
  const { deps, server, caller } = call
  const tool = offeredTool(deps, server, slug)
  try {
    return await executeKeyed(call, tool, keyOfMeta(meta), {
      projectId: server.projectId,
      tool: tool.slug,
      arguments: args,
      userId: caller.userId,
      connectedAccountId: caller.connectedAccountId,
      authConfigId:
        caller.connectedAccountId === undefined ? await authConfigOf(call, tool.toolkit) : undefined,
      requestId: call.requestId,
      origin: call.origin,
      linkOrigin: caller.managedAuth ? call.origin : undefined,
      signal: signalOf(call.exchange, tool.tags),
      notice: call.notice,
    })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { link } = error.options
    if (link) {
      const { name: app } = findToolkit(deps, tool.toolkit)
      call.need?.({ projectId: server.projectId, app, ...link, isShortOfScopes: true })
    }
    if (error.kind !== 'NoConnectedAccount') throw error
    return connectFirst(call, tool.toolkit, error)
  }
}

/** Runs a call once: for the client's key, or for the one derived from it unless it only reads. */
async function executeKeyed(
  { deps, server, delivery }: ServedCall,
  tool: CatalogTool,
  key: string | undefined,
  call: ToolCall,
): Promise<Outcome> {
  const { projectId, userId, connectedAccountId } = call
  const scope = JSON.stringify([server.id, userId ?? null, connectedAccountId ?? null])
  const run = (effect?: Effect) => executeTool(deps, { ...call, effect })
  const unknown = () => recordUnknown(deps, call)
  if (key !== undefined) {
    const keyed = { projectId, key, request: { scope, tool: tool.slug, arguments: call.arguments } }
    const { answer, isReplay } = await executeOnce<ExecutionResult>(deps, keyed, run, unknown)
    return { ...answer, isReplay }
  }
  if (tool.tags.includes('readOnlyHint')) return run()
  const derived = { ...call, scope, tool: tool.slug, toolkit: tool.toolkit, delivery }
  const { answer, isReplay } = await executeDerived<ExecutionResult>(
    deps,
    { ...derived, accountId: connectedAccountId },
    run,
    unknown,
  )
  return { ...answer, isReplay }
}

function offeredTool(deps: Pick<Deps, 'catalog'>, server: McpServerRow, slug: string): CatalogTool {
  const tool = findTool(deps, slug)
  const { allowedTools, toolkits } = server
  if (allowedTools.length > 0 ? allowedTools.includes(tool.slug) : toolkits.includes(tool.toolkit))
    return tool
  throw new ApiError('ToolNotFound', `Tool ${slug.slice(0, 64)} not found on this MCP server`, {
    suggestedFix: 'Use one of the tools that tools/list names.',
  })
}

/** The server's auth config for a toolkit; undefined where it names none, and any account of the user will do. */
async function authConfigOf({ deps, server }: ServedCall, toolkit: string): Promise<string | undefined> {
  const configs = await authConfigsForCall(deps, server.projectId, server.authConfigIds)
  return [...configs.values()].find((config) => config.toolkit === toolkit)?.id
}

/** Says that an account is missing; where the server manages connections, with the link that makes one. */
async function connectFirst(call: ServedCall, toolkit: string, error: ApiError): Promise<Outcome> {
  const { deps, server, caller, origin } = call
  if (!caller.managedAuth || caller.userId === undefined) throw error
  const configs = await authConfigsById(deps, server.projectId, server.authConfigIds)
  const named = [...configs.values()].find((config) => config.toolkit === toolkit)
  const { redirect_url, connected_account_id: accountId } = await createLink(deps, {
    projectId: server.projectId,
    authConfig: named ?? (await authConfigForToolkit(deps, server.projectId, toolkit)),
    userId: caller.userId,
    origin,
  })
  const { projectId } = server
  const { name: app } = findToolkit(deps, toolkit)
  call.need?.({ projectId, app, userId: caller.userId, accountId, url: redirect_url })
  const how = `Show the user this link, and call the tool again once they have connected: ${redirect_url}`
  return { data: { toolkit, redirect_url }, error: `${error.message}. ${how}` }
}
