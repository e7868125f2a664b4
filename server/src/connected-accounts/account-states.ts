/**
 * The life of a connected account. Every write of `status` is in this file or in `insertAccount`.
 *
 *     (new)                  → INITIATED   a link was made
 *     (new)                  → ACTIVE      credentials came with the request, or none are needed
 *     INITIATED              → ACTIVE      the user completed the link: `activateAccount`
 *                                          (or their project confirmed that they did: `auth-sessions.ts`)
 *     INITIATED              → FAILED      the user or the provider refused, or the code could not be exchanged:
 *                                          `failAccount`
 *     INITIATED              → EXPIRED     10 minutes passed: `expire-connection.job.ts`; reads say so from then on
 *     ACTIVE                 → EXPIRED     the provider ended the grant: `expireAccount`, with an event
 *     ACTIVE                 ⇄ INACTIVE    PATCH status: `setAccountEnabled`; elsewhere only is_disabled changes
 *     FAILED, EXPIRED, REVOKED → INITIATED a new link for the same account: `reinitiateAccount`
 *     any                    → ACTIVE      new credentials by link or PATCH (INACTIVE while disabled)
 *     ACTIVE                 → REVOKED     ended at the provider or by the operator: `markRevoked`
 *     any                    → REVOKED     `patchbay panic`, which also ends what is under way
 *     any                    → (deleted)   the credential is erased, the row stays for the records
 *
 * An account that is ACTIVE keeps working while its user goes through a new link, and after that link failed.
 * INITIALIZING is published and never stored: here an account exists only together with its link. REVOKED is for
 * a credential that was ended on purpose, and only new credentials lead out of it.
 *
 * `status_reason` names the cause of the last transition to FAILED, EXPIRED, INACTIVE or REVOKED, and is null
 * otherwise. INITIATED counts from `updated_at`: nothing else writes that column while an account is INITIATED.
 */
import { recordCredentialEvent } from '../audit/audit.ts'
import { and, eq, isNull, type SQL } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { recordEvent } from '../events/events.ts'
import { ApiError } from '../http/errors.ts'
import type { ConnectionValues } from './connection-fields.ts'
import {
  connectedAccounts,
  type AccountStatus,
  type ConnectedAccountRow,
} from './connected-accounts.table.ts'
import { expireConnection, initiationEnd, initiationExpired } from './expire-connection.job.ts'
import { presentAccounts } from './present-connected-account.ts'
import { sealCredential } from './sealed-credential.ts'

/** Why an account is in its status, as the published contract words it where it does. */
export const statusReasons = {
  initiationExpired,
  refreshRefused: 'Permanent auth error during token refresh',
  answerLost:
    'Permanent auth error during token refresh: the answer to an earlier refresh was lost, and the provider does not take the old token again',
  noRefreshToken: 'The access token has expired, and the provider gave no refresh token',
  exchangeFailed: 'OAuth callback failed during token exchange',
  cancelled: 'The user chose not to connect',
  choseAnother: 'The user chose another toolkit instead',
  otherUser: 'The link was completed by another user than it was made for',
  changedByUser: 'Connection status updated by user',
  revoked: 'Revoked',
} as const

/** The job may run on a node whose clock is ahead; 5 s later, every node agrees that the time is over. */
const expirySlackMs = 5_000

/**
 * Starts a new initiation of an account that is not connected; one that is ACTIVE stays so until the user has
 * completed the new link. Call it in a transaction.
 */
export async function reinitiateAccount(
  deps: Pick<Deps, 'db' | 'clock' | 'jobs'>,
  account: ConnectedAccountRow,
  callbackUrl: string | undefined,
): Promise<ConnectedAccountRow> {
  const initiated = account.status !== 'ACTIVE'
  const [row] = await deps.db
    .update(connectedAccounts)
    .set({
      ...(initiated && { status: 'INITIATED', statusReason: null }),
      ...(callbackUrl !== undefined && { callbackUrl }),
      updatedAt: deps.clock.now(),
    })
    .where(live(account.projectId, account.id))
    .returning()
  if (!row) throw accountNotFound(account.id)
  if (initiated) await enqueueExpiry(deps, row)
  return row
}

/**
 * Stores new credentials and makes the account ACTIVE (INACTIVE while it is disabled).
 * @returns undefined when the account was deleted or got other credentials meanwhile; nothing is stored then.
 */
export async function activateAccount(
  deps: Pick<Deps, 'db' | 'vault' | 'clock'>,
  account: ConnectedAccountRow,
  values: ConnectionValues,
  tokenExpiresAt?: Date,
): Promise<ConnectedAccountRow | undefined> {
  const version = account.credentialVersion + 1
  const [row] = await deps.db
    .update(connectedAccounts)
    .set({
      status: account.isDisabled ? 'INACTIVE' : 'ACTIVE',
      statusReason: null,
      publicFields: values.publicFields,
      credential: sealCredential(deps.vault, account, version, values.credential),
      credentialVersion: version,
      tokenExpiresAt: tokenExpiresAt ?? null,
      refreshLeaseUntil: null,
      refreshRetryAt: null,
      refreshFailures: 0,
      refreshUncertainAt: null,
      updatedAt: deps.clock.now(),
    })
    .where(
      and(
        live(account.projectId, account.id),
        eq(connectedAccounts.credentialVersion, account.credentialVersion),
      ),
    )
    .returning()
  return row
}

/** INITIATED → FAILED. An account in another status keeps it: a failed re-connection breaks nothing. */
export async function failAccount(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  account: ConnectedAccountRow,
  reason: string,
): Promise<void> {
  await db
    .update(connectedAccounts)
    .set({ status: 'FAILED', statusReason: reason, updatedAt: clock.now() })
    .where(and(live(account.projectId, account.id), eq(connectedAccounts.status, 'INITIATED')))
}

/**
 * ACTIVE → EXPIRED, and the event that says so, unless the credential changed since `account` was read.
 * @returns whether it expired.
 */
export async function expireAccount(
  deps: Pick<Deps, 'db' | 'vault' | 'clock' | 'log' | 'catalog'>,
  account: ConnectedAccountRow,
  reason: string,
): Promise<boolean> {
  const { projectId, id, credentialVersion } = account
  return deps.db.transaction(async (tx) => {
    const [row] = await tx
      .update(connectedAccounts)
      .set({
        status: 'EXPIRED',
        statusReason: reason,
        refreshLeaseUntil: null,
        refreshRetryAt: null,
        updatedAt: deps.clock.now(),
      })
      .where(
        and(
          live(projectId, id),
          eq(connectedAccounts.credentialVersion, credentialVersion),
          eq(connectedAccounts.status, 'ACTIVE'),
        ),
      )
      .returning()
    if (!row) return false
    await recordCredentialEvent({ ...deps, db: tx }, 'credential.expired', row)
    const [data] = await presentAccounts({ ...deps, db: tx }, projectId, [row])
    await recordEvent(tx, {
      projectId,
      type: 'composio.connected_account.expired',
      subjectId: id,
      data: data ?? {},
      occurredAt: deps.clock.now(),
    })
    return true
  })
}

/** Enables or disables an account. @throws {ApiError} ConnectedAccountNotFound. */
export async function setAccountEnabled(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  id: string,
  enabled: boolean,
): Promise<void> {
  const [account] = await db.select().from(connectedAccounts).where(live(projectId, id))
  if (!account) throw accountNotFound(id)
  const from: AccountStatus = enabled ? 'INACTIVE' : 'ACTIVE'
  const to: AccountStatus = enabled ? 'ACTIVE' : 'INACTIVE'
  const changes = account.status === from
  await db
    .update(connectedAccounts)
    .set({
      isDisabled: !enabled,
      ...(changes && { status: to, statusReason: enabled ? null : statusReasons.changedByUser }),
      ...(account.status !== 'INITIATED' && { updatedAt: clock.now() }),
    })
    .where(and(live(projectId, id), changes ? eq(connectedAccounts.status, from) : undefined))
}

/**
 * Any → REVOKED, the credential erased, unless it changed since `account` was read: no refresh that is under way
 * writes over it, as the version counts on.
 * @returns whether it was.
 */
export async function markRevoked(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  account: ConnectedAccountRow,
): Promise<boolean> {
  const { projectId, id, credentialVersion } = account
  const rows = await db
    .update(connectedAccounts)
    .set({
      ...erased(account),
      status: 'REVOKED',
      statusReason: statusReasons.revoked,
      updatedAt: clock.now(),
    })
    .where(and(live(projectId, id), eq(connectedAccounts.credentialVersion, credentialVersion)))
    .returning({ id: connectedAccounts.id })
  return rows.length > 0
}

/**
 * Marks an account as deleted. Its credential is erased, and with it the data key that every version was sealed
 * under. Call it in a transaction; `deleteAccount` of `disconnect-account.ts` does what belongs to it.
 * @returns the row as it was.
 * @throws {ApiError} ConnectedAccountNotFound.
 */
export async function markDeleted(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  id: string,
): Promise<ConnectedAccountRow> {
  const now = clock.now()
  const [before] = await db.select().from(connectedAccounts).where(live(projectId, id)).for('update')
  if (!before) throw accountNotFound(id)
  await db
    .update(connectedAccounts)
    .set({ ...erased(before), deletedAt: now, updatedAt: now, publicFields: {}, userInfo: null })
    .where(live(projectId, id))
  return before
}

function erased({ credentialVersion }: ConnectedAccountRow) {
  return {
    credential: null,
    credentialVersion: credentialVersion + 1,
    tokenExpiresAt: null,
    refreshLeaseUntil: null,
    refreshRetryAt: null,
  }
}

/** The row in its status at this time: an initiation that is overdue has expired, whether or not the job ran. */
export function asOf(row: ConnectedAccountRow, now: Date): ConnectedAccountRow {
  if (row.status !== 'INITIATED' || initiationEnd(row.updatedAt) > now) return row
  return { ...row, status: 'EXPIRED', statusReason: initiationExpired }
}

export function accountNotFound(id: string): ApiError {
  return new ApiError('ConnectedAccountNotFound', `Connected account ${id} not found`)
}

/** Enqueues the end of an initiation. Call it in the transaction that begins it. */
export async function enqueueExpiry(
  deps: Pick<Deps, 'db' | 'jobs'>,
  { id, projectId, updatedAt }: ConnectedAccountRow,
) {
  const startAfter = new Date(initiationEnd(updatedAt).getTime() + expirySlackMs)
  await deps.jobs.enqueue(deps.db, expireConnection, { projectId, accountId: id }, { startAfter })
}

/** The condition that finds an account of a project that was not deleted. */
export function live(projectId: string, id: string): SQL | undefined {
  return and(
    eq(connectedAccounts.projectId, projectId),
    eq(connectedAccounts.id, id),
    isNull(connectedAccounts.deletedAt),
  )
}
