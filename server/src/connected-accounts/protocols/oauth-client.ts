/** The OAuth 2 client: what is said to a provider's token endpoint, and what its answers mean. */
import * as oauth from 'oauth4webapi'
import type { Deps } from '../../deps.ts'
import { EgressError, type Egress } from '../../egress/egress.ts'
import { ApiError } from '../../http/errors.ts'
import { capturesOfAnswer, capturesOfCallback } from './captures.ts'
import { clientBasic } from './client-basic.ts'
import type { OAuthApp } from './oauth-app.ts'
import { fromEgress, TokenError } from './token-error.ts'
import { flattenTokens, normaliseTokenResponse } from './token-response.ts'

export { TokenError } from './token-error.ts'
export { oauthApp, type OAuthApp } from './oauth-app.ts'

/** Shorter than the refresh lease, so that a lease never ends under a call that is still running. */
export const tokenTimeoutMs = 15_000
const largestAnswer = 256 * 1024

export interface TokenSet {
  /** access_token, refresh_token, expires_in and whatever else the provider sent, flat. */
  credential: Record<string, string>
  /** What the manifest captures from the answer or the callback and that is no secret. */
  publicFields: Record<string, string>
  expiresAt: Date | undefined
}

type ClientDeps = Pick<Deps, 'egress' | 'clock'>

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
 * Exchanges an authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
 * @param callback the query of the redirect, whose `state` the caller has found good.
 * @throws {TokenError}
 */
export async function exchangeCode(
  deps: ClientDeps,
  app: OAuthApp,
  { callback, redirectUri, verifier }: { callback: URLSearchParams; redirectUri: string; verifier: string },
): Promise<TokenSet> {
  return guarded(async () => {
    const iss = callback.get('iss')
    const server = serverOf(app, app.tokenUrl, iss)
    const client = { client_id: app.clientId }
    const parameters = oauth.validateAuthResponse(server, client, callback, oauth.skipStateCheck)
    const captured = capturesOfCallback(app.oauth2.callback_capture, callback)
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      clientAuth(app),
      parameters,
      redirectUri,
      app.oauth2.pkce ? verifier : oauth.nopkce,
      requestOptions(deps.egress, app, app.tokenUrl, app.oauth2.token_params),
    )
    const tokens = tokenSet(deps, app, await oauth.processAuthorizationCodeResponse(server, client, response))
    return {
      ...tokens,
      credential: { ...captured.credential, ...tokens.credential },
      publicFields: { ...captured.publicFields, ...tokens.publicFields },
    }
  })
}

/** Gets new tokens (RFC 6749 section 6). @throws {TokenError} */
export async function refreshTokens(
  deps: ClientDeps,
  app: OAuthApp,
  refreshToken: string,
): Promise<TokenSet> {
  return guarded(async () => {
    const url = app.refreshUrl
    const server = serverOf(app, url, null)
    const client = { client_id: app.clientId }
    const parameters = { ...app.oauth2.token_params, ...app.oauth2.refresh_params }
    const options = requestOptions(deps.egress, app, url, parameters)
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      clientAuth(app),
      refreshToken,
      options,
    )
    // The tokens of a refresh are kept whatever else the answer lacks: there are no others any more.
    const optional = app.oauth2.token_capture?.map((capture) => ({ ...capture, required: false }))
    const lenient = { ...app, oauth2: { ...app.oauth2, token_capture: optional } }
    return tokenSet(deps, lenient, await oauth.processRefreshTokenResponse(server, client, response))
  })
}

/**
 * Gets a token for the app itself (client credentials, RFC 6749 section 4.4).
 * @throws {TokenError} also `rejected` when the client id and secret are: here they are the credential.
 */
export async function clientCredentials(
  deps: ClientDeps,
  app: OAuthApp,
  scopes: readonly string[],
): Promise<TokenSet> {
  const dead = new Set([...deadGrants, 'invalid_client', 'unauthorized_client', 'access_denied'])
  return guarded(async () => {
    const server = serverOf(app, app.tokenUrl, null)
    const client = { client_id: app.clientId }
    const asked = scopes.length > 0 ? scopes : app.oauth2.default_scopes
    const parameters = {
      ...app.oauth2.token_params,
      ...(asked.length > 0 && {
        [app.oauth2.scope_param ?? 'scope']: asked.join(app.oauth2.scope_separator),
      }),
    }
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      clientAuth(app),
      parameters,
      requestOptions(deps.egress, app, app.tokenUrl, {}),
    )
    return tokenSet(deps, app, await oauth.processClientCredentialsResponse(server, client, response))
  }, dead)
}

/**
 * Most manifests name endpoints, not issuers. An `iss` in the redirect (RFC 9207) must then at least be of the
 * authorize endpoint's origin, which is what keeps one provider's code from being taken for another's.
 */
function serverOf(
  { authorizeUrl, oauth2 }: OAuthApp,
  tokenUrl: URL,
  iss: string | null,
): oauth.AuthorizationServer {
  const origin = (authorizeUrl ?? tokenUrl).origin
  if (iss !== null && oauth2.issuer === undefined && URL.parse(iss)?.origin !== origin) {
    throw new TokenError('rejected', 'the redirect names another issuer')
  }
  return {
    issuer: oauth2.issuer ?? iss ?? origin,
    token_endpoint: tokenUrl.href,
    ...(oauth2.sends_issuer && { authorization_response_iss_parameter_supported: true }),
  }
}

/** An app without a secret is a public client, whatever the provider's confidential ones do. */
export function clientAuth({ oauth2, clientSecret }: OAuthApp): oauth.ClientAuth {
  const secret = clientSecret.reveal()['client_secret']
  if (secret === undefined || oauth2.client_auth === 'none') return oauth.None()
  return oauth2.client_auth === 'basic' ? clientBasic(secret) : oauth.ClientSecretPost(secret)
}

function requestOptions(
  egress: Egress,
  app: OAuthApp,
  tokenUrl: URL,
  additionalParameters: Record<string, string>,
): oauth.TokenEndpointRequestOptions {
  return {
    additionalParameters,
    // Whether plain http is acceptable, and where, is for egress to say.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (url, { method, headers, body }) =>
      tokenFetch(egress, app, tokenUrl, { url, method, headers, body: String(body) }),
  }
}

export interface TokenRequest {
  url: string
  method: string
  headers: Record<string, string>
  body: string
}

async function tokenFetch(
  egress: Egress,
  app: OAuthApp,
  tokenUrl: URL,
  request: TokenRequest,
): Promise<Response> {
  const answer = await egress.request({
    ...asProviderTakesIt(app, request),
    proxy: app.proxy,
    secretHeaders: ['authorization'],
    allowHosts: [tokenUrl.hostname],
    maxRedirects: 0,
    maxResponseBytes: largestAnswer,
    timeouts: { totalMs: tokenTimeoutMs, headersMs: tokenTimeoutMs },
  })
  if (answer.status >= 500 || answer.status === 429)
    throw new TokenError('unavailable', `status ${answer.status}`)
  const { status, json } = normaliseTokenResponse(
    { status: answer.status, body: answer.body.toString('utf8') },
    app.oauth2,
  )
  return Response.json(json, { status: status === 200 ? 200 : 400 })
}

/** The library writes what RFC 6749 says; a few providers want JSON or call the client id otherwise. */
export function asProviderTakesIt(
  { oauth2 }: OAuthApp,
  { url, method, headers, body }: TokenRequest,
): TokenRequest {
  const fields = new URLSearchParams(body)
  const { client_id_param: idName } = oauth2
  const clientId = fields.get('client_id')
  if (idName !== undefined && clientId !== null) {
    fields.delete('client_id')
    fields.set(idName, clientId)
  }
  const isJson = oauth2.token_body === 'json'
  return {
    url,
    method,
    headers: {
      ...headers,
      ...oauth2.token_headers,
      ...(isJson && { 'content-type': 'application/json' }),
    },
    body: isJson ? JSON.stringify(Object.fromEntries(fields)) : fields.toString(),
  }
}

function tokenSet(
  { clock }: Pick<Deps, 'clock'>,
  { oauth2 }: OAuthApp,
  response: oauth.TokenEndpointResponse,
): TokenSet {
  const credential = flattenTokens(response)
  if (credential['access_token'] === undefined) throw new TokenError('malformed', 'the token is too long')
  const captured = capturesOfAnswer(oauth2.token_capture, response)
  const seconds = response.expires_in ?? oauth2.expires_in
  return {
    credential: { ...credential, ...captured.credential },
    publicFields: captured.publicFields,
    expiresAt: seconds === undefined ? undefined : new Date(clock.now().getTime() + seconds * 1000),
  }
}

/** Turns what the library and egress throw into a `TokenError`; their causes can hold tokens, and are dropped. */
async function guarded(
  request: () => Promise<TokenSet>,
  dead: ReadonlySet<string> = deadGrants,
): Promise<TokenSet> {
  try {
    return await request()
  } catch (error) {
    if (error instanceof TokenError || error instanceof ApiError) throw error
    if (error instanceof EgressError) throw fromEgress(error)
    if (error instanceof oauth.ResponseBodyError) {
      throw new TokenError(dead.has(error.error) ? 'rejected' : 'misconfigured', error.error)
    }
    if (error instanceof oauth.OperationProcessingError)
      throw new TokenError('malformed', error.code ?? 'answer')
    throw error
  }
}
