/** Which toolkits a user has connected, in one read. */
import type { Database } from '../db/database.ts'
import { builtOnce } from '../db/prepared.ts'
import { and, eq, isNull, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { connectedAccounts } from './connected-accounts.table.ts'

/** Slugs of the toolkits of which the user has an account of their own that is active and enabled. */
export async function connectedToolkits(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  userId: string,
): Promise<Set<string>> {
  const rows = await statementOf(db).execute({ projectId, userId })
  return new Set(rows.map(({ toolkit }) => toolkit))
}

const statementOf = builtOnce((db: Database) =>
  db
    .select({ toolkit: connectedAccounts.toolkit })
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, sql.placeholder('projectId')),
        eq(connectedAccounts.userId, sql.placeholder('userId')),
        eq(connectedAccounts.status, 'ACTIVE'),
        eq(connectedAccounts.isDisabled, false),
        isNull(connectedAccounts.deletedAt),
      ),
    )
    .groupBy(connectedAccounts.toolkit)
    .prepare('connected_toolkits_of_user'),
)
