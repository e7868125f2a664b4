/** The `Idempotency-Key` header of the operations that execute. */
import type { FastifyRequest } from 'fastify'

/** Its value; undefined when the header is not there. */
export function idempotencyKey({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const value = headers['idempotency-key']
  return Array.isArray(value) ? value.join(', ') : value
}

/** What tells an answer that was kept from one that was made now. */
export function replayHeader(isReplay: boolean): Record<string, string> {
  return isReplay ? { 'idempotent-replayed': 'true' } : {}
}
