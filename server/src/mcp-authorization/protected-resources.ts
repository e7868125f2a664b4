/**
 * What an MCP client is given access to: one MCP server or one tool router session, named by its URL without a
 * query (RFC 8707, RFC 9728).
 */
import { isId, isUuid } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { mcpServerOfUrl } from '../mcp-servers/mcp-servers.ts'
import { findSession } from '../tool-router/sessions.ts'

/** The one scope: calling what the resource offers. */
export const mcpScope = 'mcp'

const serverPath = /^\/v3\/mcp\/([\w-]+)(?:\/mcp)?$/
const sessionPath = /^\/tool_router\/v3\/([\w-]+)\/mcp$/

/** The resource's name: both spellings of an MCP server's URL are one. Undefined for a path that is none. */
export function resourceOf(origin: string, path: string): string | undefined {
  const server = serverPath.exec(path)?.[1]
  if (server !== undefined) return `${origin}/v3/mcp/${server}`
  return sessionPath.test(path) ? origin + path : undefined
}

/** The same from the URL that a client names, which must be of this origin. */
export function resourceOfUrl(origin: string, url: string): string | undefined {
  const parsed = URL.parse(url)
  return parsed?.origin === new URL(origin).origin ? resourceOf(origin, parsed.pathname) : undefined
}

/** What a person calls the resource; undefined when there is none of that name. */
export async function titleOf(deps: Pick<Deps, 'db'>, resource: string): Promise<string | undefined> {
  const { serverId, sessionId } = idsOf(resource)
  if (sessionId !== undefined) return `tool router session ${sessionId}`
  const server = serverId === undefined ? undefined : await mcpServerOfUrl(deps, serverId)
  return server && `MCP server “${server.name}”`
}

/** Whether the resource is a live one of the project. */
export async function ownsResource(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  resource: string,
): Promise<boolean> {
  const { serverId, sessionId } = idsOf(resource)
  if (serverId !== undefined) return (await mcpServerOfUrl(deps, serverId))?.projectId === projectId
  if (sessionId === undefined) return false
  return findSession(deps, projectId, sessionId).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ApiError && error.kind === 'SessionNotFound') return false
      throw error
    },
  )
}

function idsOf(resource: string): { serverId?: string; sessionId?: string } {
  const { pathname } = new URL(resource)
  const serverId = serverPath.exec(pathname)?.[1]
  const sessionId = sessionPath.exec(pathname)?.[1]
  return {
    ...(serverId !== undefined && isUuid(serverId) && { serverId }),
    ...(sessionId !== undefined && isId('toolRouterSession', sessionId) && { sessionId }),
  }
}
