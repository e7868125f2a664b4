/**
 * Receipts of disconnected accounts. A pending one holds what the provider has still to be told, sealed anew; it is
 * shredded when the provider has heard, or has refused, or has not answered for a day.
 */
import { recordCredentialEvent } from '../audit/audit.ts'
import { and, eq } from '../db/sql.ts'
import { authConfigsById, eraseIfDeleted } from '../auth-configs/auth-configs.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { schemeOf, type ConnectionValues } from './connection-fields.ts'
import type { ConnectedAccountRow } from './connected-accounts.table.ts'
import { disconnections, type DisconnectionCause, type DisconnectionRow } from './disconnections.table.ts'
import { canRevoke, revokeTokens, type TokenKind } from './protocols/revocation.ts'
import type { TokenError } from './protocols/token-error.ts'
import { mostAttempts, revokeUpstream, type RevokeUpstream } from './revoke-upstream.job.ts'
import { openSealed } from './sealed-credential.ts'

export type { DisconnectionCause, DisconnectionRow } from './disconnections.table.ts'

export type ReceiptDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'clock' | 'jobs'>
type TellDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock' | 'log'>

/** The job leaves the first attempt to the process that disconnects. */
const jobDelayMs = 15_000

/**
 * Revokes what a pending receipt holds, and shreds it when that is done or hopeless.
 * @returns the receipt as it is then; pending when the provider is to be asked again.
 */
export async function tellProvider(
  deps: TellDeps,
  { projectId, disconnectionId }: RevokeUpstream,
): Promise<DisconnectionRow> {
  const [receipt] = await deps.db.select().from(disconnections).where(named(projectId, disconnectionId))
  if (!receipt) throw new Error(`no receipt ${disconnectionId}`)
  if (receipt.outcome !== 'pending' || receipt.credential === null) return receipt
  const authConfig = (await authConfigsById(deps, projectId, [receipt.authConfigId])).get(
    receipt.authConfigId,
  )
  if (!authConfig) throw new Error(`no auth config ${receipt.authConfigId}`)
  const values = deps.vault.open<ConnectionValues>(sealContext(receipt), receipt.credential).reveal()
  const { revoked, problem } = await revokeTokens(deps, authConfig, values)
  const done = await complete(deps, receipt, revoked, problem)
  if (done.outcome !== 'pending') await forgetAuthConfig(deps, projectId, receipt.authConfigId)
  return done
}

/** The job: `tellProvider`, and again while the receipt is pending. */
export async function revokeLater(deps: TellDeps, job: RevokeUpstream): Promise<void> {
  const { outcome, problem } = await tellProvider(deps, job)
  if (outcome === 'pending') throw new Error(`the provider does not answer (${problem}): tried again later`)
}

/** Erases what is left of a deleted auth config once no account needs it to be revoked. */
export async function forgetAuthConfig(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  authConfigId: string,
): Promise<void> {
  const [needed] = await deps.db
    .select({ id: disconnections.id })
    .from(disconnections)
    .where(
      and(
        eq(disconnections.projectId, projectId),
        eq(disconnections.authConfigId, authConfigId),
        eq(disconnections.outcome, 'pending'),
      ),
    )
    .limit(1)
  if (!needed) await eraseIfDeleted(deps, projectId, authConfigId)
}

/** A receipt for an account whose row is erased in the same transaction. */
export async function receiptFor(
  deps: ReceiptDeps,
  account: ConnectedAccountRow,
  cause: DisconnectionCause,
): Promise<DisconnectionRow> {
  const outcome =
    account.credential === null
      ? 'nothing_to_revoke'
      : isRevocable(deps, account)
        ? 'pending'
        : 'not_supported'
  return insertReceipt(deps, account, cause, { outcome })
}

/** Writes a receipt, and with a pending one the job. Call it in the transaction that erases the account. */
export async function insertReceipt(
  { db, vault, clock, jobs }: Omit<ReceiptDeps, 'catalog' | 'config'>,
  account: ConnectedAccountRow,
  cause: DisconnectionCause,
  result: Pick<DisconnectionRow, 'outcome'> & Partial<DisconnectionRow>,
): Promise<DisconnectionRow> {
  const { projectId, authConfigId, toolkit, userId } = account
  const id = newId('disconnection')
  const isPending = result.outcome === 'pending'
  const kept = isPending ? valuesOf({ vault }, account) : undefined
  const [row] = await db
    .insert(disconnections)
    .values({
      ...result,
      id,
      projectId,
      connectedAccountId: account.id,
      authConfigId,
      toolkit,
      userId,
      cause,
      credential: kept === undefined ? null : vault.seal(sealContext({ projectId, id }), kept),
      createdAt: clock.now(),
      completedAt: isPending ? null : clock.now(),
    })
    .returning()
  if (!row) throw new Error('insert returned no row')
  await recordCredentialEvent({ db, vault, clock }, `credential.${cause}`, account)
  if (isPending) {
    const startAfter = new Date(clock.now().getTime() + jobDelayMs)
    await jobs.enqueue(db, revokeUpstream, { projectId, disconnectionId: id }, { startAfter })
  }
  return row
}

async function complete(
  { db, clock, log }: TellDeps,
  receipt: DisconnectionRow,
  revoked: TokenKind[],
  problem: TokenError | undefined,
): Promise<DisconnectionRow> {
  const all = [...new Set([...receipt.revokedTokens, ...revoked])]
  const attempts = receipt.attempts + 1
  const isOver = problem === undefined || problem.code !== 'unavailable' || attempts >= mostAttempts
  const outcome = !isOver ? 'pending' : all.length > 0 || problem === undefined ? 'revoked' : 'failed'
  if (outcome === 'failed') {
    const { connectedAccountId, toolkit } = receipt
    log.error({ connectedAccountId, toolkit, problem: problem?.detail }, 'a credential could not be revoked')
  }
  const [row] = await db
    .update(disconnections)
    .set({
      outcome,
      revokedTokens: all,
      attempts,
      problem: problem?.detail ?? null,
      ...(isOver && { credential: null, completedAt: clock.now() }),
    })
    .where(and(named(receipt.projectId, receipt.id), eq(disconnections.outcome, 'pending')))
    .returning()
  return row ?? receipt
}

/** Whether the provider of an account can be told to forget it. */
export function isRevocable(deps: Pick<Deps, 'catalog' | 'config'>, account: ConnectedAccountRow): boolean {
  try {
    return canRevoke(schemeOf(findToolkit(deps, account.toolkit), account.authScheme), account.publicFields)
  } catch (error) {
    // The catalog no longer has the toolkit or the scheme.
    if (error instanceof ApiError) return false
    throw error
  }
}

/** What an account connects with. */
export function valuesOf({ vault }: Pick<Deps, 'vault'>, account: ConnectedAccountRow): ConnectionValues {
  return {
    publicFields: account.publicFields,
    credential: openSealed(vault, account)?.reveal() ?? {},
  }
}

function named(projectId: string, id: string) {
  return and(eq(disconnections.projectId, projectId), eq(disconnections.id, id))
}

function sealContext({ projectId, id }: Pick<DisconnectionRow, 'projectId' | 'id'>) {
  return { projectId, table: 'disconnections', rowId: id, column: 'credential', version: 1 }
}
