/** The three legs of OAuth 1.0a (RFC 5849 section 2): request token, the user's consent, access token. */
import type { OAuth1 } from '@patchbay/catalog'
import { openAuthConfig, type AuthConfigRow } from '../../auth-configs/auth-configs.ts'
import type { Deps } from '../../deps.ts'
import { EgressError, type EgressProxy } from '../../egress/egress.ts'
import { ApiError } from '../../http/errors.ts'
import { findToolkit } from '../../toolkits/toolkits.ts'
import { schemeOf } from '../connection-fields.ts'
import { capturesOfAnswer, capturesOfCallback } from './captures.ts'
import { renderEndpoint } from './oauth-endpoints.ts'
import { tokenTimeoutMs, type TokenSet } from './oauth-client.ts'
import { authorizationHeader, type OAuth1Keys } from './oauth1.ts'
import { fromEgress, TokenError } from './token-error.ts'

const largestAnswer = 64 * 1024

/** A consumer at a provider. */
export interface OAuth1App {
  oauth1: OAuth1
  keys: OAuth1Keys
  requestTokenUrl: URL
  authorizeUrl: URL
  accessTokenUrl: URL
  proxy: EgressProxy | undefined
}

/** @throws {ApiError} AuthConfigInvalid; ConnectedAccountInvalid when a field that an endpoint needs is missing. */
export function oauth1App(
  deps: Pick<Deps, 'vault' | 'catalog' | 'config'>,
  row: AuthConfigRow,
  conn: Readonly<Record<string, string>>,
): OAuth1App {
  const { oauth1 } = schemeOf(findToolkit(deps, row.toolkit), row.authScheme)
  const { publicFields, secret, proxy } = openAuthConfig(deps, row)
  const keys = consumerKeys(publicFields, secret.reveal())
  if (!oauth1 || !keys) throw new ApiError('AuthConfigInvalid', `Auth config ${row.id} has no OAuth consumer`)
  const scope = { conn, cfg: publicFields }
  const at = (template: string) => renderEndpoint(template, scope, row.type === 'default')
  return {
    oauth1,
    keys,
    requestTokenUrl: at(oauth1.request_token_url),
    authorizeUrl: at(oauth1.authorize_url),
    accessTokenUrl: at(oauth1.access_token_url),
    proxy,
  }
}

/** The consumer of an auth config; undefined when it names none. */
export function consumerKeys(
  publicFields: Readonly<Record<string, string>>,
  secret: Readonly<Record<string, string>>,
): OAuth1Keys | undefined {
  const consumerKey = publicFields['consumer_key'] ?? publicFields['client_id']
  const consumerSecret = secret['consumer_secret'] ?? secret['client_secret']
  return consumerKey === undefined || consumerSecret === undefined
    ? undefined
    : { consumerKey, consumerSecret }
}

export interface RequestToken {
  token: string
  secret: string
}

/** First leg (section 2.1). @throws {TokenError} */
export async function getRequestToken(
  deps: Pick<Deps, 'egress' | 'clock'>,
  app: OAuth1App,
  callback: string,
): Promise<RequestToken> {
  const answer = await post(deps, app, app.requestTokenUrl, app.keys, { oauth_callback: callback })
  if (answer['oauth_callback_confirmed'] !== 'true') {
    // Without 1.0a an attacker can have his own authorization finished by somebody else.
    throw new TokenError('malformed', 'the callback is not confirmed')
  }
  return tokenOf(answer)
}

/** Where the user consents (section 2.2). */
export function consentUrl({ authorizeUrl, oauth1 }: OAuth1App, token: string): URL {
  const url = new URL(authorizeUrl)
  for (const [name, value] of Object.entries(oauth1.authorize_params)) url.searchParams.set(name, value)
  url.searchParams.set('oauth_token', token)
  return url
}

/** Third leg (section 2.3). @throws {TokenError} */
export async function getAccessToken(
  deps: Pick<Deps, 'egress' | 'clock'>,
  app: OAuth1App,
  { token, secret }: RequestToken,
  callback: URLSearchParams,
): Promise<TokenSet> {
  const verifier = callback.get('oauth_verifier')
  if (verifier === null) throw new TokenError('rejected', 'no oauth_verifier')
  const captured = capturesOfCallback(app.oauth1.callback_capture, callback)
  const keys = { ...app.keys, token, tokenSecret: secret }
  const answer = await post(deps, app, app.accessTokenUrl, keys, { oauth_verifier: verifier })
  const got = tokenOf(answer)
  const told = capturesOfAnswer(app.oauth1.token_capture, answer)
  return {
    credential: {
      ...captured.credential,
      ...told.credential,
      oauth_token: got.token,
      oauth_token_secret: got.secret,
    },
    publicFields: { ...captured.publicFields, ...told.publicFields },
    expiresAt: undefined,
  }
}

async function post(
  { egress, clock }: Pick<Deps, 'egress' | 'clock'>,
  { oauth1, proxy }: OAuth1App,
  url: URL,
  keys: OAuth1Keys,
  protocol: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const authorization = authorizationHeader({ method: 'POST', url }, keys, {
    method: oauth1.signature_method,
    protocol,
    timestamp: clock.now().getTime() / 1000,
  })
  try {
    const answer = await egress.request({
      url,
      method: 'POST',
      headers: { authorization },
      proxy,
      allowHosts: [url.hostname],
      maxRedirects: 0,
      maxResponseBytes: largestAnswer,
      timeouts: { totalMs: tokenTimeoutMs, headersMs: tokenTimeoutMs },
    })
    if (answer.status >= 500 || answer.status === 429)
      throw new TokenError('unavailable', `status ${answer.status}`)
    if (answer.status !== 200) throw new TokenError('rejected', `status ${answer.status}`)
    return Object.fromEntries(new URLSearchParams(answer.body.toString('utf8')))
  } catch (error) {
    if (error instanceof EgressError) throw fromEgress(error)
    throw error
  }
}

function tokenOf({ oauth_token, oauth_token_secret }: Record<string, string>): RequestToken {
  if (!oauth_token || !oauth_token_secret) throw new TokenError('malformed', 'no oauth_token')
  return { token: oauth_token, secret: oauth_token_secret }
}
