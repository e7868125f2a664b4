/**
 * Ends connections that nobody completed, and removes what is left of links and sign-ins. Runs twice for each
 * link: when the initiation ends, and when the link may go. Both jobs are enqueued in the transaction that makes
 * the row they are about, so a crash loses neither; running one again does no harm.
 */
import { and, eq, isNull, lte } from '../db/sql.ts'
import { purgeLinks } from '../connect-link/purge-links.ts'
import type { Deps } from '../deps.ts'
import { jobQueue } from '../jobs/jobs.ts'
import { connectedAccounts } from './connected-accounts.table.ts'

/** How long a user has to complete a connection. */
export const initiationMinutes = 10

export const initiationExpired = `Connection initiation did not complete within ${initiationMinutes} minutes`

export interface ExpireConnection {
  projectId: string
  accountId: string
}

/** Enqueued with the account, to run when its time is over; and with each link, to run when it may be removed. */
export const expireConnection = jobQueue<ExpireConnection>('expire-connection')

/** When the connection that was initiated at this time ends. */
export function initiationEnd(initiatedAt: Date): Date {
  return new Date(initiatedAt.getTime() + initiationMinutes * 60_000)
}

/**
 * INITIATED and overdue → EXPIRED, and the account's links and sign-ins that are over go. Leaves an account alone
 * that was completed, or initiated again since.
 */
export async function expireInitiated(
  deps: Pick<Deps, 'db' | 'clock'>,
  job: ExpireConnection,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    await expireAccount(inside, job)
    await purgeLinks(inside, job)
  })
}

async function expireAccount(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { projectId, accountId }: ExpireConnection,
): Promise<void> {
  const now = clock.now()
  await db
    .update(connectedAccounts)
    .set({ status: 'EXPIRED', statusReason: initiationExpired, updatedAt: now })
    .where(
      and(
        eq(connectedAccounts.projectId, projectId),
        eq(connectedAccounts.id, accountId),
        eq(connectedAccounts.status, 'INITIATED'),
        lte(connectedAccounts.updatedAt, new Date(now.getTime() - initiationMinutes * 60_000)),
        isNull(connectedAccounts.deletedAt),
      ),
    )
}
