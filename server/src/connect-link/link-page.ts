/**
 * A link, opened and submitted. Opening it shows who asks for what and does nothing; only the form goes on, from the
 * browser that the link belongs to.
 *
 * A link is the browser's that opens it first. Programs that look at links in messages open them too, and must not
 * take them away from the person: they do not say, as browsers do, that they load a document (Sec-Fetch-Dest). Where
 * a browser does not say so either (no TLS), the link becomes its own with the form.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { openAuthConfig } from '../auth-configs/auth-configs.ts'
import { failAccount, setPublicFields } from '../connected-accounts/connected-accounts.ts'
import { statusReasons } from '../connected-accounts/account-states.ts'
import {
  connectionFields,
  readConnection,
  type ReadConnection,
} from '../connected-accounts/connection-fields.ts'
import { isRefusedKey } from '../connected-accounts/current-user.ts'
import {
  completeConnection,
  needsConsent,
  renewalOf,
  type Completed,
} from '../connected-accounts/obtain-tokens.ts'
import { oauthApp } from '../connected-accounts/protocols/oauth-client.ts'
import { TokenError } from '../connected-accounts/protocols/token-error.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { publicOrigin } from '../http/public-url.ts'
import { holdConnection, type Held } from './auth-sessions.ts'
import { scopesAsked, startAuthorization } from './authorization.ts'
import { readBrowser, rememberBrowser } from './browser-cookie.ts'
import { withParameters } from './callback-url.ts'
import { connect, refuseConnection } from './connect.ts'
import { consumeLink, openLink, type OpenLink } from './connect-link.ts'
import { refusedKey } from './field-input.ts'
import { decisionField, formPage, proofField, type AskedScope } from './form-page.ts'
import { browserOfForm, isOwnLink, mayOpen, proofOf } from './own-browser.ts'
import { pageHeaders } from './page.ts'
import { projectOfLink } from './project-of-page.ts'
import { leave, showMessage, wayBack } from './replies.ts'
import { imagesOf, viewOf, type View } from './view.ts'

export interface LinkRoute {
  Params: { token: string }
}

type Request = FastifyRequest<LinkRoute>

/** One visit of a link that works. */
interface Visit {
  deps: Deps
  view: View
  opened: OpenLink
  /** What the browser keeps and brings back. */
  browser: string
}

/** Shows the link's page. */
export async function showLink(server: Deps, request: Request, reply: FastifyReply) {
  const found = await findLink(server, request, reply)
  if (!('opened' in found)) return reply
  const { deps, view, opened } = found
  const browser = rememberBrowser(request, reply, publicOrigin(deps.env.publicUrl, request))
  if (!(await mayOpen(deps, opened.link, { request, browser })))
    return showMessage(reply, view, 'otherBrowser')
  return showForm(reply, { deps, view, opened, browser })
}

/** Takes the link's form, and goes on with it. */
export async function submitLink(server: Deps, request: Request, reply: FastifyReply) {
  const found = await findLink(server, request, reply)
  if (!('opened' in found)) return reply
  const { deps, view, opened } = found
  const given = typeof request.body === 'object' && request.body !== null ? { ...request.body } : {}
  const form = given as Readonly<Record<string, unknown>>
  const taken = await browserOfForm(deps, opened.link, { request, proof: form[proofField] })
  if ('browser' in taken) return goOn({ deps, view, opened, browser: taken.browser }, form, request, reply)
  const { refused } = taken
  return showMessage(reply, view, refused, refused === 'noCookie' ? { way: here(request) } : {})
}

/** The link, or its page that says why it does not work. */
async function findLink(server: Deps, request: Request, reply: FastifyReply) {
  const { deps, projectId } = await projectOfLink(server, request.params.token)
  const view = await viewOf(deps, request, { projectId })
  const opened = await openLink(deps, request.params.token)
  if (!('closed' in opened)) return { deps, view, opened }
  const { closed, link, account } = opened
  const browser = readBrowser(request, publicOrigin(deps.env.publicUrl, request))
  // Whether there was such a link is told to the browser that opened it, and to nobody who guesses.
  if (link && closed !== 'unavailable' && !isOwnLink(deps, link, browser))
    return showMessage(reply, await viewOf(deps, request), 'unknown')
  const way = account && wayBack(view, account, account.status === 'ACTIVE')
  return showMessage(reply, view, closed, { way })
}

async function goOn(
  visit: Visit,
  form: Readonly<Record<string, unknown>>,
  request: Request,
  reply: FastifyReply,
) {
  const { deps, view, opened } = visit
  if (form[decisionField] === 'cancel') {
    await refuseConnection(deps, opened.account, statusReasons.cancelled)
    return leave(reply, view, opened.account, { toolkit: opened.toolkit.name, outcome: 'denied' })
  }
  const given = { ...opened.account.publicFields, ...form }
  const read = readConnection(opened.scheme, given, sharedFields(deps, opened))
  if (read.problems.length > 0) return showForm(reply, visit, read)
  if (needsConsent(opened.scheme)) {
    const account = await setPublicFields(deps, opened.account, {
      ...opened.account.publicFields,
      ...read.publicFields,
    })
    return goToProvider({ ...visit, opened: { ...opened, account } }, request, reply)
  }
  const completed = await completeForm(deps, opened, { ...read, anyway: form[decisionField] === 'anyway' })
  if (Array.isArray(completed)) return showForm(reply, visit, { ...read, problems: completed })
  return complete(visit, completed, reply)
}

/** What the provider makes of the form; or what is wrong with it, at the field that is most likely to blame. */
async function completeForm(
  deps: Deps,
  { authConfig, scheme, account }: OpenLink,
  { anyway, ...read }: ReadConnection & { anyway: boolean },
): Promise<Completed | ReadConnection['problems']> {
  const fields = connectionFields(scheme)
  const { name: field } = fields.find(({ secret }) => secret) ?? fields[0] ?? { name: '' }
  try {
    const completed = await completeConnection(deps, authConfig, read)
    // A credential that was just exchanged for a token needs no second opinion.
    const isPlain = renewalOf(scheme, completed.values.credential) === undefined
    const isRefused = isPlain && !anyway && (await isRefusedKey(deps, authConfig, completed.values))
    return isRefused ? [{ field, problem: refusedKey }] : completed
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    const { code, detail } = error
    deps.log.warn(
      { accountId: account.id, toolkit: account.toolkit, code, detail },
      'credential not accepted',
    )
    return [{ field, problem: code === 'unavailable' ? 'not confirmed yet' : 'not accepted' }]
  }
}

/** Stores what the form held and ends the link; of two submissions at once, one does. */
async function complete(
  { deps, view, opened: { link, account, toolkit } }: Visit,
  { values, tokenExpiresAt }: Completed,
  reply: FastifyReply,
) {
  const verifier = view.config?.oauth_callback_verifier_url
  const connected = await deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    if (!(await consumeLink(inside, link))) return undefined
    if (verifier === undefined) return connect(inside, account, { values, tokenExpiresAt })
    const ends = tokenExpiresAt && { tokenExpiresAt: tokenExpiresAt.toISOString() }
    const held: Held = { from: 'form', values, ...ends }
    return holdConnection(inside, account, { held, expiresAt: link.expiresAt })
  })
  if (!connected) return showMessage(reply, view, 'used')
  if (typeof connected === 'string') {
    const verifyAt = withParameters(verifier ?? '', { session_uri: connected })
    return reply.headers(pageHeaders()).redirect(verifyAt, 303)
  }
  return leave(reply, view, connected, { toolkit: toolkit.name, outcome: 'connected' })
}

async function goToProvider(visit: Visit, request: Request, reply: FastifyReply) {
  const { deps, view, opened, browser } = visit
  const origin = publicOrigin(deps.env.publicUrl, request)
  try {
    const url = await startAuthorization(deps, opened, { origin, browser, language: view.language })
    return reply.headers(pageHeaders()).redirect(url.href, 303)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    return showRefusal(visit, error, request, reply)
  }
}

/** The provider had to be asked before the user could be sent there. When it is only away, the link stays good. */
async function showRefusal(
  { deps, view, opened: { account, toolkit } }: Visit,
  { code, detail }: TokenError,
  request: Request,
  reply: FastifyReply,
) {
  deps.log.warn(
    { accountId: account.id, toolkit: account.toolkit, code, detail },
    'authorization not started',
  )
  if (code === 'unavailable')
    return showMessage(reply, view, 'unreachable', { toolkit: toolkit.name, way: here(request) })
  await failAccount(deps, account, statusReasons.exchangeFailed)
  return showMessage(reply, view, 'failed', { toolkit: toolkit.name, way: wayBack(view, account, false) })
}

type Filled = Pick<ReadConnection, 'publicFields' | 'problems'>

function showForm(reply: FastifyReply, visit: Visit, filled?: Filled) {
  const { deps, view, opened, browser } = visit
  const { toolkit, scheme, account } = opened
  const { publicFields = account.publicFields, problems = [] } = filled ?? {}
  const continues = needsConsent(scheme)
  const body = formPage({
    view,
    toolkit: toolkit.name,
    user: account.userId,
    alias: account.alias,
    signInAt: continues ? providerHost(deps, opened) : undefined,
    scopes: scopesOf(opened),
    fields: fieldsToShow(deps, opened, problems),
    values: publicFields,
    problems,
    continues,
    proof: proofOf(deps, opened.link, browser),
  })
  return reply
    .code(problems.length > 0 ? 422 : 200)
    .headers(pageHeaders({ redirects: continues || leadsBack(view, account), images: imagesOf(view) }))
    .send(body)
}

/** What every account of the auth config has from it. */
function sharedFields(deps: Deps, { authConfig }: OpenLink): Readonly<Record<string, string>> {
  return openAuthConfig(deps, authConfig).shared.reveal()
}

/** What is asked before the provider's page was often given by the app; then there is nothing to fill in. */
function fieldsToShow(deps: Deps, opened: OpenLink, problems: ReadConnection['problems']) {
  const { scheme, account } = opened
  const shared = sharedFields(deps, opened)
  const wrong = new Set(problems.map(({ field }) => field))
  const fields = connectionFields(scheme).filter(
    ({ name }) => !Object.hasOwn(shared, name) || wrong.has(name),
  )
  const isMissing = fields.some(({ name, required }) => required && !account.publicFields[name])
  return needsConsent(scheme) && !isMissing && problems.length === 0 ? [] : fields
}

/** Whether the project's own pages follow the form. */
function leadsBack({ config }: View, { callbackUrl }: OpenLink['account']): boolean {
  return callbackUrl !== null || config?.oauth_callback_verifier_url !== undefined
}

/** Where the provider's page is, so that a person can tell the right one from a false one. */
function providerHost(deps: Deps, { authConfig, account, scheme }: OpenLink): string | undefined {
  if (scheme.mode !== 'OAUTH2') return URL.parse(scheme.oauth1?.authorize_url ?? '')?.host
  try {
    return oauthApp(deps, authConfig, account.publicFields).authorizeUrl?.host
  } catch (error) {
    // It depends on a field that the person has not filled in yet.
    if (error instanceof ApiError) return undefined
    throw error
  }
}

function scopesOf({ scheme, authConfig, link }: OpenLink): AskedScope[] {
  const usual = scheme.dcr?.default_scopes ?? scheme.token_exchange?.default_scopes ?? []
  const asked = scheme.oauth2
    ? scopesAsked(scheme.oauth2, authConfig, link.scopes)
    : { app: authConfig.scopes.length > 0 ? authConfig.scopes : usual, user: [] }
  return [...new Set([...asked.app, ...asked.user])].map((name) => ({
    name,
    words: scheme.oauth2?.scope_words?.[name],
  }))
}

/** The same page again, in the same language. */
function here({ url }: FastifyRequest) {
  return { to: 'again', href: url } as const
}
