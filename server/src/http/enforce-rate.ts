/** Counting a request against the limit of its organisation, with the documented headers. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ApiError } from './errors.ts'
import { type RateLimit, RateLimiter, windowSeconds } from './rate-limit.ts'
import type { SharedRateLimiter } from './shared-limit.ts'

export interface RateGate {
  /** Counts a request of an organisation. @throws {ApiError} RateLimited */
  ofOrganization(orgId: string, reply: FastifyReply): Promise<void>
  /** Counts a request of a caller without a key, by address. @throws {ApiError} RateLimited */
  ofAddress(request: FastifyRequest, reply: FastifyReply): void
}

/** @param limit requests of an organisation, and of an address, in ten minutes */
export function rateGate(shared: SharedRateLimiter, clock: { now(): Date }, limit: number): RateGate {
  const addresses = new RateLimiter(limit)
  return {
    async ofOrganization(orgId, reply) {
      tell(reply, await shared.take(`org ${orgId}`, clock.now().getTime()))
    },
    ofAddress(request, reply) {
      tell(reply, addresses.take(request.ip, clock.now().getTime()))
    },
  }
}

function tell(reply: FastifyReply, rate: RateLimit): void {
  reply.headers({
    'x-ratelimit': String(rate.limit),
    'x-ratelimit-remaining': String(rate.remaining),
    'x-ratelimit-window-size': `${windowSeconds}s`,
  })
  if (rate.allowed) return
  throw new ApiError('RateLimited', `Rate limit exceeded. Limit: ${rate.limit} requests per 10 minutes`, {
    headers: { 'retry-after': String(rate.resetSeconds) },
  })
}
