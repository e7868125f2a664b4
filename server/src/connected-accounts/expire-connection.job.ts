/** Ends connections that nobody completed. */
import { and, eq, isNull, lte } from '../db/sql.ts'
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

/** Enqueued with the account, to run when its time is over. */
export const expireConnection = jobQueue<ExpireConnection>('expire-connection')

/** When the connection that was initiated at this time ends. */
export function initiationEnd(initiatedAt: Date): Date {
  return new Date(initiatedAt.getTime() + initiationMinutes * 60_000)
}

/** INITIATED and overdue → EXPIRED. Does nothing to an account that was completed, or initiated again since. */
export async function expireInitiated(
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
