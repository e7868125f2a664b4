import { and, count, eq, inArray, isNull } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { connectedAccounts } from './connected-accounts.table.ts'

/** How many active accounts each auth config has; ids without any are left out. */
export async function countConnections(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  authConfigIds: readonly string[],
): Promise<Map<string, number>> {
  if (authConfigIds.length === 0) return new Map()
  const { authConfigId } = connectedAccounts
  const rows = await db
    .select({ authConfigId, accounts: count() })
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, projectId),
        inArray(authConfigId, [...authConfigIds]),
        eq(connectedAccounts.status, 'ACTIVE'),
        isNull(connectedAccounts.deletedAt),
      ),
    )
    .groupBy(authConfigId)
  return new Map(rows.map((row) => [row.authConfigId, row.accounts]))
}
