/**
 * Ending a connection for good: dead at the provider, its data key shredded here, and a receipt that says so.
 *
 *     revoke    the provider first; only when it has heard is the account REVOKED and its credential erased
 *     delete    the account goes at once; the credential moves into the receipt, sealed anew, until the provider
 *               has heard: now if it answers, else by `revoke-upstream.job.ts`; after a day it is shredded anyway
 *
 * Both wait for a refresh that is under way, as the tokens that it brings would live on.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { and, sql } from '../db/sql.ts'
import { authConfigsById } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { accountNotFound, asOf, live, markDeleted, markRevoked } from './account-states.ts'
import { connectedAccounts, type ConnectedAccountRow } from './connected-accounts.table.ts'
import {
  insertReceipt,
  isRevocable,
  receiptFor,
  tellProvider,
  valuesOf,
  type DisconnectionCause,
  type DisconnectionRow,
  type ReceiptDeps,
} from './disconnections.ts'
import { revokeTokens, type Revocation, type TokenKind } from './protocols/revocation.ts'

type DisconnectDeps = ReceiptDeps & Pick<Deps, 'egress' | 'log'>

/** A lease of the refresh lasts this long at most. */
const longestRefreshMs = 30_000
/** How long a deletion waits for a refresh, and then for the provider, before it answers. */
const patienceMs = 4_000
const pollMs = 50

/**
 * Revokes an ACTIVE account at its provider; on success it is REVOKED and its credential erased.
 * @returns the tokens that died; none for an account that was REVOKED already.
 * @throws {ApiError} ConnectedAccountNotFound, also when its auth config was deleted; RevocationNotSupported;
 * NotRevokable; RevocationFailed when the provider accepted no revocation.
 */
export async function revokeAccount(
  deps: DisconnectDeps,
  projectId: string,
  id: string,
): Promise<{ revoked: TokenKind[] }> {
  const account = asOf(await leaseForRevocation(deps, projectId, id, longestRefreshMs), deps.clock.now())
  try {
    const authConfig = (await authConfigsById(deps, projectId, [account.authConfigId])).get(
      account.authConfigId,
    )
    if (!authConfig || authConfig.deletedAt !== null) throw accountNotFound(id)
    if (!isRevocable(deps, account)) throw notSupported(account)
    if (account.status === 'REVOKED') return { revoked: [] }
    if (account.status !== 'ACTIVE') throw notRevokable(account)
    const revocation = await revokeTokens(deps, authConfig, valuesOf(deps, account))
    await recordRevocation(deps, account, revocation)
    if (revocation.revoked.length === 0) throw revocationFailed(account, revocation)
    return { revoked: revocation.revoked }
  } finally {
    await releaseLease(deps, account)
  }
}

/**
 * Deletes an account; its credential is erased here at once. The provider is told as soon as it answers: by
 * `tellProvider`, or by the job. Inside a transaction of the caller's, give its `db`.
 * @returns the receipt.
 * @throws {ApiError} ConnectedAccountNotFound.
 */
export async function deleteAccount(
  deps: ReceiptDeps,
  projectId: string,
  id: string,
  cause: DisconnectionCause = 'deleted',
): Promise<DisconnectionRow> {
  return deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    return receiptFor(inside, await markDeleted(inside, projectId, id), cause)
  })
}

/**
 * Ends an account whatever its status, as `deleteAccount` does, and leaves it as REVOKED.
 * @returns the receipt; undefined when its credential changed meanwhile.
 */
export async function disconnectAccount(
  deps: ReceiptDeps,
  account: ConnectedAccountRow,
  cause: DisconnectionCause,
): Promise<DisconnectionRow | undefined> {
  return deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    if (!(await markRevoked(inside, account))) return undefined
    return receiptFor(inside, account, cause)
  })
}

/**
 * `deleteAccount` for a caller who wants to know what was revoked: waits a little for a refresh that is under way,
 * and for the provider, which the job tells later when it is slow.
 */
export async function deleteAndRevoke(
  deps: DisconnectDeps,
  projectId: string,
  id: string,
): Promise<{ revoked: TokenKind[] }> {
  await leaseForRevocation(deps, projectId, id, patienceMs).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.kind !== 'NotRevokable') throw error
  })
  const receipt = await deleteAccount(deps, projectId, id)
  const told = tellProvider(deps, { projectId, disconnectionId: receipt.id }).catch((error: unknown) => {
    deps.log.warn({ disconnectionId: receipt.id, err: error }, 'a deleted account could not be revoked yet')
    return receipt
  })
  const { revokedTokens } = await Promise.race([told, wait(patienceMs, receipt, { ref: false })])
  return { revoked: revokedTokens }
}

async function recordRevocation(
  deps: DisconnectDeps,
  account: ConnectedAccountRow,
  { revoked, problem }: Revocation,
): Promise<void> {
  const isAlive = revoked.length === 0
  // A refresh token that lives on is worth asking again; an access token ends by itself.
  const isHalf = !isAlive && problem?.code === 'unavailable' && !revoked.includes('refresh_token')
  await deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    if (!isAlive && !(await markRevoked(inside, account))) throw changedMeanwhile(account)
    await insertReceipt(inside, account, 'revoked', {
      outcome: isAlive ? 'failed' : isHalf ? 'pending' : 'revoked',
      revokedTokens: revoked,
      attempts: 1,
      problem: problem?.detail ?? null,
    })
  })
}

/**
 * Holds off refreshes of an account, as the provider would otherwise make tokens that nobody revokes.
 * @throws {ApiError} ConnectedAccountNotFound; NotRevokable when a refresh does not end in time.
 */
async function leaseForRevocation(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
  patience: number,
): Promise<ConnectedAccountRow> {
  const { refreshLeaseUntil: until } = connectedAccounts
  const deadline = performance.now() + patience
  do {
    const [leased] = await db
      .update(connectedAccounts)
      .set({ refreshLeaseUntil: sql`now() + make_interval(secs => ${longestRefreshMs / 1000})` })
      .where(and(live(projectId, id), sql`(${until} is null or ${until} < now())`))
      .returning()
    if (leased) return leased
    const [row] = await db.select().from(connectedAccounts).where(live(projectId, id))
    if (!row) throw accountNotFound(id)
    await wait(pollMs)
  } while (performance.now() < deadline)
  throw new ApiError('NotRevokable', `Connected account ${id} is being refreshed at this moment`)
}

async function releaseLease({ db }: Pick<Deps, 'db'>, { projectId, id }: ConnectedAccountRow): Promise<void> {
  await db.update(connectedAccounts).set({ refreshLeaseUntil: null }).where(live(projectId, id))
}

function notSupported({ id, toolkit, authScheme }: ConnectedAccountRow): ApiError {
  return new ApiError(
    'RevocationNotSupported',
    `Connected account ${id} cannot be revoked: ${toolkit} has no way to revoke ${authScheme} credentials`,
  )
}

function notRevokable({ id, status }: ConnectedAccountRow): ApiError {
  return new ApiError('NotRevokable', `Connected account ${id} cannot be revoked: its status is ${status}`)
}

function changedMeanwhile({ id }: ConnectedAccountRow): ApiError {
  return new ApiError('NotRevokable', `Connected account ${id} got new credentials while it was revoked`)
}

function revocationFailed({ id, toolkit }: ConnectedAccountRow, { problem }: Revocation): ApiError {
  const why = problem?.detail ?? 'it revokes no such tokens'
  return new ApiError('RevocationFailed', `The provider of ${toolkit} did not revoke ${id} (${why})`)
}
