/**
 * The MCP endpoints, over streamable HTTP. A tool router session's is open to whoever holds a key of its project or
 * an access token that was issued for it; an MCP server's too, or, where the project says so, to whoever knows its
 * URL. Every request stands alone; nothing is kept between them.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { withProjectToolkits } from '../custom-toolkits/project-deps.ts'
import type { Deps } from '../deps.ts'
import { isId, isUuid } from '../db/ids.ts'
import { deliveryOf } from '../execution/effects/delivery.ts'
import { ApiError } from '../http/errors.ts'
import type { RateGate } from '../http/enforce-rate.ts'
import { checkLimits } from '../http/key-limits.ts'
import { authenticate, type FindPrincipal, type Principal } from '../http/principal.ts'
import { publicOrigin } from '../http/public-url.ts'
import { principalOfToken } from '../mcp-authorization/access-tokens.ts'
import { resourceMetadataUrl } from '../mcp-authorization/authorization.endpoints.ts'
import { mcpScope, resourceOfUrl } from '../mcp-authorization/protected-resources.ts'
import { mcpServerNotFound, mcpServerOfUrl, type McpServerRow } from '../mcp-servers/mcp-servers.ts'
import { projectConfigForCall } from '../projects/project-config.ts'
import { organizationOf } from '../projects/projects.ts'
import { findSession } from '../tool-router/sessions.ts'
import { openMcpNode } from './mcp-node.ts'
import { serveMcp } from './serve-mcp.ts'
import { signalOf } from './cancellation.ts'
import { changesHeard, endStreams, type ToolChanges } from './tool-changes.ts'
import { instructionsFor, sessionServer } from './session-server.ts'
import { type McpCaller, offerOf, toolsServer } from './tools-server.ts'
import { bearerToken, withBearerKey } from './web-request.ts'

const bodyLimit = 4 * 1024 * 1024
const method = ['GET', 'POST', 'DELETE']

type SessionRequest = FastifyRequest<{ Params: { session_id: string } }>
type ServerRequest = FastifyRequest<{ Params: { id: string }; Querystring: Record<string, unknown> }>

/** Registers `/tool_router/v3/{session_id}/mcp` and `/v3/mcp/{id}`, the latter also with `/mcp` behind it. */
export async function mcpEndpoints(
  app: FastifyInstance,
  deps: Deps,
  findPrincipal: FindPrincipal,
  rate: RateGate,
): Promise<void> {
  const node = openMcpNode(deps)
  app.addHook('preClose', async () => endStreams())
  app.addHook('onClose', async () => node.close())
  app.route({
    method,
    url: '/tool_router/v3/:session_id/mcp',
    bodyLimit,
    handler: async (request: SessionRequest, reply) => {
      const { session_id } = request.params
      const principal = await callerOf(deps, findPrincipal, request)
      await rate.ofOrganization(principal.orgId, reply)
      if (!isId('toolRouterSession', session_id) || principal.kind === 'organization')
        throw new ApiError('SessionNotFound', `Tool router session ${session_id} not found`)
      const session = await findSession(deps, principal.projectId, session_id)
      const scoped = await withProjectToolkits(deps, principal.projectId)
      const origin = publicOrigin(deps.env.publicUrl, request)
      const call = {
        deps: scoped,
        session,
        origin,
        requestId: request.id,
        delivery: deliveryOf(request, reply),
      }
      const instructions = await instructionsFor(call, request.body)
      const changes = changesHeard(deps, 'patchbay_sessions', (said) => said === session_id)
      return serveMcp(
        deps,
        node,
        request,
        reply,
        (exchange) =>
          sessionServer({ ...call, signalOf: (tags) => signalOf(exchange, tags) }, exchange, instructions),
        changes,
      )
    },
  })
  for (const url of ['/v3/mcp/:id', '/v3/mcp/:id/mcp']) {
    app.route({
      method,
      url,
      bodyLimit,
      handler: async (request: ServerRequest, reply) => {
        const server = await servedServer(deps, findPrincipal, request)
        await rate.ofOrganization(await organizationOf(deps, server.projectId), reply)
        const caller = userOf(server, request.query)
        const origin = publicOrigin(deps.env.publicUrl, request)
        const scoped = await withProjectToolkits(deps, server.projectId)
        const delivery = deliveryOf(request, reply)
        const call = { deps: scoped, server, caller, origin, requestId: request.id, delivery }
        return serveMcp(
          deps,
          node,
          request,
          reply,
          (exchange) => toolsServer({ ...call, exchange }),
          changesOfServer(deps, server),
        )
      },
    })
  }
}

/** Changes of what this server offers. The table is told of as a whole, so the row is looked at again. */
function changesOfServer(deps: Deps, server: McpServerRow): ToolChanges {
  return (tell) => {
    let known = offerOf(server)
    const changes = changesHeard(deps, 'patchbay_rows', async (table) => {
      if (table !== 'mcp_servers') return false
      const now = await mcpServerOfUrl(deps, server.id)
      const offer = now ? offerOf(now) : ''
      const isChanged = offer !== known
      known = offer
      return isChanged
    })
    return changes(tell)
  }
}

/**
 * The principal of a key or of an access token. Without one, the client is told where to get a token.
 * @throws {ApiError} Unauthorized, with the challenge of RFC 9728, section 5.1.
 */
async function callerOf(
  deps: Deps,
  findPrincipal: FindPrincipal,
  request: FastifyRequest,
): Promise<Principal> {
  const url = () => publicOrigin(deps.env.publicUrl, request) + (request.url.split('?')[0] ?? '')
  const token = bearerToken(request)
  const resource = token === undefined ? undefined : resourceOfUrl(new URL(url()).origin, url())
  if (token !== undefined && resource !== undefined) {
    const principal = await principalOfToken(deps, token, resource)
    if (principal) {
      checkLimits(principal.limits, request, 'execute')
      return principal
    }
    throw new ApiError(
      'Unauthorized',
      'The access token is unknown, expired, revoked, or of another resource',
      { headers: challenge(url(), 'error="invalid_token", ') },
    )
  }
  return authenticate(findPrincipal, withBearerKey(request), 'project', 'execute').catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error
    throw new ApiError(error.kind, error.message, { ...error.options, headers: challenge(url()) })
  })
}

function challenge(url: string, error = ''): Record<string, string> {
  const metadata = resourceMetadataUrl(url)
  return { 'www-authenticate': `Bearer ${error}resource_metadata="${metadata}", scope="${mcpScope}"` }
}

/**
 * The server of the URL, for someone who may call it.
 * @throws {ApiError} McpServerNotFound, for another project's key too; Unauthorized.
 */
async function servedServer(
  deps: Deps,
  findPrincipal: FindPrincipal,
  request: ServerRequest,
): Promise<McpServerRow> {
  const { id } = request.params
  const server = isUuid(id) ? await mcpServerOfUrl(deps, id) : undefined
  const open =
    server !== undefined && !(await projectConfigForCall(deps, server.projectId)).require_mcp_api_key
  if (open) return server
  const principal = await callerOf(deps, findPrincipal, request)
  const own = principal.kind !== 'organization' && principal.projectId === server?.projectId
  if (!server || !own) throw mcpServerNotFound(id)
  return server
}

/** @throws {ApiError} McpUserMissing when the URL says for whom in neither way. */
function userOf({ managedAuth }: McpServerRow, query: Record<string, unknown>): McpCaller {
  const userId = textOf(query['user_id'])
  const connectedAccountId = textOf(query['connected_account_id'])
  if (userId === undefined && connectedAccountId === undefined) {
    throw new ApiError('McpUserMissing', 'The URL names neither user_id nor connected_account_id')
  }
  return { userId, connectedAccountId, managedAuth: managedAuth || query['managed_auth'] === 'true' }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 256) : undefined
}
