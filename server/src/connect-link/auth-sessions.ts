/**
 * Connections that wait for their project to say whose browser made them.
 *
 * Somebody may start a connection for himself and have another person complete it: nothing in OAuth tells the two
 * apart, but the project can, as it knows who is signed in at the browser that comes back. So where a project names
 * an `oauth_callback_verifier_url`, what came back from the provider is held, the browser is sent to that address
 * with a one-time `session_uri`, and the account stays INITIATED until the project's backend redeems it together with
 * the user it sees:
 *
 *     held → redeemed   the user is the account's: the code is exchanged, the account is ACTIVE
 *     held → refused    the user is another: nothing is exchanged, the account is FAILED
 *     held → removed    nobody redeemed it before its link's time was over
 *
 * A code that is never exchanged ends by itself at its provider, so there is nothing to take back.
 */
import { and, eq, gt } from '../db/sql.ts'
import { statusReasons } from '../connected-accounts/account-states.ts'
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import type { Completed } from '../connected-accounts/obtain-tokens.ts'
import { newToken } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { exchange, type Exchange } from './exchange.ts'
import { withOutcome } from './callback-url.ts'
import { accountOf } from './connect-link.ts'
import { authSessions, type AuthSessionRow } from './connect-link.table.ts'
import { connect, endAttempts, refuseConnection } from './connect.ts'

const uriPrefix = 'urn:patchbay:auth-session:'

/** What completes a connection. Sealed in `auth_sessions.held`. */
export type Held =
  | { from: 'callback'; query: string; exchange: Omit<Exchange, 'query'> }
  | { from: 'form'; values: Completed['values']; tokenExpiresAt?: string }

/** Holds a connection, and ends its links. @returns the session URI, which is known to nobody else. */
export async function holdConnection(
  deps: Pick<Deps, 'db' | 'vault' | 'clock'>,
  account: ConnectedAccount,
  { held, expiresAt }: { held: Held; expiresAt: Date },
): Promise<string> {
  const { projectId, id } = account
  const token = newToken()
  const sessionHash = deps.vault.hashToken(token)
  await deps.db.transaction(async (tx) => {
    await tx.insert(authSessions).values({
      sessionHash,
      projectId,
      connectedAccountId: id,
      held: deps.vault.seal(sealContext({ projectId, sessionHash }), held),
      expiresAt,
      createdAt: deps.clock.now(),
    })
    await endAttempts({ ...deps, db: tx }, account)
  })
  return uriPrefix + token
}

export interface CompletedAuth {
  account: ConnectedAccount
  /** Where the project's page may send the browser on to: its callback URL with the outcome. */
  redirectUrl: string | null
}

/**
 * Completes a connection whose user the project names. Works once.
 * @throws {ApiError} AuthSessionNotFound, also for a session of another project; AuthSessionOtherUser;
 * ConnectedAccountInvalid when the provider does not agree.
 */
export async function completeAuth(
  deps: Deps,
  projectId: string,
  { sessionUri, userId }: { sessionUri: string; userId: string },
): Promise<CompletedAuth> {
  const row = await takeSession(deps, projectId, sessionUri)
  const account = row && (await accountOf(deps, row))
  if (!row || !account) throw new ApiError('AuthSessionNotFound', 'session_uri: there is no such session')
  if (account.userId !== userId) {
    await refuseConnection(deps, account, statusReasons.otherUser)
    throw new ApiError(
      'AuthSessionOtherUser',
      'user_id: the connection was started for another user, so nothing was connected',
    )
  }
  const held = deps.vault.open<Held>(sealContext(row), row.held).reveal()
  const completed = await whatWasHeld(deps, account, held)
  const connected = completed && (await connect(deps, account, completed))
  if (!connected) {
    await refuseConnection(deps, account, statusReasons.exchangeFailed)
    throw new ApiError(
      'ConnectedAccountInvalid',
      `The provider of ${account.toolkit} did not confirm the connection`,
      { suggestedFix: 'Have the user connect again through a new link.' },
    )
  }
  const { id, callbackUrl } = connected
  const redirectUrl = callbackUrl === null ? null : withOutcome(callbackUrl, 'success', id)
  return { account: connected, redirectUrl }
}

async function whatWasHeld(
  deps: Deps,
  account: ConnectedAccount,
  held: Held,
): Promise<Completed | undefined> {
  if (held.from === 'callback')
    return exchange(deps, account, { ...held.exchange, query: new URLSearchParams(held.query) })
  const { values, tokenExpiresAt } = held
  return { values, tokenExpiresAt: tokenExpiresAt === undefined ? undefined : new Date(tokenExpiresAt) }
}

/** Removes the session; of any number of requests with the same URI, one gets it. */
async function takeSession(
  { db, vault, clock }: Pick<Deps, 'db' | 'vault' | 'clock'>,
  projectId: string,
  sessionUri: string,
): Promise<AuthSessionRow | undefined> {
  if (!sessionUri.startsWith(uriPrefix)) return undefined
  const [row] = await db
    .delete(authSessions)
    .where(
      and(
        eq(authSessions.projectId, projectId),
        eq(authSessions.sessionHash, vault.hashToken(sessionUri.slice(uriPrefix.length))),
        gt(authSessions.expiresAt, clock.now()),
      ),
    )
    .returning()
  return row
}

function sealContext({ projectId, sessionHash }: Pick<AuthSessionRow, 'projectId' | 'sessionHash'>) {
  return { projectId, table: 'auth_sessions', rowId: sessionHash, column: 'held', version: 0 }
}
