/** A provider sends the browser back: to whom the callback belongs, and what becomes of it. */
import { statusReasons } from '../connected-accounts/account-states.ts'
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import type { Deps } from '../deps.ts'
import { projectConfig } from '../projects/project-config.ts'
import { holdConnection, type Held } from './auth-sessions.ts'
import { withParameters } from './callback-url.ts'
import { accountOf } from './connect-link.ts'
import { connect, refuseConnection } from './connect.ts'
import { exchange } from './exchange.ts'
import type { Language } from './languages.ts'
import {
  consumeState,
  contextOf,
  findState,
  only,
  stateOf,
  stateSeal,
  type StoredState,
} from './stored-state.ts'

export type Authorization =
  | { outcome: 'connected' | 'denied' | 'failed'; account: ConnectedAccount; language: Language }
  | { outcome: 'held'; verifyAt: string; language: Language }
  | { outcome: 'over' | 'otherBrowser'; language?: Language }

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
  if (!row) return { outcome: 'over' }
  const stored = deps.vault.open<StoredState>(stateSeal(row), row.verifier).reveal()
  const { language } = stored
  if (stored.context !== contextOf(path)) return { outcome: 'over', language }
  if (browser === undefined || deps.vault.hashToken(browser) !== stored.browser)
    return { outcome: 'otherBrowser', language }
  if (!(await consumeState(deps, row))) return { outcome: 'over', language }
  const account = await accountOf(deps, row)
  if (!account) return { outcome: 'over', language }
  const error =
    query.has('denied') && account.authScheme === 'OAUTH1' ? 'access_denied' : only(query, 'error')
  if (error !== undefined || query.has('error')) {
    await refuseConnection(deps, account, denial(error))
    return { outcome: 'denied', account, language }
  }
  const request = { ...stored, redirectUri: row.redirectUri }
  const { oauth_callback_verifier_url: verifier } = await projectConfig(deps, account.projectId)
  if (verifier !== undefined) {
    const held: Held = { from: 'callback', query: query.toString(), exchange: request }
    const sessionUri = await holdConnection(deps, account, { held, expiresAt: row.expiresAt })
    return { outcome: 'held', verifyAt: withParameters(verifier, { session_uri: sessionUri }), language }
  }
  const completed = await exchange(deps, account, { ...request, query })
  if (!completed) {
    await refuseConnection(deps, account, statusReasons.exchangeFailed)
    return { outcome: 'failed', account, language }
  }
  const connected = await connect(deps, account, completed)
  return connected ? { outcome: 'connected', account: connected, language } : { outcome: 'over', language }
}

/** The provider's error code is kept when it is one; its free text is not. */
function denial(error: string | undefined): string {
  if (error === 'access_denied') return 'The user denied access at the provider (access_denied)'
  const code = error !== undefined && /^[\w.-]{1,64}$/.test(error) ? error : 'unknown error'
  return `The provider refused the authorization (${code})`
}
