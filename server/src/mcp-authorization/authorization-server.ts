/**
 * The authorization server for MCP clients (MCP 2026-07-28, authorization): authorization code with PKCE, dynamic
 * registration (RFC 7591), client id metadata documents, resource indicators (RFC 8707), rotating refresh tokens and
 * revocation (RFC 7009). `oidc-provider` speaks the protocol; who a person is, and what they consent to, is ours.
 */
import { generateKeyPairSync } from 'node:crypto'
import type { Provider } from 'oidc-provider'
import type { Deps } from '../deps.ts'
import { pageHeaders } from '../connect-link/page.ts'
import { fetchThrough } from './client-document.ts'
import { recordsOf } from './authorization-records.ts'
import { refusedPage } from './consent-page.ts'
import { mcpScope, resourceOfUrl, titleOf } from './protected-resources.ts'

export type AuthorizationDeps = Pick<Deps, 'db' | 'vault' | 'clock' | 'egress' | 'log' | 'env'>

/** Where the server's own endpoints lie; the metadata (RFC 8414) names them all. */
export const authorizationPaths = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  registration: '/oauth/register',
  revocation: '/oauth/revoke',
  jwks: '/oauth/jwks',
} as const

const hour = 60 * 60
const day = 24 * hour
export const lifetimes = { AccessToken: hour, RefreshToken: 30 * day, Grant: 90 * day }

/** Origins under which one installation is reached; more are only asked for by strangers. */
const mostOrigins = 8

/** Makes the servers, one for each origin, when first asked for: the library is not loaded at start. */
export function authorizationServers(deps: AuthorizationDeps): (origin: string) => Promise<Provider> {
  const made = new Map<string, Promise<Provider>>()
  return (origin) => {
    const known = made.get(origin)
    if (known) return known
    const [oldest] = made.keys()
    if (made.size >= mostOrigins && oldest !== undefined) made.delete(oldest)
    const server = makeServer(deps, origin)
    made.set(origin, server)
    return server
  }
}

interface Owned {
  readonly clientId: string
}

async function makeServer(deps: AuthorizationDeps, origin: string): Promise<Provider> {
  const { Provider, errors } = await import('oidc-provider')
  const provider = new Provider(origin, {
    ...policy(deps),
    routes: authorizationPaths,
    adapter: (model: string) => recordsOf(deps, model),
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/oauth/consent/${uid}` },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      registration: { enabled: true, issueRegistrationAccessToken: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx: unknown, client: Owned, token: Owned) => client.clientId === token.clientId,
      },
      clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: async (_ctx: unknown, url: string) => {
          const resource = resourceOfUrl(origin, url)
          if (resource === undefined || (await titleOf(deps, resource)) === undefined) {
            throw new errors.InvalidTarget(
              'resource: no MCP server or tool router session of this installation',
            )
          }
          return { scope: mcpScope, audience: resource, accessTokenFormat: 'opaque' }
        },
        useGrantedResource: () => true,
      },
    },
  })
  // The endpoints hand over forwarded headers of their own making.
  provider.proxy = true
  provider.on('server_error', (_ctx, error) =>
    deps.log.error({ err: error }, 'the authorization server failed'),
  )
  return provider
}

/** What does not depend on the origin. */
function policy(deps: AuthorizationDeps): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    // No ID token is ever issued, as no client can ask for `openid`; the library wants a key all the same.
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' }] },
    scopes: ['offline_access', mcpScope],
    claims: {},
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    extraClientMetadata: { properties: ['software_id'], validator: mendMetadata },
    cookies: {
      keys: [deps.vault.sign('cookies of the authorization server')],
      names: {
        session: 'patchbay-mcp-session',
        interaction: 'patchbay-mcp-consent',
        resume: 'patchbay-mcp-resume',
      },
    },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    // Public clients in a browser have any origin; what they can do is bounded by PKCE and their redirect URI.
    clientBasedCORS: () => true,
    ttl: { ...lifetimes, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600 },
    findAccount: (_ctx: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
    fetch: fetchThrough(deps.egress),
    renderError,
  }
}

interface ClientMetadata {
  redirect_uris?: unknown
  application_type?: string
  grant_types?: unknown
  scope?: unknown
  token_endpoint_auth_method?: string
  client_secret?: string
}

/**
 * Registration as MCP clients do it: hardly any says `application_type`, which decides about loopback and
 * app-defined redirect URIs; some ask for scopes of other servers; one that is a document has no secret.
 */
function mendMetadata(_ctx: unknown, _key: string, _value: unknown, metadata: ClientMetadata): void {
  const uris = Array.isArray(metadata.redirect_uris) ? metadata.redirect_uris : []
  const isWeb = uris.every((uri) => typeof uri === 'string' && uri.startsWith('https:'))
  metadata.application_type = isWeb ? 'web' : 'native'
  if (Array.isArray(metadata.grant_types) && !metadata.grant_types.includes('refresh_token')) {
    metadata.grant_types = [...metadata.grant_types, 'refresh_token']
  }
  if (metadata.client_secret === undefined) metadata.token_endpoint_auth_method = 'none'
  if (typeof metadata.scope === 'string') {
    const known = metadata.scope.split(' ').filter((scope) => [mcpScope, 'offline_access'].includes(scope))
    metadata.scope = known.join(' ') || mcpScope
  }
}

/** An authorization request that cannot be sent back to its client: a person reads this. */
function renderError(
  ctx: { type: string; body: string; set(headers: Record<string, string>): void },
  { error, error_description }: { error: string; error_description?: string },
): void {
  ctx.set(pageHeaders())
  ctx.type = 'html'
  ctx.body = refusedPage(error_description ?? error)
}
