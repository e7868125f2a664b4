/** The page of a link that names no toolkit: the session's user chooses one, and goes on to its own page. */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readBrowser, rememberBrowser } from '../connect-link/browser-cookie.ts'
import { usableCallback, withParameters } from '../connect-link/callback-url.ts'
import {
  choiceLinks,
  closedChoice,
  endChoiceLinks,
  findChoiceLink,
  type ChoiceLinkRow,
} from '../connect-link/choice-links.ts'
import { choicePage, toolkitField } from '../connect-link/choice-page.ts'
import { decisionField, proofField } from '../connect-link/form-page.ts'
import { browserOfForm, isOwnLink, mayOpen, proofOf } from '../connect-link/own-browser.ts'
import { limitGuesses, showError } from '../connect-link/page-guards.ts'
import { pageHeaders } from '../connect-link/page.ts'
import { showMessage } from '../connect-link/replies.ts'
import { imagesOf, viewOf, type View } from '../connect-link/view.ts'
import { connectedToolkits } from '../connected-accounts/connected-toolkits.ts'
import { withProjectToolkits } from '../custom-toolkits/project-deps.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { publicOrigin } from '../http/public-url.ts'
import { searchToolkits } from '../toolkits/search-toolkits.ts'
import { choose, connectable } from './choice-link.ts'
import { findSession, type SessionRow } from './sessions.ts'

type ChoiceRoute = { Params: { token: string } }
type Request = FastifyRequest<ChoiceRoute>

/** From this many on, there is a search; and no page shows more. */
const few = 8
const mostShown = 30
const formLimit = 16 * 1024

/** One visit of a link that works. */
interface Visit {
  deps: Deps
  view: View
  link: ChoiceLinkRow
  session: SessionRow
  browser: string
}

/** Registers the page. */
export async function choicePages(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: formLimit })
    pages.setErrorHandler((error, request, reply) => showError(deps, error, request, reply))
    const path = '/link/choice/:token'
    const guarded = limitGuesses(deps)
    pages.get<ChoiceRoute>(path, { exposeHeadRoute: false, ...guarded }, (request, reply) =>
      showChoice(deps, request, reply),
    )
    pages.post<ChoiceRoute>(path, guarded, (request, reply) => submitChoice(deps, request, reply))
  })
}

async function showChoice(server: Deps, request: Request, reply: FastifyReply) {
  const found = await findOpen(server, request, reply)
  if (!('link' in found)) return reply
  const { deps, view, link } = found
  const browser = rememberBrowser(request, reply, publicOrigin(deps.env.publicUrl, request))
  if (!(await mayOpen(deps, link, { request, browser }, choiceLinks)))
    return showMessage(reply, view, 'otherBrowser')
  return showList(request, reply, { ...found, browser })
}

async function submitChoice(server: Deps, request: Request, reply: FastifyReply) {
  const found = await findOpen(server, request, reply)
  if (!('link' in found)) return reply
  const { deps, view, link } = found
  const form: Readonly<Record<string, unknown>> = { ...(request.body as object | null) }
  const taken = await browserOfForm(deps, link, { request, proof: form[proofField] }, choiceLinks)
  if ('refused' in taken) return showMessage(reply, view, taken.refused)
  const { browser } = taken
  if (form[decisionField] === 'cancel') return cancel({ ...found, browser }, reply)
  return goOn({ ...found, browser }, form[toolkitField], request, reply)
}

/** The link and its session, or the page that says why it does not work. */
async function findOpen(server: Deps, request: Request, reply: FastifyReply) {
  const link = await findChoiceLink(server, request.params.token)
  if (!link) return showMessage(reply, await viewOf(server, request), 'unknown')
  const { projectId, sessionId } = link
  const deps = await withProjectToolkits(server, projectId)
  const closed = await closedChoice(deps, link)
  const browser = readBrowser(request, publicOrigin(deps.env.publicUrl, request))
  // Whether there was such a link is told to the browser that opened it, and to nobody who guesses.
  if (closed && !isOwnLink(deps, link, browser))
    return showMessage(reply, await viewOf(deps, request), 'unknown')
  const view = await viewOf(deps, request, { projectId })
  if (closed) return showMessage(reply, view, closed)
  const session = await findSession(deps, projectId, sessionId).catch(unlessGone)
  return session ? { deps, view, link, session } : showMessage(reply, view, 'unavailable')
}

async function showList(
  request: Request,
  reply: FastifyReply,
  { deps, view, link, session, browser }: Visit,
) {
  const { q } = request.query as Record<string, unknown>
  const search = typeof q === 'string' ? q.slice(0, 100) : ''
  const offered = await connectable(deps, session, link.toolkits)
  const found = searchToolkits(deps, offered, search)
  const own = await connectedToolkits(deps, session.projectId, session.userId)
  const shown = found.slice(0, mostShown)
  const body = choicePage({
    view,
    user: session.userId,
    toolkits: shown.map(({ slug, name }) => ({ slug, name, isConnected: own.has(slug) })),
    total: found.length,
    search: offered.length > few ? search : undefined,
    proof: proofOf(deps, link, browser),
  })
  const redirects = pageOf(view, link) !== undefined
  return reply.headers(pageHeaders({ redirects, images: imagesOf(view) })).send(body)
}

async function goOn(visit: Visit, slug: unknown, request: Request, reply: FastifyReply) {
  const { deps, view, link, session, browser } = visit
  const offered = await connectable(deps, session, link.toolkits)
  const toolkit = offered.find((one) => one.slug === slug)?.slug
  if (toolkit === undefined) return showList(request, reply, visit)
  const origin = publicOrigin(deps.env.publicUrl, request)
  const chosen = await choose(deps, session, { link, toolkit, browser, origin }).catch(unlessRefused)
  if (chosen === undefined) return showMessage(reply, view, 'unavailable')
  if ('closed' in chosen) return showMessage(reply, view, chosen.closed)
  // The same host, which has the browser's cookie.
  return reply.headers(pageHeaders()).redirect(`/link/${chosen.token}?lang=${view.language}`, 303)
}

async function cancel({ deps, view, link }: Visit, reply: FastifyReply) {
  await endChoiceLinks(deps, { project: link.projectId, tokenHash: link.tokenHash })
  const back = pageOf(view, link)
  if (back === undefined) return showMessage(reply, view, 'notChosen')
  return reply.headers(pageHeaders()).redirect(withParameters(back, { status: 'failed' }), 303)
}

/** The project's page, where the browser may go on to. */
function pageOf({ config }: View, { callbackUrl }: ChoiceLinkRow): string | undefined {
  return usableCallback(callbackUrl, config?.allowed_callback_origins)
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof ApiError && error.kind === 'SessionNotFound')) throw error
}

/** The app's own settings stand in the way: what that is, its log of calls would say, not its user's page. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof ApiError) || error.status >= 500 || error.kind === 'RateLimited') throw error
}
