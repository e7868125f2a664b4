/** The addresses that a connecting browser visits: the link with its form, and where providers send it back to. */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clientMetadata } from '../connected-accounts/protocols/dynamic-client.ts'
import { isId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { publicOrigin } from '../http/public-url.ts'
import { RateLimiter } from '../http/rate-limit.ts'
import { callbackPath, clientMetadataPath } from './authorization.ts'
import { readBrowser } from './browser-cookie.ts'
import { finishAuthorization } from './callback.ts'
import { showLink, submitLink, type LinkRoute } from './link-page.ts'
import type { Message } from './message-page.ts'
import { pageHeaders } from './page.ts'
import { projectOfState } from './project-of-page.ts'
import { leave, showMessage } from './replies.ts'
import { stateOf } from './stored-state.ts'
import { viewOf } from './view.ts'

const formLimit = 128 * 1024
const callbackPaths = ['/api/v3.1/toolkits/auth/callback', '/api/v3/toolkits/auth/callback'] as const

/** Registers the pages. They answer in HTML, also when they fail. */
export async function connectLinkPages(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: formLimit })
    pages.setErrorHandler((error, request, reply) => showError(deps, error, request, reply))
    const guarded = limitGuesses(deps)
    pages.get<LinkRoute>('/link/:token', { exposeHeadRoute: false, ...guarded }, (request, reply) =>
      showLink(deps, request, reply),
    )
    pages.post<LinkRoute>('/link/:token', guarded, (request, reply) => submitLink(deps, request, reply))
    for (const path of callbackPaths) {
      for (const place of [path, `${path}/:context`]) {
        pages.get(place, { exposeHeadRoute: false }, (request, reply) => finish(deps, request, reply))
      }
    }
    pages.get<ClientRoute>(`${clientMetadataPath}/:context`, (request, reply) =>
      publishClient(deps, request, reply),
    )
  })
}

/** Addresses of links that do not exist which one caller may try in ten minutes. People mistype a few. */
export const mostGuesses = 100

/** Hooks: who tries links that do not exist is answered no more, before anything is looked up. */
function limitGuesses({ clock }: Pick<Deps, 'clock'>) {
  const guesses = new RateLimiter(mostGuesses)
  return {
    async onRequest({ ip }: FastifyRequest) {
      if (guesses.isOver(ip, clock.now().getTime()))
        throw new ApiError('RateLimited', 'Too many links that do not exist were tried')
    },
    async onSend({ ip }: FastifyRequest, reply: FastifyReply) {
      if (reply.statusCode === 404) guesses.take(ip, clock.now().getTime())
    },
  }
}

type ClientRoute = { Params: { context: string } }

/** This server as an OAuth client, for servers that read a client's metadata from its id. Of a context, not of a row. */
async function publishClient(deps: Deps, request: FastifyRequest<ClientRoute>, reply: FastifyReply) {
  const { context } = request.params
  if (!isId('authConfig', context)) return showMessage(reply, await viewOf(deps, request), 'unknown')
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
  const query = new URLSearchParams(request.url.split('?').slice(1).join('?'))
  const { deps, projectId } = await projectOfState(server, stateOf(query) ?? '')
  const browser = readBrowser(request, publicOrigin(deps.env.publicUrl, request))
  const path = request.url.split('?', 1)[0] ?? ''
  const result = await finishAuthorization(deps, { query, path, browser })
  const view = await viewOf(deps, request, { projectId, asked: result.language })
  if (result.outcome === 'held') return reply.headers(pageHeaders()).redirect(result.verifyAt, 303)
  if (!('account' in result)) return showMessage(reply, view, result.outcome)
  const toolkit = deps.catalog.toolkit(result.account.toolkit)?.name ?? result.account.toolkit
  return leave(reply, view, result.account, { toolkit, outcome: result.outcome })
}

/** What went wrong is for the log; the person is told what to do. */
async function showError(deps: Deps, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const status =
    error instanceof ApiError ? error.status : ((error as { statusCode?: number }).statusCode ?? 500)
  if (status >= 500) request.log.error({ err: error }, 'connect page failed')
  const message: Message = status === 429 ? 'tooOften' : 'broken'
  return showMessage(reply.code(status), await viewOf(deps, request), message).code(status)
}
