/**
 * The MCP endpoint of a tool router session: the session's tools over streamable HTTP, for whoever holds a key of
 * the session's project. Every request stands alone; nothing is kept between them.
 */
import { createMcpHandler } from '@modelcontextprotocol/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { isId } from '../db/ids.ts'
import { ApiError } from '../http/errors.ts'
import { authenticate, type FindPrincipal } from '../http/principal.ts'
import { publicOrigin, requestOrigin } from '../http/public-url.ts'
import { findSession } from '../tool-router/sessions.ts'
import { sessionServer } from './session-server.ts'

const bodyLimit = 4 * 1024 * 1024

type McpRequest = FastifyRequest<{ Params: { session_id: string } }>

/** Registers `/tool_router/v3/{session_id}/mcp`. */
export async function mcpEndpoints(
  app: FastifyInstance,
  deps: Deps,
  findPrincipal: FindPrincipal,
): Promise<void> {
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/tool_router/v3/:session_id/mcp',
    bodyLimit,
    handler: async (request: McpRequest, reply: FastifyReply) => {
      const { session_id } = request.params
      const principal = await authenticate(findPrincipal, withBearerKey(request), 'project')
      if (!isId('toolRouterSession', session_id) || principal.kind === 'organization')
        throw unknown(session_id)
      const session = await findSession(deps, principal.projectId, session_id)
      const call = { deps, session, origin: publicOrigin(deps.env.publicUrl, request) }
      const handler = createMcpHandler(() => sessionServer(call))
      return reply.send(await handler.fetch(toWebRequest(request), { parsedBody: request.body }))
    },
  })
}

function unknown(id: string): ApiError {
  return new ApiError('SessionNotFound', `Tool router session ${id} not found`)
}

/** Many MCP clients can send a key only as `Authorization: Bearer …`. */
function withBearerKey(request: McpRequest): McpRequest {
  const bearer = /^Bearer (u?ak_\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined)
    request.headers[bearer.startsWith('ak_') ? 'x-api-key' : 'x-user-api-key'] ??= bearer
  return request
}

/** The body goes beside the request, parsed already. */
function toWebRequest(request: McpRequest): Request {
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  )
  return new Request(requestOrigin(request) + request.url, { method: request.method, headers })
}
