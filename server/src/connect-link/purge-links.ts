/**
 * Removing links and sign-ins that are over. Expired sign-ins, and those that wait for a project's word, go at once:
 * they hold a sealed verifier or credential, and their page says the same without them. Links stay a day longer, so that who comes late reads "expired" or "used"
 * instead of "does not work".
 */
import { and, eq, lte } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { authSessions, connectLinks, oauthStates } from './connect-link.table.ts'

const linkKeptMs = 24 * 60 * 60_000
/** The job may run on a node whose clock is ahead; 5 s later, every node agrees. */
const slackMs = 5_000

/** When a link that ends at this time may be removed. */
export function purgeTime(linkExpiresAt: Date): Date {
  return new Date(linkExpiresAt.getTime() + linkKeptMs + slackMs)
}

/** Removes what is over of one account, deleted ones too. Doing it twice does nothing more. */
export async function purgeLinks(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { projectId, accountId }: { projectId: string; accountId: string },
): Promise<void> {
  const now = clock.now()
  await db
    .delete(oauthStates)
    .where(
      and(
        eq(oauthStates.projectId, projectId),
        eq(oauthStates.connectedAccountId, accountId),
        lte(oauthStates.expiresAt, now),
      ),
    )
  await db
    .delete(authSessions)
    .where(
      and(
        eq(authSessions.projectId, projectId),
        eq(authSessions.connectedAccountId, accountId),
        lte(authSessions.expiresAt, now),
      ),
    )
  await db
    .delete(connectLinks)
    .where(
      and(
        eq(connectLinks.projectId, projectId),
        eq(connectLinks.connectedAccountId, accountId),
        lte(connectLinks.expiresAt, new Date(now.getTime() - linkKeptMs)),
      ),
    )
}
