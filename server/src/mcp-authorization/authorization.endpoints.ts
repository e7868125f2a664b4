/** The authorization server's endpoints, its metadata, that of the resources it protects, and the consent page. */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Interaction, Provider } from 'oidc-provider'
import { pageHeaders } from '../connect-link/page.ts'
import { ApiError } from '../http/errors.ts'
import type { FindPrincipal, ProjectPrincipal } from '../http/principal.ts'
import { RateLimiter } from '../http/rate-limit.ts'
import { publicOrigin } from '../http/public-url.ts'
import { accountOf } from './access-tokens.ts'
import { keepClient, purgeRecords } from './authorization-records.ts'
import {
  authorizationPaths,
  authorizationServers,
  lifetimes,
  type AuthorizationDeps,
} from './authorization-server.ts'
import { consentPage, refusedPage } from './consent-page.ts'
import { mcpScope, ownsResource, resourceOf, resourceOfUrl, titleOf } from './protected-resources.ts'

/** Of one address in ten minutes: anyone can register, and hardly any client does so twice. */
const mostRegistrations = 200
const formLimit = 16 * 1024
const serverMetadataPath = '/.well-known/oauth-authorization-server'
const resourceMetadataPath = '/.well-known/oauth-protected-resource'

type ConsentRequest = FastifyRequest<{ Params: { uid: string } }>

/** Where a client finds out how to be let in to a resource (RFC 9728, section 3.1). */
export function resourceMetadataUrl(resource: string): string {
  const { origin, pathname } = new URL(resource)
  return origin + resourceMetadataPath + pathname
}

/** Registers them all. */
export async function authorizationEndpoints(
  app: FastifyInstance,
  deps: AuthorizationDeps,
  findPrincipal: FindPrincipal,
): Promise<void> {
  const serverOf = authorizationServers(deps)
  const registrations = new RateLimiter(mostRegistrations)
  app.get(`${resourceMetadataPath}/*`, (request, reply) => showResource(deps, request, reply))
  await app.register(async (oauth) => {
    // The library reads the bodies itself.
    oauth.removeAllContentTypeParsers()
    oauth.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const pass = (request: FastifyRequest, reply: FastifyReply) => {
      const isRegistration = request.url === authorizationPaths.registration && request.method === 'POST'
      if (isRegistration && !registrations.take(request.ip, deps.clock.now().getTime()).allowed)
        throw new ApiError('RateLimited', 'Too many clients were registered from this address')
      return handOver(deps, serverOf, request, reply)
    }
    oauth.get(serverMetadataPath, pass)
    for (const path of Object.values(authorizationPaths)) {
      oauth.route({ method: ['GET', 'POST', 'OPTIONS'], url: path, exposeHeadRoute: false, handler: pass })
    }
    oauth.get(`${authorizationPaths.authorization}/:uid`, { exposeHeadRoute: false }, pass)
  })
  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: formLimit })
    pages.setErrorHandler((error, request, reply) => {
      request.log.error({ err: error }, 'a consent page failed')
      return reply.code(500).headers(pageHeaders()).send(refusedPage('something went wrong on our side'))
    })
    const url = '/oauth/consent/:uid'
    pages.get(url, { exposeHeadRoute: false }, async (request: ConsentRequest, reply) => {
      const opened = await openInteraction(await serverOf(originOf(deps, request)), request, reply)
      return opened === undefined ? reply : showConsent(deps, opened, request, reply)
    })
    pages.post(url, async (request: ConsentRequest, reply) => {
      const opened = await openInteraction(await serverOf(originOf(deps, request)), request, reply)
      return opened === undefined ? reply : decide(deps, findPrincipal, opened, request, reply)
    })
  })
}

function originOf(deps: AuthorizationDeps, request: FastifyRequest): string {
  return publicOrigin(deps.env.publicUrl, request)
}

/** RFC 9728: which server gives access to the resource whose path follows the well-known one. */
async function showResource(deps: AuthorizationDeps, request: FastifyRequest, reply: FastifyReply) {
  const origin = originOf(deps, request)
  const path = (request.url.split('?')[0] ?? '').slice(resourceMetadataPath.length)
  const resource = resourceOf(origin, path)
  const title = resource === undefined ? undefined : await titleOf(deps, resource)
  if (resource === undefined || title === undefined)
    throw new ApiError('RouteNotFound', `No protected resource ${path.slice(0, 128)}`)
  return reply.header('access-control-allow-origin', '*').send({
    // As the client asked for it: RFC 9728, section 3.3, has it compare the two.
    resource: origin + path,
    resource_name: title,
    authorization_servers: [origin],
    scopes_supported: [mcpScope],
    bearer_methods_supported: ['header'],
  })
}

async function handOver(
  deps: AuthorizationDeps,
  serverOf: (origin: string) => Promise<Provider>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const origin = originOf(deps, request)
  const provider = await serverOf(origin)
  if (request.method === 'POST') await purgeRecords(deps)
  reply.hijack()
  const { raw } = request
  const { protocol, host } = new URL(origin)
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  raw.headers['x-forwarded-host'] = host
  if (request.url.startsWith(`${authorizationPaths.authorization}?`)) raw.url = withScope(request.url)
  provider.callback()(raw, reply.raw)
}

/** Whatever a client asks for, it can have the one scope there is; without that it would get a useless token. */
function withScope(url: string): string {
  const [path, query] = url.split('?', 2)
  const params = new URLSearchParams(query)
  const isOffline = params.get('scope')?.split(' ').includes('offline_access')
  params.set('scope', isOffline ? `${mcpScope} offline_access` : mcpScope)
  return `${path}?${params}`
}

interface Opened {
  provider: Provider
  interaction: Interaction
}

/** The request that waits for this browser's consent; undefined when there is none, which the reply says. */
async function openInteraction(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Opened | undefined> {
  const interaction = await provider
    .interactionDetails(request.raw, reply.raw)
    .catch((error: Error) => (error.name === 'SessionNotFound' ? undefined : Promise.reject(error)))
  if (interaction) return { provider, interaction }
  reply.code(410).headers(pageHeaders()).send(refusedPage('it is over, or was made in another browser'))
  return undefined
}

async function showConsent(
  deps: AuthorizationDeps,
  { provider, interaction }: Opened,
  request: FastifyRequest,
  reply: FastifyReply,
  problem?: string,
) {
  const { client_id, redirect_uri = '' } = interaction.params
  const client = await provider.Client.find(client_id)
  const resource = resourceOfInteraction(originOf(deps, request), interaction)
  const title = resource === undefined ? undefined : await titleOf(deps, resource)
  if (resource === undefined || title === undefined)
    return reply.code(400).headers(pageHeaders()).send(refusedPage('it names no MCP server (resource)'))
  const redirect = URL.parse(redirect_uri)
  const known = interaction.session?.accountId
  return reply
    .code(problem === undefined ? 200 : 401)
    .headers(pageHeaders({ redirects: true }))
    .send(
      consentPage({
        clientName: client?.clientName?.slice(0, 64) ?? 'An app without a name',
        redirectHost: redirect?.host || (redirect?.protocol ?? 'nowhere'),
        resource: title,
        isKnown: known !== undefined && (await ownsResource(deps, projectOf(known), resource)),
        problem,
      }),
    )
}

/** The resource as the client spells it. */
function namedResource({ params }: Interaction): string | undefined {
  return typeof params.resource === 'string' ? params.resource : params.resource?.[0]
}

function resourceOfInteraction(origin: string, interaction: Interaction): string | undefined {
  const named = namedResource(interaction)
  return named === undefined ? undefined : resourceOfUrl(origin, named)
}

async function decide(
  deps: AuthorizationDeps,
  findPrincipal: FindPrincipal,
  opened: Opened,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { provider, interaction } = opened
  const form = (request.body ?? {}) as Record<string, unknown>
  if (form['decision'] !== 'allow') {
    const refusal = { error: 'access_denied', error_description: 'The person did not agree' }
    return finish(provider, request, reply, refusal)
  }
  const resource = resourceOfInteraction(originOf(deps, request), interaction)
  if (resource === undefined) return showConsent(deps, opened, request, reply)
  const key = typeof form['key'] === 'string' ? form['key'].trim() : ''
  const accountId =
    key === '' ? interaction.session?.accountId : accountIdOf(await principalOf(findPrincipal, key))
  if (accountId === undefined)
    return showConsent(deps, opened, request, reply, 'This is not a key of this server.')
  const projectId = projectOf(accountId)
  if (!(await ownsResource(deps, projectId, resource)))
    return showConsent(deps, opened, request, reply, 'This key is of another project.')
  const { client_id } = interaction.params
  const grant = new provider.Grant({ accountId, clientId: client_id })
  grant.addOIDCScope(`${mcpScope} offline_access`)
  grant.addResourceScope(namedResource(interaction) ?? resource, mcpScope)
  const grantId = await grant.save()
  await keepClient(deps, client_id, lifetimes.Grant)
  deps.log.info({ projectId, client: client_id }, 'an MCP client was let in')
  return finish(provider, request, reply, { login: { accountId, remember: false }, consent: { grantId } })
}

async function finish(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
  result: Record<string, unknown>,
) {
  reply.hijack()
  await provider.interactionFinished(request.raw, reply.raw, result, { mergeWithLastSubmission: true })
}

const projectOf = (accountId: string) => accountId.split(':')[1] ?? ''
const accountIdOf = (principal: ProjectPrincipal | undefined) => principal && accountOf(principal)

async function principalOf(findPrincipal: FindPrincipal, key: string): Promise<ProjectPrincipal | undefined> {
  const kind = key.startsWith('ak_') ? 'project' : 'user'
  const principal = await findPrincipal({ kind, key, projectId: undefined })
  return principal === undefined || principal.kind === 'organization' ? undefined : principal
}
