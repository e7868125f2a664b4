/** The addresses that a connecting browser visits: the link with its form, and where providers send it back to. */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clientMetadata } from '../connected-accounts/protocols/dynamic-client.ts'
import { isId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { publicOrigin } from '../http/public-url.ts'
import { callbackPath, clientMetadataPath } from './authorization.ts'
import { readBrowser } from './browser-cookie.ts'
import { finishAuthorization } from './callback.ts'
import { showLink, submitLink, type LinkRoute } from './link-page.ts'
import { limitGuesses, showError } from './page-guards.ts'
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
