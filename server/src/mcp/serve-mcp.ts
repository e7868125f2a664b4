/** One request of an MCP client, answered by a server made for it. */
import type { Server } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { mcpServer } from '../late-packages.ts'
import { refuseForeignPages } from './foreign-pages.ts'
import { toWebRequest } from './web-request.ts'

/**
 * Answers both protocols, 2025 and 2026-07-28; nothing is kept between requests. A client that goes away cancels its
 * call.
 * @throws {ApiError} Forbidden for a page of another site
 */
export async function serveMcp(
  deps: Pick<Deps, 'env' | 'log'>,
  request: FastifyRequest,
  reply: FastifyReply,
  build: () => Server,
): Promise<FastifyReply> {
  refuseForeignPages(deps, request)
  const handler = mcpServer().createMcpHandler(build, {
    onerror: (error) => deps.log.debug({ err: error }, 'an MCP request failed'),
  })
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return reply.send(await handler.fetch(toWebRequest(request, gone.signal), { parsedBody: request.body }))
}
