/** One request of an MCP client, answered by a server made for it. */
import type { Server } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { mcpServer } from '../late-packages.ts'
import { answerWhole, isAnsweredWhole } from './answer-whole.ts'
import { type Cancellation, watchForCancellation } from './cancellation.ts'
import { refuseForeignPages } from './foreign-pages.ts'
import { busOf, endAtStop, streamChanges, type ToolChanges } from './tool-changes.ts'
import { toWebRequest } from './web-request.ts'

/**
 * Answers both protocols, 2025 and 2026-07-28; nothing is kept between requests.
 * @param changes of the tools, for clients that listen; without them a GET is answered 405
 * @throws {ApiError} Forbidden for a page of another site; RateLimited when too many clients listen
 */
export async function serveMcp(
  deps: Pick<Deps, 'env' | 'log'>,
  request: FastifyRequest,
  reply: FastifyReply,
  build: (cancellation: Cancellation) => Server,
  changes?: ToolChanges,
): Promise<FastifyReply> {
  refuseForeignPages(deps, request)
  if (changes && request.method === 'GET' && request.headers.accept?.includes('text/event-stream')) {
    if (streamChanges(reply, changes)) return reply
    const headers = { 'retry-after': '30' }
    throw new ApiError('RateLimited', 'Too many MCP clients listen already', { headers })
  }
  const cancellation = watchForCancellation(request, reply)
  const handler = mcpServer().createMcpHandler(() => build(cancellation), {
    onerror: (error) => deps.log.debug({ err: error }, 'an MCP request failed'),
    ...(changes && { bus: busOf(changes) }),
  })
  if (isListening(request)) {
    reply.header('connection', 'close')
    endAtStop(reply.raw, () => handler.close())
  }
  const webRequest = toWebRequest(request, cancellation.gone)
  if (await isAnsweredWhole(webRequest, request.body))
    return answerWhole(build(cancellation), webRequest, request.body, reply)
  return reply.send(await handler.fetch(webRequest, { parsedBody: request.body }))
}

/** Whether a client of 2026 opens a stream to hear of changes. */
function isListening({ body }: FastifyRequest): boolean {
  return (
    typeof body === 'object' && body !== null && 'method' in body && body.method === 'subscriptions/listen'
  )
}
