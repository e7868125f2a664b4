/**
 * Connections that are under way for an account: links that were not used, sign-ins at its provider, and what is held
 * until the project says whose browser made it.
 */
import { and, eq, isNull, sql, type SQL, type SQLWrapper } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { authSessions, connectLinks, oauthStates } from './connect-link.table.ts'

/** The condition on a row of accounts that something is under way for it. */
export function isUnderWay({ projectId, id }: { projectId: SQLWrapper; id: SQLWrapper }): SQL {
  const of = (table: typeof authSessions | typeof oauthStates | typeof connectLinks) =>
    sql`${table.projectId} = ${projectId} and ${table.connectedAccountId} = ${id}`
  return sql`(exists (select from ${authSessions} where ${of(authSessions)})
    or exists (select from ${oauthStates} where ${of(oauthStates)})
    or exists (select from ${connectLinks} where ${of(connectLinks)} and ${connectLinks.consumedAt} is null))`
}

/**
 * Ends all that is under way for an account. What is held is erased unredeemed, and a code that was never exchanged
 * ends by itself at its provider.
 * @returns how many links, sign-ins and held connections that were.
 */
export async function endUnderWay(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { projectId, id }: { projectId: string; id: string },
): Promise<number> {
  const held = await db
    .delete(authSessions)
    .where(and(eq(authSessions.projectId, projectId), eq(authSessions.connectedAccountId, id)))
    .returning({ hash: authSessions.sessionHash })
  const signIns = await db
    .delete(oauthStates)
    .where(and(eq(oauthStates.projectId, projectId), eq(oauthStates.connectedAccountId, id)))
    .returning({ hash: oauthStates.stateHash })
  const links = await db
    .update(connectLinks)
    .set({ consumedAt: clock.now() })
    .where(
      and(
        eq(connectLinks.projectId, projectId),
        eq(connectLinks.connectedAccountId, id),
        isNull(connectLinks.consumedAt),
      ),
    )
    .returning({ hash: connectLinks.tokenHash })
  return held.length + signIns.length + links.length
}
