/**
 * Ending what a client no longer waits for, up to the request to the provider. A call that only reads ends when its
 * client goes away; one that may change something only when the client says so, because a client that lost its
 * connection repeats the call, and is then given the outcome of this one.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { McpNode } from './mcp-node.ts'
import { exchangeKey, methodOf, sessionOf } from './mcp-session.ts'

export interface Cancellation {
  /** The client is gone. */
  gone: AbortSignal
  /** The client has cancelled the call. */
  cancelled: AbortSignal
}

/** What ends the call of a tool. */
export function signalOf(
  cancellation: Cancellation | undefined,
  tags: readonly string[],
): AbortSignal | undefined {
  if (!cancellation) return undefined
  const { gone, cancelled } = cancellation
  return tags.includes('readOnlyHint') ? AbortSignal.any([gone, cancelled]) : cancelled
}

const Id = z.union([z.string(), z.number()])
const Call = z.object({ id: Id })
const Cancelled = z.object({ params: z.object({ requestId: Id }) })

/**
 * What ends the call of this request. A notification that cancels another request of the same caller, which clients of
 * 2025 send beside it, ends that, on whichever node it runs; where two clients share a key and an id, it is nobody's.
 */
export function watchForCancellation(
  node: McpNode,
  request: FastifyRequest,
  reply: FastifyReply,
): Cancellation {
  const [gone, cancelled] = [new AbortController(), new AbortController()]
  // Judged by the method first: what a schema refuses costs an error with its stack.
  const method = methodOf(request.body)
  const forget = method === 'tools/call' ? remember(node, request, cancelled) : undefined
  reply.raw.once('close', () => {
    forget?.()
    if (!reply.raw.writableFinished) gone.abort()
  })
  if (method === 'notifications/cancelled') cancelNamed(node, request)
  return { gone: gone.signal, cancelled: cancelled.signal }
}

function remember({ calls }: McpNode, request: FastifyRequest, cancelled: AbortController): () => void {
  const call = Call.safeParse(request.body)
  if (!call.success) return () => undefined
  const key = exchangeKey(request, call.data.id)
  const same = calls.get(key) ?? new Set()
  calls.set(key, same.add(cancelled))
  return () => {
    same.delete(cancelled)
    if (same.size === 0) calls.delete(key)
  }
}

function cancelNamed(node: McpNode, request: FastifyRequest): void {
  const named = Cancelled.safeParse(request.body)
  if (!named.success) return
  const key = exchangeKey(request, named.data.params.requestId)
  // Without a session, clients of two nodes cannot be told apart.
  const reach = sessionOf(request) && !node.calls.has(key) ? 'all' : 'here'
  node.tell({ kind: 'cancelled', key }, reach)
}
