/**
 * OAuth at a server that nobody configured: where its endpoints are, and an app of our own there.
 *
 *     resource   its metadata names the authorization server (RFC 9728); a server without, is its own
 *     server     its metadata names the endpoints (RFC 8414, or OpenID Connect discovery)
 *     app        our metadata document's URL where the server takes those, else registration (RFC 7591)
 *
 * A server that does not say that it takes PKCE with S256 is refused: the code would be worth stealing.
 */
import * as oauth from 'oauth4webapi'
import type { AuthScheme } from '@patchbay/catalog'
import type { Deps } from '../../deps.ts'
import { EgressError, type Egress, type EgressProxy } from '../../egress/egress.ts'
import { render } from './auth-call.ts'
import type { Registration } from './registration-fields.ts'
import { fromEgress, TokenError } from './token-error.ts'

const timeoutMs = 10_000
const largestAnswer = 256 * 1024
/** How a client shows itself, the safest that needs no secret first. */
const clientAuthMethods = [
  ['none', 'none'],
  ['client_secret_basic', 'basic'],
  ['client_secret_post', 'body'],
] as const

export interface ClientMetadata {
  name: string
  redirectUri: string
  /** Where this server publishes its client metadata; only an https URL can be a client id. */
  metadataUrl: string
}

/** What a client metadata document says, and what is registered. */
export function clientMetadata({ name, redirectUri }: Pick<ClientMetadata, 'name' | 'redirectUri'>) {
  return {
    client_name: name,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  }
}

/**
 * Finds the server of a DCR_OAUTH scheme and gets an app there.
 * Asks through the auth config's proxy, where it has one.
 * @returns the fields by which the connection remembers both, see `registeredApp`.
 * @throws {TokenError} `misconfigured` when the server cannot be used, `unavailable` when it does not answer.
 */
export async function registerClient(
  { egress }: Pick<Deps, 'egress'>,
  { dcr }: AuthScheme,
  conn: Readonly<Record<string, string>>,
  { proxy, ...client }: ClientMetadata & { proxy: EgressProxy | undefined },
): Promise<Registration> {
  if (!dcr) throw new TokenError('misconfigured', 'the toolkit names no server')
  const way = fetching(egress, proxy)
  try {
    const resource = dcr.resource === undefined ? undefined : toUrl(render(dcr.resource, { conn }))
    const metadata = resource && (await resourceMetadata(way, resource))
    const issuer = metadata?.authorization_servers?.[0] ?? dcr.issuer ?? resource?.origin
    const server = await serverMetadata(way, toUrl(render(issuer ?? '', { conn })))
    const scopes = dcr.default_scopes.length > 0 ? dcr.default_scopes : (metadata?.scopes_supported ?? [])
    return {
      ...(await clientAt(way, server, client, scopes)),
      ...endpointsOf(server),
      ...(metadata && { dcr_resource: metadata.resource }),
      ...(scopes.length > 0 && { dcr_scopes: scopes.join(' ') }),
    }
  } catch (error) {
    if (error instanceof TokenError) throw error
    if (error instanceof EgressError) throw fromEgress(error)
    if (error instanceof oauth.ResponseBodyError) throw new TokenError('misconfigured', error.error)
    if (error instanceof oauth.OperationProcessingError)
      throw new TokenError('malformed', error.code ?? 'metadata')
    throw error
  }
}

async function resourceMetadata(way: Way, resource: URL): Promise<oauth.ResourceServer | undefined> {
  const response = await oauth.resourceDiscoveryRequest(resource, way)
  if (response.status === 404) return undefined
  return oauth.processResourceDiscoveryResponse(resource, response)
}

async function serverMetadata(way: Way, issuer: URL): Promise<oauth.AuthorizationServer> {
  const first = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...way })
  const response =
    first.status === 404 ? await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...way }) : first
  return oauth.processDiscoveryResponse(issuer, response)
}

/** @throws {TokenError} `misconfigured` without endpoints or without PKCE. */
function endpointsOf(server: oauth.AuthorizationServer): Registration {
  const { authorization_endpoint: authorize, token_endpoint: token } = server
  if (authorize === undefined || token === undefined)
    throw new TokenError('misconfigured', 'the server names no endpoints')
  if (!server.code_challenge_methods_supported?.includes('S256'))
    throw new TokenError('misconfigured', 'the server does not offer PKCE')
  return {
    dcr_issuer: server.issuer,
    dcr_authorize_url: toUrl(authorize).href,
    dcr_token_url: toUrl(token).href,
    ...(server.revocation_endpoint !== undefined && {
      dcr_revoke_url: toUrl(server.revocation_endpoint).href,
    }),
    ...(server.authorization_response_iss_parameter_supported && { dcr_sends_issuer: 'true' }),
  }
}

async function clientAt(
  way: Way,
  server: oauth.AuthorizationServer,
  client: ClientMetadata,
  scopes: readonly string[],
): Promise<Registration> {
  if (server['client_id_metadata_document_supported'] === true && client.metadataUrl.startsWith('https:')) {
    return { client_id: client.metadataUrl, dcr_client_auth: 'none' }
  }
  if (server.registration_endpoint === undefined)
    throw new TokenError('misconfigured', 'the server registers no apps')
  const offered = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const [method, style] = clientAuthMethods.find(([name]) => offered.includes(name)) ?? []
  if (method === undefined) throw new TokenError('misconfigured', 'no usable client authentication')
  const metadata = {
    ...clientMetadata(client),
    token_endpoint_auth_method: method,
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
  }
  const response = await oauth.dynamicClientRegistrationRequest(server, metadata, way)
  const registered = await oauth.processDynamicClientRegistrationResponse(response)
  const { client_id, client_secret, client_id_issued_at: issued, client_secret_expires_at: ends } = registered
  return {
    client_id,
    ...(typeof client_secret === 'string' && method !== 'none' && { client_secret }),
    ...(typeof issued === 'number' && { client_id_issued_at: String(issued) }),
    ...(typeof ends === 'number' && { client_secret_expires_at: String(ends) }),
    dcr_client_auth: style ?? 'none',
  }
}

function toUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new TokenError('misconfigured', 'an address is none')
  return url
}

/** Redirects are not followed: they would let one server speak for another. */
function fetching(egress: Egress, proxy: EgressProxy | undefined) {
  return {
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: async (url: string, { method, headers, body }: FetchInit) => {
      const answer = await egress.request({
        url,
        method,
        headers,
        ...(body !== undefined && body !== null && { body: String(body) }),
        proxy,
        maxRedirects: 0,
        maxResponseBytes: largestAnswer,
        timeouts: { totalMs: timeoutMs, headersMs: timeoutMs },
      })
      if (answer.status >= 500 || answer.status === 429)
        throw new TokenError('unavailable', `status ${answer.status}`)
      const isEmpty = answer.status === 204 || answer.status === 304
      return new Response(isEmpty ? null : new Uint8Array(answer.body), {
        status: answer.status,
        headers: answer.headers,
      })
    },
  }
}

type Way = ReturnType<typeof fetching>
type FetchInit = { method: string; headers: Record<string, string>; body?: unknown }
