/** Operations that the command line client of the SDKs calls: logging in, and reporting what went wrong. */
import { z } from 'zod'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { collectCliSession, createCliSession, type CliSessionRow } from './cli-sessions.ts'
import { failureTypes, recordCodactFailure } from './codact-failures.ts'

const tag = 'Command line'
const Scope = z.enum(['project', 'user'])
const CliSession = z.object({
  id: z.string(),
  code: z.string(),
  expiresAt: z.string(),
  scope: Scope,
  status: z.enum(['pending', 'linked']),
})
const Account = z.object({ id: z.string(), email: z.string(), name: z.string() })
const name = z.string().max(200)
const anything = z.record(z.string(), z.unknown())

function present(id: string, { code, expiresAt, scope, linkedKeyId }: CliSessionRow) {
  const status = linkedKeyId === null ? 'pending' : 'linked'
  return { id, code, expiresAt: expiresAt.toISOString(), scope, status } as const
}

export const cliClientRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/cli/create-session',
    operationId: 'postCliCreateSession',
    tag,
    summary: 'Begin the login of a command line client',
    access: 'public',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: z
      .strictObject({ scope: Scope.default('project'), source: z.string().max(200).optional() })
      .nullish(),
    success: { status: 200, body: CliSession },
    errors: [400, 429, 500],
    handler: async ({ deps, body }) => {
      const { scope = 'project', source = null } = body ?? {}
      const { id, session } = await createCliSession(deps, { scope, source })
      return present(id, session)
    },
  }),
  operation({
    method: 'GET',
    path: '/cli/get-session',
    operationId: 'getCliGetSession',
    tag,
    summary:
      'Ask whether a login of a command line client has been linked; the first answer after that has its key',
    access: 'public',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: z.object({ id: z.string().min(1).max(100) }),
    body: nothing,
    success: {
      status: 200,
      body: CliSession.extend({ api_key: z.string().nullable(), account: Account.nullable() }),
    },
    errors: [400, 404, 429, 500],
    handler: async ({ deps, query, request }) => {
      const { session, key, account } = await collectCliSession(deps, query.id, request.id)
      return { ...present(query.id, session), api_key: key, account }
    },
  }),
  operation({
    method: 'POST',
    path: '/cli/codact_failures',
    operationId: 'postCliCodactFailures',
    tag,
    summary: 'Report a tool that an agent’s code named or called wrongly',
    access: 'user',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: z.strictObject({
      failure_type: z.enum(failureTypes),
      tool_info: z
        .strictObject({
          toolkit: name.optional(),
          tool: z.strictObject({ slug: name, version: name }).optional(),
        })
        .optional(),
      ctx: anything,
      session: anything,
      request_id: name.optional(),
    }),
    success: { status: 200, body: z.object({ tracked: z.boolean(), id: z.string() }) },
    errors: [400, 401, 500],
    handler: async ({ deps, principal: { projectId, memberId }, body }) => {
      const { failure_type: failureType, tool_info: { toolkit, tool } = {}, ctx, session } = body
      const where = { toolkit, tool: tool?.slug, toolVersion: tool?.version }
      const failure = { projectId, memberId, failureType, ...where, ctx, session, requestId: body.request_id }
      return { tracked: true, id: await recordCodactFailure(deps, failure) }
    },
  }),
]
