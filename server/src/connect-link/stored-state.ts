/** What is remembered of an authorization until its callback, and how it is found again. */
import { and, eq, gt, isNull } from '../db/sql.ts'
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import type { Registration } from '../connected-accounts/protocols/registration-fields.ts'
import type { Deps } from '../deps.ts'
import { oauthStates, type OAuthStateRow } from './connect-link.table.ts'
import type { Language } from './languages.ts'

/** Sealed in `oauth_states.verifier`. */
export interface StoredState {
  verifier: string
  /** Hash of the browser's cookie. */
  browser: string
  /** Whose redirect URI the callback must come to: an auth config's id, or empty for the shared one. */
  context: string
  /** In which the person read the page. */
  language: Language
  /** The app that was registered for it (DCR_OAUTH). */
  registration?: Registration
  /** The secret of the request token (OAUTH1). */
  requestSecret?: string
}

/** What follows the shared part of a redirect URI's path; empty for the shared one, here or at a proxy of theirs. */
export function contextOf(path: string): string {
  return /\/toolkits\/auth\/callback\/([\w-]+)$/.exec(path)?.[1] ?? ''
}

/** The name of an OAuth 1.0a authorization, whose request token the provider chose. */
export const oauth1State = (token: string) => `oauth1:${token}`

/** OAuth 1.0a brings the request token back, also (as `denied`) when the user said no. */
export function stateOf(query: URLSearchParams): string | undefined {
  const state = only(query, 'state')
  if (state !== undefined) return /^[A-Za-z0-9_-]{43}$/.test(state) ? state : undefined
  const token = only(query, 'oauth_token') ?? only(query, 'denied')
  return token === undefined || token.length > 512 ? undefined : oauth1State(token)
}

/** The authorization of a state that is still open. */
export async function findState(
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
export async function consumeState(
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

/** The condition that finds every authorization of an account. */
export function statesOf({ projectId, id }: ConnectedAccount) {
  return and(eq(oauthStates.projectId, projectId), eq(oauthStates.connectedAccountId, id))
}

/** How the stored part of an authorization is sealed. */
export function stateSeal({ projectId, stateHash }: Pick<OAuthStateRow, 'projectId' | 'stateHash'>) {
  return { projectId, table: 'oauth_states', rowId: stateHash, column: 'verifier', version: 0 }
}

/** A parameter that is there exactly once (RFC 6749 section 3.1). */
export function only(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name)
  return values.length === 1 ? values[0] : undefined
}
