/**
 * One authorization at a provider (RFC 6749 section 4.1): out with a state, back with a code.
 *
 * The state is 256 random bits, stored as a hash, used once, and over when its link is. It is bound to two things:
 *
 *     the browser that opened the link    somebody who opens a link himself and passes the provider's page on to
 *                                         another person would otherwise get that person's account connected
 *     the redirect URI it went out with   a server that a project or a user chose may send the user on to an honest
 *                                         one, whose code would then be redeemed at the dishonest one; each auth
 *                                         config with such a server has a redirect URI of its own, and what comes
 *                                         back elsewhere is refused before any token request
 *
 *     server                                            redirect URI
 *     of the shipped catalog or the operator            shared, unless the auth config names its own
 *     registers apps itself (DCR_OAUTH)                 …/callback/AUTH_CONFIG_ID
 *     of a toolkit that the project brought along       …/callback/AUTH_CONFIG_ID
 *     whose host is a field of the connection           …/callback/AUTH_CONFIG_ID
 *
 * OAuth 1.0a has no state: there the request token is it, which the provider chose and we asked for.
 */
import * as oauth from 'oauth4webapi'
import type { AuthScheme, CatalogToolkit } from '@patchbay/catalog'
import { openAuthConfig, type AuthConfigRow } from '../auth-configs/auth-configs.ts'
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import { registerClient } from '../connected-accounts/protocols/dynamic-client.ts'
import { consentUrl, getRequestToken, oauth1App } from '../connected-accounts/protocols/oauth1-client.ts'
import { registeredApp } from '../connected-accounts/protocols/oauth-app.ts'
import { oauthApp, type OAuthApp } from '../connected-accounts/protocols/oauth-client.ts'
import { leavesHostToField } from '../connected-accounts/protocols/oauth-endpoints.ts'
import { newToken } from '../db/ids.ts'
import { and, count, gt } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import type { OpenLink } from './connect-link.ts'
import { type ConnectLinkRow, oauthStates } from './connect-link.table.ts'
import type { Language } from './languages.ts'
import { contextOf, oauth1State, stateSeal, statesOf, type StoredState } from './stored-state.ts'

export const callbackPath = '/api/v3.1/toolkits/auth/callback'
/** Where client metadata documents are published, by auth config. */
export const clientMetadataPath = '/api/v3.1/toolkits/auth/client'

/** How often one link may be started: a person reloads a page, a script does not stop. */
const mostStarts = 20

/** Where an authorization begins, and what of it is to be remembered. */
interface Start {
  url: URL
  /** What the callback names it by. */
  state: string
  redirectUri: string
  stored: Omit<StoredState, 'browser' | 'language'>
}

type StartDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'clock' | 'egress'>
type Started = Pick<OpenLink, 'account' | 'authConfig' | 'toolkit' | 'scheme' | 'link'>

/**
 * Starts an authorization and gives the provider's page for it.
 * @param browser what the browser keeps and brings back.
 * @throws {ApiError} RateLimited when the link was started too often; what `oauthApp` throws.
 * @throws {TokenError} when the provider has to be asked first, and refuses or does not answer.
 */
export async function startAuthorization(
  deps: StartDeps,
  started: Started,
  { origin, browser, language }: { origin: string; browser: string; language: Language },
): Promise<URL> {
  const { account, link } = started
  await limitStarts(deps, account)
  const begin =
    { OAUTH1: startOAuth1, DCR_OAUTH: startRegistered }[started.scheme.mode as string] ?? startOAuth2
  const { url, state, redirectUri, stored } = await begin(deps, started, origin)
  const stateHash = deps.vault.hashToken(state)
  const sealed: StoredState = { ...stored, browser: deps.vault.hashToken(browser), language }
  await deps.db.insert(oauthStates).values({
    stateHash,
    projectId: account.projectId,
    connectedAccountId: account.id,
    redirectUri,
    verifier: deps.vault.seal(stateSeal({ projectId: account.projectId, stateHash }), sealed),
    expiresAt: link.expiresAt,
    createdAt: deps.clock.now(),
  })
  return url
}

async function startOAuth2(deps: StartDeps, started: Started, origin: string): Promise<Start> {
  const app = oauthApp(deps, started.authConfig, started.account.publicFields)
  return startWithCode(app, started, redirectOf(started, origin, app.redirectUri))
}

async function startRegistered(deps: StartDeps, started: Started, origin: string): Promise<Start> {
  const { account, authConfig, toolkit, scheme } = started
  const redirect = ownRedirect(authConfig, origin)
  const { redirectUri } = redirect
  const client = {
    name: 'Patchbay',
    redirectUri,
    metadataUrl: `${origin}${clientMetadataPath}/${authConfig.id}`,
    proxy: openAuthConfig(deps, authConfig).proxy,
  }
  const registration = await registerClient(deps, scheme, account.publicFields, client)
  const app = registeredApp(toolkit, scheme, { ...account.publicFields, ...registration })
  const start = await startWithCode(app, started, redirect)
  return { ...start, stored: { ...start.stored, registration } }
}

async function startWithCode(
  app: OAuthApp,
  { authConfig, link }: Started,
  { redirectUri, context }: Redirect,
): Promise<Start> {
  const state = newToken()
  const verifier = oauth.generateRandomCodeVerifier()
  const challenge = await oauth.calculatePKCECodeChallenge(verifier)
  const url = authorizeUrl(app, authConfig, { state, redirectUri, challenge }, link.scopes)
  return { url, state, redirectUri, stored: { verifier, context } }
}

async function startOAuth1(deps: StartDeps, started: Started, origin: string): Promise<Start> {
  const app = oauth1App(deps, started.authConfig, started.account.publicFields)
  const { redirectUri, context } = redirectOf(started, origin, undefined)
  const { token, secret } = await getRequestToken(deps, app, redirectUri)
  return {
    url: consentUrl(app, token),
    state: oauth1State(token),
    redirectUri,
    stored: { verifier: '', context, requestSecret: secret },
  }
}

interface Redirect {
  redirectUri: string
  /** Id of the auth config whose own redirect URI it is; empty for the shared one. The callback must come there. */
  context: string
}

/** @param named the redirect URI that the auth config names, such as a page of the project that passes callbacks on. */
function redirectOf({ authConfig, toolkit, scheme }: Started, origin: string, named?: string): Redirect {
  const own = ownRedirect(authConfig, origin)
  if (needsOwnRedirect(toolkit, scheme)) return { ...own, ...(named !== undefined && { redirectUri: named }) }
  const redirectUri = named ?? origin + callbackPath
  return { redirectUri, context: contextOf(new URL(redirectUri).pathname) }
}

/** Whether each auth config has a redirect URI of its own, as a project or a user chose the server. */
export function needsOwnRedirect(toolkit: CatalogToolkit, { mode, oauth1, oauth2 }: AuthScheme): boolean {
  if (mode === 'DCR_OAUTH' || toolkit.of_project === true) return true
  const endpoints = [oauth2?.authorize_url, oauth2?.token_url, oauth1?.authorize_url]
  return endpoints.some((url) => url !== undefined && leavesHostToField(url))
}

function ownRedirect({ id }: AuthConfigRow, origin: string): Redirect {
  return { redirectUri: `${origin}${callbackPath}/${id}`, context: id }
}

/** Builds the authorization request. Parameters that the endpoint's URL already has stay. */
export function authorizeUrl(
  { authorizeUrl: endpoint, clientId, oauth2 }: Pick<OAuthApp, 'authorizeUrl' | 'clientId' | 'oauth2'>,
  config: Pick<AuthConfigRow, 'scopes' | 'userScopes'>,
  { state, redirectUri, challenge }: { state: string; redirectUri: string; challenge: string },
  ofLink: ConnectLinkRow['scopes'] = null,
): URL {
  if (!endpoint) throw new ApiError('AuthConfigInvalid', 'This scheme has no page for the user')
  const url = new URL(endpoint)
  const { app: asked, user: askedOfUser } = scopesAsked(oauth2, config, ofLink)
  const parameters: Record<string, string> = {
    ...oauth2.authorize_params,
    response_type: 'code',
    [oauth2.client_id_param ?? 'client_id']: clientId,
    redirect_uri: redirectUri,
    state,
    ...(asked.length > 0 && { [oauth2.scope_param ?? 'scope']: asked.join(oauth2.scope_separator) }),
    ...(oauth2.pkce && { code_challenge: challenge, code_challenge_method: 'S256' }),
  }
  if (oauth2.user_scope_param !== undefined && askedOfUser.length > 0) {
    parameters[oauth2.user_scope_param] = askedOfUser.join(oauth2.scope_separator)
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  // A few providers read "+" in a query as a plus sign.
  url.search = url.search.replaceAll('+', '%20')
  return url
}

/**
 * Which scopes an authorization asks for: of the app, and of the user where the provider tells them apart.
 * @param ofLink what the link says; null for what the auth config does.
 */
export function scopesAsked(
  { default_scopes: usual, default_user_scopes: usualOfUser = [] }: OAuthApp['oauth2'],
  { scopes, userScopes }: Pick<AuthConfigRow, 'scopes' | 'userScopes'>,
  ofLink: ConnectLinkRow['scopes'],
): { app: readonly string[]; user: readonly string[] } {
  return {
    app: ofLink ?? (scopes.length > 0 ? scopes : usual),
    user: userScopes.length > 0 ? userScopes : usualOfUser,
  }
}

async function limitStarts(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  account: ConnectedAccount,
): Promise<void> {
  const [started] = await db
    .select({ rows: count() })
    .from(oauthStates)
    .where(and(statesOf(account), gt(oauthStates.expiresAt, clock.now())))
  if ((started?.rows ?? 0) < mostStarts) return
  throw new ApiError('RateLimited', 'This link was opened too often')
}
