/** The OAuth 2 client: what is said to a provider's token endpoint, and what its answers mean. */
import * as oauth from 'oauth4webapi'
import type { AuthScheme, CatalogToolkit, OAuth2 } from '@patchbay/catalog'
import { openAuthConfig, type AuthConfigRow } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { EgressError, type Egress } from '../egress/egress.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import type { Secret } from '../vault/vault.ts'
import { schemeOf } from './connection-fields.ts'
import { renderEndpoint } from './oauth-endpoints.ts'
import { flattenTokens, normaliseTokenResponse } from './token-response.ts'

/** Shorter than the refresh lease, so that a lease never ends under a call that is still running. */
export const tokenTimeoutMs = 15_000
const largestAnswer = 256 * 1024

/**
 * - `rejected`: the code or refresh token is not, or no longer, good; asking again is useless
 * - `misconfigured`: the provider refuses the app, or the endpoint may not be reached
 * - `unavailable`: no answer, 5xx or 429; it may work later
 * - `malformed`: an answer without a token in it
 */
export type TokenErrorCode = 'rejected' | 'misconfigured' | 'unavailable' | 'malformed'

/** A token request failed. Holds names only: the answers of a token endpoint can contain tokens. */
export class TokenError extends Error {
  override name = 'TokenError'
  readonly code: TokenErrorCode

  constructor(code: TokenErrorCode, detail: string) {
    super(`token request: ${code} (${detail})`)
    this.code = code
  }
}

/** An app at a provider, with the endpoints as they are for one connection. */
export interface OAuthApp {
  toolkit: CatalogToolkit
  scheme: AuthScheme
  oauth2: OAuth2
  clientId: string
  clientSecret: Secret<Record<string, string>>
  authorizeUrl: URL
  tokenUrl: URL
  /** The redirect URI that the auth config names instead of this server's own. */
  redirectUri: string | undefined
}

export interface TokenSet {
  /** access_token, refresh_token, expires_in and whatever else the provider sent, flat. */
  credential: Record<string, string>
  expiresAt: Date | undefined
}

type OAuthDeps = Pick<Deps, 'vault' | 'catalog' | 'config'>

/** Error names by which providers say that a code or a refresh token is dead. RFC 6749 has only the first. */
const deadGrants: ReadonlySet<string> = new Set([
  'invalid_grant',
  'bad_refresh_token',
  'invalid_refresh_token',
  'refresh_token_expired',
  'token_revoked',
  'token_expired',
  'bad_verification_code',
  'invalid_code',
  'code_already_used',
])

/**
 * The app behind an auth config, as a connection with these public fields reaches it.
 * @throws {ApiError} AuthConfigInvalid; ConnectedAccountInvalid when a field that an endpoint needs is missing.
 */
export function oauthApp(
  deps: OAuthDeps,
  row: AuthConfigRow,
  conn: Readonly<Record<string, string>>,
): OAuthApp {
  const toolkit = findToolkit(deps, row.toolkit)
  const scheme = schemeOf(toolkit, row.authScheme)
  const { publicFields, secret } = openAuthConfig(deps, row)
  const clientId = publicFields['client_id']
  const authorizeUrl = scheme.oauth2?.authorize_url
  if (!scheme.oauth2 || authorizeUrl === undefined || clientId === undefined) {
    throw new ApiError('AuthConfigInvalid', `Auth config ${row.id} has no OAuth app`)
  }
  const scope = { conn, cfg: publicFields }
  const operatorApp = row.type === 'default'
  return {
    toolkit,
    scheme,
    oauth2: scheme.oauth2,
    clientId,
    clientSecret: secret,
    authorizeUrl: renderEndpoint(authorizeUrl, scope, operatorApp),
    tokenUrl: renderEndpoint(scheme.oauth2.token_url, scope, operatorApp),
    redirectUri: publicFields['oauth_redirect_uri'],
  }
}

/**
 * Exchanges an authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
 * @param callback the query of the redirect, whose `state` the caller has found good.
 * @throws {TokenError}
 */
export async function exchangeCode(
  deps: Pick<Deps, 'egress' | 'clock'>,
  app: OAuthApp,
  { callback, redirectUri, verifier }: { callback: URLSearchParams; redirectUri: string; verifier: string },
): Promise<TokenSet> {
  return guarded(async () => {
    const server = serverOf(app, callback.get('iss'))
    const client = { client_id: app.clientId }
    const parameters = oauth.validateAuthResponse(server, client, callback, oauth.skipStateCheck)
    const pkce = app.oauth2.pkce ? verifier : oauth.nopkce
    const options = requestOptions(deps.egress, app)
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      clientAuth(app),
      parameters,
      redirectUri,
      pkce,
      options,
    )
    return tokenSet(deps, await oauth.processAuthorizationCodeResponse(server, client, response))
  })
}

/** Gets new tokens (RFC 6749 section 6). @throws {TokenError} */
export async function refreshTokens(
  deps: Pick<Deps, 'egress' | 'clock'>,
  app: OAuthApp,
  refreshToken: string,
): Promise<TokenSet> {
  return guarded(async () => {
    const server = serverOf(app, null)
    const client = { client_id: app.clientId }
    const options = requestOptions(deps.egress, app)
    const auth = clientAuth(app)
    const response = await oauth.refreshTokenGrantRequest(server, client, auth, refreshToken, options)
    return tokenSet(deps, await oauth.processRefreshTokenResponse(server, client, response))
  })
}

/**
 * Manifests name endpoints, not issuers. An `iss` in the redirect (RFC 9207) must at least be of the authorize
 * endpoint's origin, which is what keeps one provider's code from being taken for another's.
 */
function serverOf({ authorizeUrl, tokenUrl }: OAuthApp, iss: string | null): oauth.AuthorizationServer {
  if (iss !== null && URL.parse(iss)?.origin !== authorizeUrl.origin) {
    throw new TokenError('rejected', 'the redirect names another issuer')
  }
  return { issuer: iss ?? authorizeUrl.origin, token_endpoint: tokenUrl.href }
}

function clientAuth({ oauth2, clientSecret }: OAuthApp): oauth.ClientAuth {
  const secret = clientSecret.reveal()['client_secret']
  if (secret === undefined || oauth2.client_auth === 'none') return oauth.None()
  return oauth2.client_auth === 'basic' ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret)
}

function requestOptions(egress: Egress, { oauth2, tokenUrl }: OAuthApp): oauth.TokenEndpointRequestOptions {
  return {
    additionalParameters: oauth2.token_params,
    // Whether plain http is acceptable, and where, is for egress to say.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (url, { method, headers, body }) =>
      tokenFetch(egress, tokenUrl, { url, method, headers, body: String(body) }),
  }
}

async function tokenFetch(
  egress: Egress,
  tokenUrl: URL,
  {
    url,
    method,
    headers,
    body,
  }: { url: string; method: string; headers: Record<string, string>; body: string },
): Promise<Response> {
  const answer = await egress.request({
    url,
    method,
    headers,
    body,
    secretHeaders: ['authorization'],
    allowHosts: [tokenUrl.hostname],
    maxRedirects: 0,
    maxResponseBytes: largestAnswer,
    timeouts: { totalMs: tokenTimeoutMs, headersMs: tokenTimeoutMs },
  })
  if (answer.status >= 500 || answer.status === 429)
    throw new TokenError('unavailable', `status ${answer.status}`)
  const { status, json } = normaliseTokenResponse({
    status: answer.status,
    body: answer.body.toString('utf8'),
  })
  return Response.json(json, { status: status === 200 ? 200 : 400 })
}

function tokenSet({ clock }: Pick<Deps, 'clock'>, response: oauth.TokenEndpointResponse): TokenSet {
  const { expires_in } = response
  return {
    credential: flattenTokens(response),
    expiresAt: expires_in === undefined ? undefined : new Date(clock.now().getTime() + expires_in * 1000),
  }
}

/** Turns what the library and egress throw into a `TokenError`; their causes can hold tokens, and are dropped. */
async function guarded(request: () => Promise<TokenSet>): Promise<TokenSet> {
  try {
    return await request()
  } catch (error) {
    if (error instanceof TokenError || error instanceof ApiError) throw error
    if (error instanceof EgressError) throw fromEgress(error)
    if (error instanceof oauth.ResponseBodyError) {
      throw new TokenError(deadGrants.has(error.error) ? 'rejected' : 'misconfigured', error.error)
    }
    if (error instanceof oauth.OperationProcessingError)
      throw new TokenError('malformed', error.code ?? 'answer')
    throw error
  }
}

function fromEgress({ code }: EgressError): TokenError {
  const never = ['destination_refused', 'host_not_allowed', 'bad_request']
  return new TokenError(never.includes(code) ? 'misconfigured' : 'unavailable', code)
}
