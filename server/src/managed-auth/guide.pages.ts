/**
 * A guide page for each toolkit with OAuth, for the person who runs this server: where to register an app, the
 * exact callback URL, the scopes, what to write into the configuration, and a test of the app.
 */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AuthScheme, CatalogToolkit } from '@patchbay/catalog'
import { fieldText, requireAuthScheme } from '../auth-configs/auth-config-fields.ts'
import { callbackPath } from '../connect-link/authorization.ts'
import { mark } from '../connect-link/emblem.ts'
import { html } from '../connect-link/html.ts'
import { pageHeaders, renderPage } from '../connect-link/page.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import type { FindPrincipal } from '../http/principal.ts'
import { publicOrigin } from '../http/public-url.ts'
import { guidePage, type Outcome } from './guide-page.ts'
import { toolkitWithApp } from './managed-apps.ts'
import { testApp } from './test-app.ts'

/** The message of an `ApiError` is made for its caller; of other errors nothing is shown. */
function errorPage(message = 'Something went wrong here'): string {
  const content = html`<h1>No guide</h1>
    <p class="soft">${message}.</p>`
  return renderPage({ title: 'No guide', emblem: mark('note'), content })
}

type GuideRoute = { Params: { toolkit: string } }

/** Registers `/guides/:toolkit`. Reading needs no key, as nothing on it is secret; testing needs the organisation's. */
export async function guidePages(
  app: FastifyInstance,
  deps: Deps,
  findPrincipal: FindPrincipal,
): Promise<void> {
  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: 32 * 1024 })
    pages.setErrorHandler((error, request, reply) => {
      const status = error instanceof ApiError ? error.status : 500
      if (status >= 500) request.log.error({ err: error }, 'guide page failed')
      return reply
        .code(status)
        .headers(pageHeaders())
        .send(errorPage(error instanceof ApiError ? error.message : undefined))
    })
    pages.get<GuideRoute>('/guides/:toolkit', (request, reply) => show(deps, request, reply))
    pages.post<GuideRoute>('/guides/:toolkit', (request, reply) => check(deps, findPrincipal, request, reply))
  })
}

function show(
  deps: Deps,
  request: FastifyRequest<GuideRoute>,
  reply: FastifyReply,
  { outcome, clientId }: { outcome?: Outcome; clientId?: string } = {},
) {
  const { toolkit, scheme } = oauthOf(deps, request.params.toolkit)
  const callbackUrl = publicOrigin(deps.env.publicUrl, request) + callbackPath
  return reply
    .code(outcome?.status ?? 200)
    .headers(pageHeaders())
    .send(guidePage({ toolkit, scheme, callbackUrl, outcome, clientId }))
}

async function check(
  deps: Deps,
  findPrincipal: FindPrincipal,
  request: FastifyRequest<GuideRoute>,
  reply: FastifyReply,
) {
  const { toolkit, scheme } = oauthOf(deps, request.params.toolkit)
  const given = typeof request.body === 'object' && request.body !== null ? request.body : {}
  const field = (name: string) => fieldText((given as Record<string, unknown>)[name])
  const key = field('organization_key')
  const principal =
    key === undefined ? undefined : await findPrincipal({ kind: 'organization', key, projectId: undefined })
  if (principal?.kind !== 'organization') return show(deps, request, reply, { outcome: notAKey })
  const clientId = field('client_id')
  if (clientId === undefined) return show(deps, request, reply, { outcome: noClient })
  const callbackUrl = publicOrigin(deps.env.publicUrl, request) + callbackPath
  const credentials = { clientId, clientSecret: field('client_secret') }
  const { result, detail } = await testApp(deps, toolkit, scheme, credentials, callbackUrl)
  deps.log.info({ toolkit: toolkit.slug, result, detail }, 'an OAuth app was tested')
  return show(deps, request, reply, { outcome: outcomes[result](toolkit.name, detail), clientId })
}

const notAKey: Outcome = {
  status: 401,
  kind: 'bad',
  text: 'This is not the key of an organisation of this server.',
}
const noClient: Outcome = { status: 422, kind: 'bad', text: 'Enter the client ID.' }

const outcomes: Record<
  Awaited<ReturnType<typeof testApp>>['result'],
  (name: string, detail: string) => Outcome
> = {
  known: (name) => ({
    status: 200,
    kind: 'good',
    text: `${name} knows this app. The last proof is to connect an account: only then does it check the callback URL and the scopes.`,
  }),
  refused: (name, detail) => ({
    status: 200,
    kind: 'bad',
    text: `${name} does not take this app (${detail}). Check the client ID and the secret.`,
  }),
  redirect: (name, detail) => ({
    status: 200,
    kind: 'bad',
    text: `${name} knows this app, but not the callback URL above (${detail}). Add it there, letter for letter.`,
  }),
  unclear: (name, detail) => ({
    status: 200,
    kind: 'note',
    text: `${name} gave no clear answer (${detail}). Connect an account to be sure.`,
  }),
  unreachable: (name, detail) => ({
    status: 200,
    kind: 'note',
    text: `${name} did not answer (${detail}). Try again later.`,
  }),
}

/** @throws {ApiError} ToolkitNotFound; NotSupported for a toolkit that has no OAuth app. */
function oauthOf(deps: Deps, slug: string): { toolkit: CatalogToolkit; scheme: AuthScheme } {
  const toolkit = toolkitWithApp(deps, slug)
  return { toolkit, scheme: requireAuthScheme(toolkit, 'OAUTH2') }
}
