/** Turns declared operations into routes, under both prefixes of the API. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { heardChanges } from '../db/kept-rows.ts'
import type { Deps } from '../deps.ts'
import type { Audit } from './audit.ts'
import { scopeOf } from './key-limits.ts'
import { badUrl } from './error-handler.ts'
import { type Operation, WrittenJson } from './operation.ts'
import { authenticate, type FindPrincipal, type Principal } from './principal.ts'
import type { RateGate } from './enforce-rate.ts'

/** `/api/v3` is the older name of the same operations: the published SDKs of both generations work. */
export const apiPrefixes = ['/api/v3.1', '/api/v3'] as const

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | undefined
  }
}

/** What stands between a request and its handler. */
export interface Gate {
  deps: Deps
  findPrincipal: FindPrincipal
  rate: RateGate
  audit: Audit
  /** The deps as they are for one project: with its own toolkits. */
  forProject: (projectId: string) => Promise<Deps>
}

const defaultBodyLimit = 1024 * 1024

const ErrorEnvelope = z.object({
  error: z.object({
    message: z.string(),
    code: z.number(),
    slug: z.string(),
    status: z.number(),
    request_id: z.string(),
    suggested_fix: z.string().optional(),
    errors: z.array(z.string()).optional(),
  }),
})

/** Registers every operation under every prefix. */
export function registerOperations(app: FastifyInstance, operations: readonly Operation[], gate: Gate): void {
  app.decorateRequest('principal', undefined)
  for (const prefix of apiPrefixes) {
    for (const operation of operations) registerOperation(app, prefix, operation, gate)
  }
}

function registerOperation(app: FastifyInstance, prefix: string, operation: Operation, gate: Gate): void {
  const { method, path, params, query, body, success, errors } = operation
  app.route({
    method,
    url: prefix + path,
    bodyLimit: operation.bodyLimit ?? defaultBodyLimit,
    schema: {
      params,
      querystring: query,
      ...(method !== 'GET' && { body }),
      response: {
        [success.status]: success.body,
        ...Object.fromEntries(errors.map((status) => [status, ErrorEnvelope])),
      },
    },
    onRequest: async (request, reply) => admit(operation, gate, request, reply),
    handler: async (request, reply) => {
      const { principal } = request
      const inProject = principal && 'projectId' in principal
      const call = {
        // A copy holds the catalog and the search index of this moment: a request keeps them to its end, though
        // others may be served by then.
        deps: inProject ? await gate.forProject(principal.projectId) : { ...gate.deps },
        principal: principal as never,
        ...partsOf(request),
        request,
        reply,
      }
      const result = await handled(operation, gate.deps, call)
      if (operation.audit !== 'none') await gate.audit(operation.audit, request)
      reply.code(success.status)
      if (!(result instanceof WrittenJson)) return reply.send(result)
      return reply.type('application/json; charset=utf-8').send(result.bytes)
    },
  })
}

/** Whoever is told that something was changed finds it changed at every node; calls of agents do not wait for that. */
async function handled(
  operation: Operation,
  { db }: Pick<Deps, 'db'>,
  call: Parameters<Operation['handler']>[0],
) {
  try {
    return await operation.handler(call)
  } finally {
    if (operation.audit !== 'none' || scopeOf(operation) === 'manage') await heardChanges(db)?.settled()
  }
}

function partsOf({ params, query, body }: FastifyRequest) {
  return { params, query, body }
}

/** Who is it, and may they call now? Runs before the body is read. */
async function admit(
  operation: Operation,
  gate: Gate,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  // A NUL is text to nobody; Postgres refuses it in every column.
  if (request.url.includes('%00')) throw badUrl()
  const isMetered = operation.rateClass !== 'unmetered'
  if (operation.access === 'public') {
    if (isMetered) gate.rate.ofAddress(request, reply)
    return
  }
  const principal = await authenticate(gate.findPrincipal, request, operation.access, scopeOf(operation))
  request.principal = principal
  if (isMetered) await gate.rate.ofOrganization(principal.orgId, reply)
}
