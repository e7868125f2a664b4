/**
 * One authorization at a provider (RFC 6749 section 4.1): out with a state, back with a code.
 *
 * The state is 256 random bits, stored as a hash, used once, and over when its link is. It is bound to the
 * browser that opened the link: somebody who opens a link himself and passes the provider's page on to another
 * person would otherwise get that person's account connected as his own.
 */
import { and, count, eq, gt, isNull } from '../db/sql.ts'
import * as oauth from 'oauth4webapi'
import type { AuthConfigRow } from '../auth-configs/auth-configs.ts'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import {
  activateAccount,
  failAccount,
  type ConnectedAccount,
} from '../connected-accounts/connected-accounts.ts'
import {
  exchangeCode,
  oauthApp,
  TokenError,
  type OAuthApp,
  type TokenSet,
} from '../connected-accounts/oauth-client.ts'
import { newToken } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { accountOf, consumeLinksOf, type OpenLink } from './connect-link.ts'
import { oauthStates, type OAuthStateRow } from './connect-link.table.ts'

export const callbackPath = '/api/v3.1/toolkits/auth/callback'

/** Sealed in `oauth_states.verifier`. */
interface StoredState {
  verifier: string
  /** Hash of the browser's cookie. */
  browser: string
}

/** How often one link may be started: a person reloads a page, a script does not stop. */
const mostStarts = 20

const exchangeFailed = 'OAuth callback failed during token exchange'

/**
 * Starts an authorization and gives the provider's page for it.
 * @param browser what the browser keeps and brings back.
 * @throws {ApiError} RateLimited when the link was started too often; what `oauthApp` throws.
 */
export async function startAuthorization(
  deps: Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'clock'>,
  { link, account, authConfig }: Pick<OpenLink, 'link' | 'account' | 'authConfig'>,
  { origin, browser }: { origin: string; browser: string },
): Promise<URL> {
  const app = oauthApp(deps, authConfig, account.publicFields)
  await limitStarts(deps, account)
  const state = newToken()
  const verifier = oauth.generateRandomCodeVerifier()
  const redirectUri = app.redirectUri ?? origin + callbackPath
  const stateHash = deps.vault.hashToken(state)
  const stored: StoredState = { verifier, browser: deps.vault.hashToken(browser) }
  await deps.db.insert(oauthStates).values({
    stateHash,
    projectId: account.projectId,
    connectedAccountId: account.id,
    redirectUri,
    verifier: deps.vault.seal(sealContext({ projectId: account.projectId, stateHash }), stored),
    expiresAt: link.expiresAt,
    createdAt: deps.clock.now(),
  })
  const challenge = await oauth.calculatePKCECodeChallenge(verifier)
  return authorizeUrl(app, authConfig, { state, redirectUri, challenge })
}

/** Builds the authorization request. Parameters that the endpoint's URL already has stay. */
export function authorizeUrl(
  { authorizeUrl: endpoint, clientId, oauth2 }: Pick<OAuthApp, 'authorizeUrl' | 'clientId' | 'oauth2'>,
  { scopes, userScopes }: Pick<AuthConfigRow, 'scopes' | 'userScopes'>,
  { state, redirectUri, challenge }: { state: string; redirectUri: string; challenge: string },
): URL {
  const url = new URL(endpoint)
  const asked = scopes.length > 0 ? scopes : oauth2.default_scopes
  const parameters: Record<string, string> = {
    ...oauth2.authorize_params,
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    ...(asked.length > 0 && { scope: asked.join(oauth2.scope_separator) }),
    ...(oauth2.pkce && { code_challenge: challenge, code_challenge_method: 'S256' }),
  }
  if (oauth2.user_scope_param !== undefined && userScopes.length > 0) {
    parameters[oauth2.user_scope_param] = userScopes.join(oauth2.scope_separator)
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  // A few providers read "+" in a query as a plus sign.
  url.search = url.search.replaceAll('+', '%20')
  return url
}

export type Authorization =
  | { outcome: 'connected' | 'denied' | 'failed'; account: ConnectedAccount }
  | { outcome: 'unknown' | 'other-browser' }

/** Takes what the provider sent the browser back with, and completes or fails the connection. */
export async function finishAuthorization(
  deps: Deps,
  callback: URLSearchParams,
  browser: string | undefined,
): Promise<Authorization> {
  const row = await findState(deps, only(callback, 'state'))
  if (!row) return { outcome: 'unknown' }
  const stored = deps.vault.open<StoredState>(sealContext(row), row.verifier).reveal()
  if (browser === undefined || deps.vault.hashToken(browser) !== stored.browser)
    return { outcome: 'other-browser' }
  if (!(await consumeState(deps, row))) return { outcome: 'unknown' }
  const account = await accountOf(deps, row)
  if (!account) return { outcome: 'unknown' }
  if (callback.has('error')) return refuse(deps, account, 'denied', denial(only(callback, 'error')))
  const tokens = await exchange(deps, account, {
    callback,
    redirectUri: row.redirectUri,
    verifier: stored.verifier,
  })
  if (!tokens) return refuse(deps, account, 'failed', exchangeFailed)
  return connect(deps, account, tokens)
}

async function exchange(
  deps: Deps,
  account: ConnectedAccount,
  request: Parameters<typeof exchangeCode>[2],
): Promise<TokenSet | undefined> {
  if (only(request.callback, 'code') === undefined) return undefined
  try {
    const authConfig = await findAuthConfig(deps, account.projectId, account.authConfigId)
    return await exchangeCode(deps, oauthApp(deps, authConfig, account.publicFields), request)
  } catch (error) {
    if (!(error instanceof TokenError) && !(error instanceof ApiError)) throw error
    const code = error instanceof TokenError ? error.code : error.kind
    deps.log.warn({ accountId: account.id, toolkit: account.toolkit, code }, 'token exchange failed')
    return undefined
  }
}

async function connect(deps: Deps, account: ConnectedAccount, tokens: TokenSet): Promise<Authorization> {
  const values = { publicFields: account.publicFields, credential: tokens.credential }
  return deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    const connected = await activateAccount(inside, account, values, tokens.expiresAt)
    if (!connected) return { outcome: 'unknown' as const }
    await close(inside, account)
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
  if (state === undefined || !/^[A-Za-z0-9_-]{43}$/.test(state)) return undefined
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
