/**
 * Ending what a client no longer waits for, up to the request to the provider. A call that only reads ends when its
 * client goes away; one that may change something only when the client says so, because a client that lost its
 * connection repeats the call, and is then given the outcome of this one.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

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
const Call = z.object({ method: z.literal('tools/call'), id: Id })
const Cancelled = z.object({
  method: z.literal('notifications/cancelled'),
  params: z.object({ requestId: Id }),
})

/** Calls under way in this process, by who made them and their id. */
const underWay = new Map<string, Set<AbortController>>()

/**
 * What ends the call of this request. A notification that cancels another request of the same caller, which clients of
 * 2025 send beside it, ends that; where two clients share a key and an id, it is nobody's.
 */
export function watchForCancellation(request: FastifyRequest, reply: FastifyReply): Cancellation {
  const [gone, cancelled] = [new AbortController(), new AbortController()]
  const forget = remember(request, cancelled)
  reply.raw.once('close', () => {
    forget()
    if (!reply.raw.writableFinished) gone.abort()
  })
  cancelNamed(request)
  return { gone: gone.signal, cancelled: cancelled.signal }
}

function remember(request: FastifyRequest, cancelled: AbortController): () => void {
  const call = Call.safeParse(request.body)
  if (!call.success) return () => undefined
  const key = keyOf(request, call.data.id)
  const calls = underWay.get(key) ?? new Set()
  underWay.set(key, calls.add(cancelled))
  return () => {
    calls.delete(cancelled)
    if (calls.size === 0) underWay.delete(key)
  }
}

function cancelNamed(request: FastifyRequest): void {
  const named = Cancelled.safeParse(request.body)
  if (!named.success) return
  const calls = underWay.get(keyOf(request, named.data.params.requestId)) ?? new Set()
  if (calls.size === 1) for (const call of calls) call.abort()
}

function keyOf({ headers, url }: FastifyRequest, id: string | number): string {
  const caller = [
    headers['x-api-key'],
    headers['x-user-api-key'],
    headers.authorization,
    headers['user-agent'],
  ]
  return JSON.stringify([url, caller, id])
}
