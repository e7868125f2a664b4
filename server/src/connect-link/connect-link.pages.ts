/** The pages of a connection: the link, its form, and the address to which providers send the browser back. */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { activateAccount, failAccount, setPublicFields } from '../connected-accounts/connected-accounts.ts'
import { statusReasons } from '../connected-accounts/account-states.ts'
import { completeConnection, needsConsent, type Completed } from '../connected-accounts/obtain-tokens.ts'
import { clientMetadata } from '../connected-accounts/protocols/dynamic-client.ts'
import { TokenError } from '../connected-accounts/protocols/token-error.ts'
import { readUserInfoSoon } from '../connected-accounts/read-user-info.job.ts'
import {
  connectionFields,
  readConnection,
  type ReadConnection,
} from '../connected-accounts/connection-fields.ts'
import { isId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { publicOrigin } from '../http/public-url.ts'
import { callbackPath, clientMetadataPath, finishAuthorization, startAuthorization } from './authorization.ts'
import { readBrowser, rememberBrowser } from './browser-cookie.ts'
import { withOutcome } from './callback-url.ts'
import { consumeLink, openLink, type OpenLink } from './connect-link.ts'
import { formPage } from './form-page.ts'
import { messagePage, type Message } from './message-page.ts'
import { pageHeaders } from './page.ts'
import { depsOfLink, depsOfState } from './project-of-page.ts'

const formLimit = 128 * 1024
const callbackPaths = ['/api/v3.1/toolkits/auth/callback', '/api/v3/toolkits/auth/callback'] as const

/** Registers the pages. They answer in HTML, also when they fail. */
export async function connectLinkPages(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: formLimit })
    pages.setErrorHandler((error, request, reply) => showError(error, request, reply))
    pages.get<LinkRoute>('/link/:token', { exposeHeadRoute: false }, (request, reply) =>
      showLink(deps, request, reply),
    )
    pages.post<LinkRoute>('/link/:token', (request, reply) => submitLink(deps, request, reply))
    for (const path of callbackPaths) {
      for (const place of [path, `${path}/:context`]) {
        pages.get(place, { exposeHeadRoute: false }, (request, reply) => finish(deps, request, reply))
      }
    }
    pages.get<{ Params: { context: string } }>(`${clientMetadataPath}/:context`, (request, reply) =>
      publishClient(deps, request, reply),
    )
  })
}

interface LinkRoute {
  Params: { token: string }
}

async function showLink(server: Deps, request: FastifyRequest<LinkRoute>, reply: FastifyReply) {
  const deps = await depsOfLink(server, request.params.token)
  const opened = await openLink(deps, request.params.token)
  if (typeof opened === 'string') return showMessage(reply, opened)
  const { scheme, account } = opened
  const missing = connectionFields(scheme).some(
    ({ name, required }) => required && !account.publicFields[name],
  )
  if (needsConsent(scheme) && !missing) return goToProvider(deps, opened, request, reply)
  return showForm(reply, opened, account.publicFields, [])
}

async function submitLink(server: Deps, request: FastifyRequest<LinkRoute>, reply: FastifyReply) {
  const deps = await depsOfLink(server, request.params.token)
  if (!isSameOrigin(deps, request)) return showMessage(reply, 'other-site')
  const opened = await openLink(deps, request.params.token)
  if (typeof opened === 'string') return showMessage(reply, opened)
  const given = typeof request.body === 'object' && request.body !== null ? { ...request.body } : {}
  const read = readConnection(opened.scheme, given)
  if (read.problems.length > 0) return showForm(reply, opened, read.publicFields, read.problems)
  if (needsConsent(opened.scheme)) {
    const account = await setPublicFields(deps, opened.account, read.publicFields)
    return goToProvider(deps, { ...opened, account }, request, reply)
  }
  const completed = await completeForm(deps, opened, read)
  if (Array.isArray(completed)) return showForm(reply, opened, read.publicFields, completed)
  return complete(deps, opened, completed, reply)
}

/** What the provider makes of the form; or what is wrong with it, at the field that is most likely to blame. */
async function completeForm(
  deps: Deps,
  { authConfig, scheme, account }: OpenLink,
  read: ReadConnection,
): Promise<Completed | ReadConnection['problems']> {
  try {
    return await completeConnection(deps, authConfig, read)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    const { code, detail } = error
    deps.log.warn(
      { accountId: account.id, toolkit: account.toolkit, code, detail },
      'credential not accepted',
    )
    const fields = connectionFields(scheme)
    const { name } = fields.find(({ secret }) => secret) ?? fields[0] ?? { name: '' }
    return [{ field: name, problem: code === 'unavailable' ? 'not confirmed yet' : 'not accepted' }]
  }
}

/** Stores what the form held and ends the link; of two submissions at once, one does. */
async function complete(
  deps: Deps,
  { link, account, toolkit }: OpenLink,
  { values, tokenExpiresAt }: Completed,
  reply: FastifyReply,
) {
  const connected = await deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    if (!(await consumeLink(inside, link))) return undefined
    const active = await activateAccount(inside, account, values, tokenExpiresAt)
    if (active) await readUserInfoSoon(inside, active)
    return active
  })
  if (!connected) return showMessage(reply, 'used')
  return leave(reply, connected, toolkit.name, 'connected')
}

async function goToProvider(deps: Deps, opened: OpenLink, request: FastifyRequest, reply: FastifyReply) {
  const origin = publicOrigin(deps.env.publicUrl, request)
  const browser = rememberBrowser(request, reply, origin)
  let url: URL
  try {
    url = await startAuthorization(deps, opened, { origin, browser })
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    return showRefusal(deps, opened, error, reply)
  }
  return reply.headers(pageHeaders()).redirect(url.href, request.method === 'POST' ? 303 : 302)
}

/** The provider had to be asked before the user could be sent there. When it is only away, the link stays good. */
async function showRefusal(
  deps: Deps,
  { account, toolkit }: OpenLink,
  { code, detail }: TokenError,
  reply: FastifyReply,
) {
  deps.log.warn(
    { accountId: account.id, toolkit: account.toolkit, code, detail },
    'authorization not started',
  )
  if (code !== 'unavailable') await failAccount(deps, account, statusReasons.exchangeFailed)
  return showMessage(reply, 'failed', toolkit.name)
}

/** This server as an OAuth client, for servers that read a client's metadata from its id. Of a context, not of a row. */
async function publishClient(
  deps: Deps,
  request: FastifyRequest<{ Params: { context: string } }>,
  reply: FastifyReply,
) {
  const { context } = request.params
  if (!isId('authConfig', context)) return showMessage(reply, 'unknown')
  const origin = publicOrigin(deps.env.publicUrl, request)
  return reply
    .type('application/json')
    .header('cache-control', 'public, max-age=3600')
    .send({
      client_id: `${origin}${clientMetadataPath}/${context}`,
      client_uri: origin,
      ...clientMetadata({ name: 'Patchbay', redirectUri: `${origin}${callbackPath}/${context}` }),
    })
}

async function finish(server: Deps, request: FastifyRequest, reply: FastifyReply) {
  const callback = new URLSearchParams(request.url.split('?').slice(1).join('?'))
  const deps = await depsOfState(server, callback.get('state') ?? '')
  const browser = readBrowser(request, publicOrigin(deps.env.publicUrl, request))
  const path = request.url.split('?', 1)[0] ?? ''
  const result = await finishAuthorization(deps, { query: callback, path, browser })
  if (!('account' in result))
    return showMessage(reply, result.outcome === 'unknown' ? 'over' : 'other-browser')
  const name = deps.catalog.toolkit(result.account.toolkit)?.name ?? result.account.toolkit
  return leave(reply, result.account, name, result.outcome)
}

/** Sends the browser back to the project's page, or says how it went when there is none. */
function leave(
  reply: FastifyReply,
  { id, callbackUrl }: OpenLink['account'],
  toolkit: string,
  outcome: 'connected' | 'denied' | 'failed',
) {
  if (callbackUrl === null) return showMessage(reply, outcome, toolkit)
  const status = outcome === 'connected' ? 'success' : 'failed'
  return reply.headers(pageHeaders()).redirect(withOutcome(callbackUrl, status, id), 303)
}

function showForm(
  reply: FastifyReply,
  { toolkit, scheme, account, projectName }: OpenLink,
  values: Readonly<Record<string, string>>,
  problems: ReadConnection['problems'],
) {
  const continues = needsConsent(scheme)
  const body = formPage({
    toolkit: toolkit.name,
    project: projectName,
    fields: connectionFields(scheme),
    values,
    problems,
    continues,
  })
  return reply
    .code(problems.length > 0 ? 422 : 200)
    .headers(pageHeaders({ redirects: continues || account.callbackUrl !== null }))
    .send(body)
}

function showMessage(reply: FastifyReply, message: Message, toolkit?: string) {
  const { status, body } = messagePage(message, toolkit)
  return reply.code(status).headers(pageHeaders()).send(body)
}

/** What went wrong is for the log; the person is told what to do. */
function showError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof ApiError && error.kind === 'RateLimited') return showMessage(reply, 'too-often')
  const status =
    error instanceof ApiError ? error.status : ((error as { statusCode?: number }).statusCode ?? 500)
  if (status >= 500) request.log.error({ err: error }, 'connect page failed')
  const { body } = messagePage('broken')
  return reply.code(status).headers(pageHeaders()).send(body)
}

/**
 * Whether a form was sent from our own page. Browsers say so in Sec-Fetch-Site, where they find the connection
 * safe enough; else in Origin, which is `null` from a page without referrer. A client that says nothing is not a
 * browser that somebody tricked.
 */
function isSameOrigin(deps: Deps, request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  return origin === undefined || origin === 'null' || origin === publicOrigin(deps.env.publicUrl, request)
}
