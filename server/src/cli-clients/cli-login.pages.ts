/** The page that a command line client opens for its login: `/?cliKey=<session>`. */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pageHeaders } from '../connect-link/page.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { checkLimits } from '../http/key-limits.ts'
import type { FindPrincipal, ProjectPrincipal } from '../http/principal.ts'
import { recordAudit } from '../audit/audit.ts'
import { endPage, loginPage } from './cli-login-page.ts'
import { findCliSession, linkCliSession, type CliSessionRow } from './cli-sessions.ts'

type LoginRequest = FastifyRequest<{ Querystring: { cliKey?: unknown } }>

/** Registers the page at `/`, where the client looks for it. */
export async function cliLoginPages(app: FastifyInstance, deps: Deps, find: FindPrincipal): Promise<void> {
  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: 16 * 1024 })
    pages.get('/', { exposeHeadRoute: false }, async (request: LoginRequest, reply) => {
      const session = await sessionOf(deps, request, reply)
      if (!session) return reply
      return send(reply, 200, session.linkedKeyId === null ? loginPage(session) : endPage('linked'))
    })
    pages.post('/', async (request: LoginRequest, reply) => {
      const session = await sessionOf(deps, request, reply)
      return session ? link(deps, find, session, request, reply) : reply
    })
  })
}

function send(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).headers(pageHeaders()).send(page)
}

/** The session of the URL; undefined where there is none, which the reply says. @throws {ApiError} RouteNotFound */
async function sessionOf(
  deps: Deps,
  request: LoginRequest,
  reply: FastifyReply,
): Promise<CliSessionRow | undefined> {
  const { cliKey } = request.query
  if (typeof cliKey !== 'string') throw new ApiError('RouteNotFound', `No operation ${request.method} /`)
  try {
    return await findCliSession(deps, cliKey)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    send(reply, 410, endPage('over'))
    return undefined
  }
}

async function link(
  deps: Deps,
  find: FindPrincipal,
  session: CliSessionRow,
  request: LoginRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = (request.body ?? {}) as Record<string, unknown>
  const principal = await principalOf(find, typeof form['key'] === 'string' ? form['key'].trim() : '')
  const problem = problemOf(session, principal, request)
  if (principal === undefined || problem !== undefined)
    return send(reply, 401, loginPage(session, problem ?? 'This is not a key of this server.'))
  await linkCliSession(deps, String(request.query.cliKey), principal)
  await recordAudit(deps, {
    event: 'cli_session.linked',
    orgId: principal.orgId,
    projectId: principal.projectId,
    keyId: principal.keyId,
    requestId: request.id,
    path: '/',
  })
  return send(reply, 200, endPage('linked'))
}

/** A key makes others like it only, and only where it may manage things. */
function problemOf(
  { scope }: CliSessionRow,
  principal: ProjectPrincipal | undefined,
  request: FastifyRequest,
): string | undefined {
  if (!principal) return undefined
  if (scope === 'user' && principal.kind !== 'user') return 'This login needs a user key (uak_…).'
  try {
    checkLimits(principal.limits, request, 'manage')
    return undefined
  } catch (error) {
    if (error instanceof ApiError) return `${error.message}.`
    throw error
  }
}

async function principalOf(find: FindPrincipal, key: string): Promise<ProjectPrincipal | undefined> {
  const kind = key.startsWith('uak_') ? 'user' : 'project'
  const principal = await find({ kind, key, projectId: undefined })
  return principal === undefined || principal.kind === 'organization' ? undefined : principal
}
