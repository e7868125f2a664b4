/**
 * One authorization at a provider (RFC 6749 section 4.1): out with a state, back with a code.
 *
 * The state is 256 random bits, stored as a hash, used once, and over when its link is. It is bound to two things:
 *
 *     the browser that opened the link    somebody who opens a link himself and passes the provider's page on to
 *                                         another person would otherwise get that person's account connected
 *     the redirect URI it went out with   a server that registered itself (DCR_OAUTH) may send the user on to an
 *                                         honest one, whose code would then be redeemed at the dishonest one; each
 *                                         auth config of that scheme has a redirect URI of its own, and what comes
 *                                         back elsewhere is refused before any token request
 *
 * OAuth 1.0a has no state: there the request token is it, which the provider chose and we asked for.
 */
import { and, count, eq, gt, isNull } from '../db/sql.ts'
import * as oauth from 'oauth4webapi'
import { findAuthConfig, type AuthConfigRow } from '../auth-configs/auth-configs.ts'
import {
  activateAccount,
  failAccount,
  type ConnectedAccount,
} from '../connected-accounts/connected-accounts.ts'
import { statusReasons } from '../connected-accounts/account-states.ts'
import { completeConnection, type Completed } from '../connected-accounts/obtain-tokens.ts'
import { registerClient } from '../connected-accounts/protocols/dynamic-client.ts'
import {
  consentUrl,
  getAccessToken,
  getRequestToken,
  oauth1App,
} from '../connected-accounts/protocols/oauth1-client.ts'
import { registeredApp } from '../connected-accounts/protocols/oauth-app.ts'
import {
  exchangeCode,
  oauthApp,
  TokenError,
  type OAuthApp,
  type TokenSet,
} from '../connected-accounts/protocols/oauth-client.ts'
import type { Registration } from '../connected-accounts/protocols/registration-fields.ts'
import { readUserInfoSoon } from '../connected-accounts/read-user-info.job.ts'
import { newToken } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { accountOf, consumeLinksOf, type OpenLink } from './connect-link.ts'
import { oauthStates, type OAuthStateRow } from './connect-link.table.ts'

export const callbackPath = '/api/v3.1/toolkits/auth/callback'
/** Where client metadata documents are published, by auth config. */
export const clientMetadataPath = '/api/v3.1/toolkits/auth/client'

/** What is remembered of an authorization until its callback. Sealed in `oauth_states.verifier`. */
interface StoredState {
  verifier: string
  /** Hash of the browser's cookie. */
  browser: string
  /** The app that was registered for it (DCR_OAUTH). */
  registration?: Registration
  /** The secret of the request token (OAUTH1). */
  requestSecret?: string
}

/** How often one link may be started: a person reloads a page, a script does not stop. */
const mostStarts = 20

/** Where an authorization begins, and what of it is to be remembered. */
interface Start {
  url: URL
  /** What the callback names it by. */
  state: string
  redirectUri: string
  stored: Omit<StoredState, 'browser'>
}

type StartDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'clock' | 'egress'>
type Started = Pick<OpenLink, 'account' | 'authConfig' | 'toolkit' | 'scheme'>

/**
 * Starts an authorization and gives the provider's page for it.
 * @param browser what the browser keeps and brings back.
 * @throws {ApiError} RateLimited when the link was started too often; what `oauthApp` throws.
 * @throws {TokenError} when the provider has to be asked first, and refuses or does not answer.
 */
export async function startAuthorization(
  deps: StartDeps,
  { link, ...started }: Started & Pick<OpenLink, 'link'>,
  { origin, browser }: { origin: string; browser: string },
): Promise<URL> {
  const { account } = started
  await limitStarts(deps, account)
  const begin =
    { OAUTH1: startOAuth1, DCR_OAUTH: startRegistered }[started.scheme.mode as string] ?? startOAuth2
  const { url, state, redirectUri, stored } = await begin(deps, started, origin)
  const stateHash = deps.vault.hashToken(state)
  const sealed: StoredState = { ...stored, browser: deps.vault.hashToken(browser) }
  await deps.db.insert(oauthStates).values({
    stateHash,
    projectId: account.projectId,
    connectedAccountId: account.id,
    redirectUri,
    verifier: deps.vault.seal(sealContext({ projectId: account.projectId, stateHash }), sealed),
    expiresAt: link.expiresAt,
    createdAt: deps.clock.now(),
  })
  return url
}

async function startOAuth2(deps: StartDeps, started: Started, origin: string): Promise<Start> {
  const app = oauthApp(deps, started.authConfig, started.account.publicFields)
  return startWithCode(app, started.authConfig, app.redirectUri ?? origin + callbackPath)
}

async function startRegistered(deps: StartDeps, started: Started, origin: string): Promise<Start> {
  const { account, authConfig, toolkit, scheme } = started
  const redirectUri = `${origin}${callbackPath}/${authConfig.id}`
  const client = {
    name: 'Patchbay',
    redirectUri,
    metadataUrl: `${origin}${clientMetadataPath}/${authConfig.id}`,
  }
  const registration = await registerClient(deps, scheme, account.publicFields, client)
  const app = registeredApp(toolkit, scheme, { ...account.publicFields, ...registration })
  const start = await startWithCode(app, authConfig, redirectUri)
  return { ...start, stored: { ...start.stored, registration } }
}

async function startWithCode(app: OAuthApp, authConfig: AuthConfigRow, redirectUri: string): Promise<Start> {
  const state = newToken()
  const verifier = oauth.generateRandomCodeVerifier()
  const challenge = await oauth.calculatePKCECodeChallenge(verifier)
  const url = authorizeUrl(app, authConfig, { state, redirectUri, challenge })
  return { url, state, redirectUri, stored: { verifier } }
}

async function startOAuth1(deps: StartDeps, started: Started, origin: string): Promise<Start> {
  const app = oauth1App(deps, started.authConfig, started.account.publicFields)
  const redirectUri = origin + callbackPath
  const { token, secret } = await getRequestToken(deps, app, redirectUri)
  return {
    url: consentUrl(app, token),
    state: oauth1State(token),
    redirectUri,
    stored: { verifier: '', requestSecret: secret },
  }
}

const oauth1State = (token: string) => `oauth1:${token}`

/** Builds the authorization request. Parameters that the endpoint's URL already has stay. */
export function authorizeUrl(
  { authorizeUrl: endpoint, clientId, oauth2 }: Pick<OAuthApp, 'authorizeUrl' | 'clientId' | 'oauth2'>,
  { scopes, userScopes }: Pick<AuthConfigRow, 'scopes' | 'userScopes'>,
  { state, redirectUri, challenge }: { state: string; redirectUri: string; challenge: string },
): URL {
  if (!endpoint) throw new ApiError('AuthConfigInvalid', 'This scheme has no page for the user')
  const url = new URL(endpoint)
  const asked = scopes.length > 0 ? scopes : oauth2.default_scopes
  const parameters: Record<string, string> = {
    ...oauth2.authorize_params,
    response_type: 'code',
    [oauth2.client_id_param ?? 'client_id']: clientId,
    redirect_uri: redirectUri,
    state,
    ...(asked.length > 0 && { [oauth2.scope_param ?? 'scope']: asked.join(oauth2.scope_separator) }),
    ...(oauth2.pkce && { code_challenge: challenge, code_challenge_method: 'S256' }),
  }
  const askedOfUser = userScopes.length > 0 ? userScopes : (oauth2.default_user_scopes ?? [])
  if (oauth2.user_scope_param !== undefined && askedOfUser.length > 0) {
    parameters[oauth2.user_scope_param] = askedOfUser.join(oauth2.scope_separator)
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  // A few providers read "+" in a query as a plus sign.
  url.search = url.search.replaceAll('+', '%20')
  return url
}

export type Authorization =
  | { outcome: 'connected' | 'denied' | 'failed'; account: ConnectedAccount }
  | { outcome: 'unknown' | 'other-browser' }

/** What the provider sent the browser back with. */
export interface Callback {
  query: URLSearchParams
  /** Path of the redirect URI that it came to. */
  path: string
  /** What the browser brought of its own. */
  browser: string | undefined
}

/** Takes a callback, and completes or fails the connection. */
export async function finishAuthorization(
  deps: Deps,
  { query, path, browser }: Callback,
): Promise<Authorization> {
  const row = await findState(deps, stateOf(query))
  if (!row || contextOf(new URL(row.redirectUri).pathname) !== contextOf(path)) return { outcome: 'unknown' }
  const stored = deps.vault.open<StoredState>(sealContext(row), row.verifier).reveal()
  if (browser === undefined || deps.vault.hashToken(browser) !== stored.browser)
    return { outcome: 'other-browser' }
  if (!(await consumeState(deps, row))) return { outcome: 'unknown' }
  const account = await accountOf(deps, row)
  if (!account) return { outcome: 'unknown' }
  const error =
    query.has('denied') && account.authScheme === 'OAUTH1' ? 'access_denied' : only(query, 'error')
  if (error !== undefined || query.has('error')) return refuse(deps, account, 'denied', denial(error))
  const completed = await exchange(deps, account, { ...stored, query, redirectUri: row.redirectUri })
  if (!completed) return refuse(deps, account, 'failed', statusReasons.exchangeFailed)
  return connect(deps, account, completed)
}

/** What follows the shared part of a redirect URI's path; empty for the shared one, here or at a proxy of theirs. */
function contextOf(path: string): string {
  return /\/toolkits\/auth\/callback\/([\w-]+)$/.exec(path)?.[1] ?? ''
}

/** OAuth 1.0a brings the request token back, also (as `denied`) when the user said no. */
function stateOf(query: URLSearchParams): string | undefined {
  const state = only(query, 'state')
  if (state !== undefined) return /^[A-Za-z0-9_-]{43}$/.test(state) ? state : undefined
  const token = only(query, 'oauth_token') ?? only(query, 'denied')
  return token === undefined || token.length > 512 ? undefined : oauth1State(token)
}

type Exchange = StoredState & { query: URLSearchParams; redirectUri: string }

/** Redeems what the callback brought, and completes the connection. Undefined when the provider does not agree. */
async function exchange(
  deps: Deps,
  account: ConnectedAccount,
  request: Exchange,
): Promise<Completed | undefined> {
  try {
    const authConfig = await findAuthConfig(deps, account.projectId, account.authConfigId)
    const tokens = await redeem(deps, authConfig, account, request)
    const given = { publicFields: account.publicFields, credential: { ...request.registration } }
    return await completeConnection(deps, authConfig, given, tokens)
  } catch (error) {
    if (!(error instanceof TokenError) && !(error instanceof ApiError)) throw error
    const { code, detail } =
      error instanceof TokenError ? error : { code: error.kind, detail: 'the connection cannot be completed' }
    deps.log.warn({ accountId: account.id, toolkit: account.toolkit, code, detail }, 'token exchange failed')
    return undefined
  }
}

async function redeem(
  deps: Deps,
  authConfig: AuthConfigRow,
  account: ConnectedAccount,
  { query, redirectUri, verifier, registration, requestSecret }: Exchange,
): Promise<TokenSet> {
  if (account.authScheme === 'OAUTH1') {
    const request = { token: only(query, 'oauth_token') ?? '', secret: requestSecret ?? '' }
    return getAccessToken(deps, oauth1App(deps, authConfig, account.publicFields), request, query)
  }
  if (only(query, 'code') === undefined) throw new TokenError('rejected', 'no code')
  const app = oauthApp(deps, authConfig, { ...account.publicFields, ...registration })
  return exchangeCode(deps, app, { callback: query, redirectUri, verifier })
}

async function connect(
  deps: Deps,
  account: ConnectedAccount,
  { values, tokenExpiresAt }: Completed,
): Promise<Authorization> {
  return deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    const connected = await activateAccount(inside, account, values, tokenExpiresAt)
    if (!connected) return { outcome: 'unknown' as const }
    await close(inside, account)
    await readUserInfoSoon(inside, connected)
    return { outcome: 'connected' as const, account: connected }
  })
}

async function refuse(
  deps: Deps,
  account: ConnectedAccount,
  outcome: 'denied' | 'failed',
  reason: string,
): Promise<Authorization> {
  await failAccount(deps, account, reason)
  await close(deps, account)
  return { outcome, account }
}

/** The links of the account are used up, and the verifiers of other attempts are of no more use. */
async function close(deps: Pick<Deps, 'db' | 'clock'>, account: ConnectedAccount): Promise<void> {
  await consumeLinksOf(deps, account)
  await deps.db.delete(oauthStates).where(statesOf(account))
}

async function findState(
  { db, vault, clock }: Pick<Deps, 'db' | 'vault' | 'clock'>,
  state: string | undefined,
): Promise<OAuthStateRow | undefined> {
  if (state === undefined) return undefined
  const [row] = await db
    .select()
    .from(oauthStates)
    .where(
      and(
        eq(oauthStates.stateHash, vault.hashToken(state)),
        isNull(oauthStates.consumedAt),
        gt(oauthStates.expiresAt, clock.now()),
      ),
    )
  return row
}

/** Of any number of requests with the same state, one gets true. */
async function consumeState(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { stateHash }: OAuthStateRow,
): Promise<boolean> {
  const consumed = await db
    .update(oauthStates)
    .set({ consumedAt: clock.now() })
    .where(and(eq(oauthStates.stateHash, stateHash), isNull(oauthStates.consumedAt)))
    .returning({ stateHash: oauthStates.stateHash })
  return consumed.length > 0
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

function statesOf({ projectId, id }: ConnectedAccount) {
  return and(eq(oauthStates.projectId, projectId), eq(oauthStates.connectedAccountId, id))
}

/** A parameter that is there exactly once (RFC 6749 section 3.1). */
function only(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name)
  return values.length === 1 ? values[0] : undefined
}

/** The provider's error code is kept when it is one; its free text is not. */
function denial(error: string | undefined): string {
  if (error === 'access_denied') return 'The user denied access at the provider (access_denied)'
  const code = error !== undefined && /^[\w.-]{1,64}$/.test(error) ? error : 'unknown error'
  return `The provider refused the authorization (${code})`
}

function sealContext({ projectId, stateHash }: Pick<OAuthStateRow, 'projectId' | 'stateHash'>) {
  return { projectId, table: 'oauth_states', rowId: stateHash, column: 'verifier', version: 0 }
}
