/** One request of an MCP client, answered by a server made for it. */
import type { Server } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { mcpServer } from '../late-packages.ts'
import { answerDirectly, plainRequest } from './answer-directly.ts'
import { type Cancellation, watchForCancellation } from './cancellation.ts'
import { refuseForeignPages } from './foreign-pages.ts'
import { answerIn, type McpNode } from './mcp-node.ts'
import {
  exchangeKey,
  type McpSession,
  methodOf,
  openedSession,
  sessionHeader,
  sessionOf,
} from './mcp-session.ts'
import { busOf, endAtStop, streamChanges, type ToolChanges } from './tool-changes.ts'
import { toWebRequest } from './web-request.ts'

/** What a server that answers one request is told of it. */
export interface Exchange extends Cancellation {
  node: McpNode
  /** Of a client of 2025. */
  session: McpSession | undefined
  /** Stands for a message of this caller with an id of its own. */
  keyOf: (id: string) => string
}

/**
 * Answers both protocols, 2025 and 2026-07-28; nothing is kept between requests.
 * @param changes of the tools, for clients that listen; without them a GET is answered 405
 * @throws {ApiError} Forbidden for a page of another site; RateLimited when too many clients listen
 */
export async function serveMcp(
  deps: Pick<Deps, 'env' | 'log'>,
  node: McpNode,
  request: FastifyRequest,
  reply: FastifyReply,
  build: (exchange: Exchange) => Server,
  changes?: ToolChanges,
): Promise<unknown> {
  refuseForeignPages(deps, request)
  if (changes && request.method === 'GET' && request.headers.accept?.includes('text/event-stream')) {
    if (streamChanges(reply, changes, node, sessionOf(request)?.id)) return reply
    const headers = { 'retry-after': '30' }
    throw new ApiError('RateLimited', 'Too many MCP clients listen already', { headers })
  }
  const answered = answerIn(request.body)
  if (answered) {
    const reach = node.questions.has(exchangeKey(request, answered.id)) ? 'here' : 'all'
    node.tell({ kind: 'answered', key: exchangeKey(request, answered.id), answer: answered.answer }, reach)
    return reply.code(202).send()
  }
  const exchange: Exchange = {
    ...watchForCancellation(node, request, reply),
    node,
    session: sessionOf(request),
    keyOf: (id) => exchangeKey(request, id),
  }
  const opened = openedSession(request)
  if (opened !== undefined) reply.header(sessionHeader, opened)
  const plain = plainRequest(request)
  if (plain) return answerDirectly(build(exchange), plain, reply)
  const handler = mcpServer().createMcpHandler(() => build(exchange), {
    onerror: (error) => deps.log.debug({ err: error }, 'an MCP request failed'),
    ...(changes && { bus: busOf(changes) }),
  })
  if (methodOf(request.body) === 'subscriptions/listen') {
    reply.header('connection', 'close')
    endAtStop(reply.raw, () => handler.close())
  }
  return reply.send(await handler.fetch(toWebRequest(request, exchange.gone), { parsedBody: request.body }))
}
