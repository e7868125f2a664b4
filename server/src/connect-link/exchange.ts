/** Redeeming what a provider sent a browser back with. */
import { findAuthConfig, type AuthConfigRow } from '../auth-configs/auth-configs.ts'
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import { completeConnection, type Completed } from '../connected-accounts/obtain-tokens.ts'
import { getAccessToken, oauth1App } from '../connected-accounts/protocols/oauth1-client.ts'
import {
  exchangeCode,
  oauthApp,
  TokenError,
  type TokenSet,
} from '../connected-accounts/protocols/oauth-client.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { only, type StoredState } from './stored-state.ts'

export type Exchange = StoredState & { query: URLSearchParams; redirectUri: string }

/** Redeems what the callback brought, and completes the connection. Undefined when the provider does not agree. */
export async function exchange(
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
