/** Calls whose exchanges with the provider a session has recorded. */
import { and, asc, eq, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { toolExecutionLogs } from './logs.table.ts'

/** Of a session at most; what a file of them may hold. */
export const mostRecordedCalls = 500

/**
 * What the session's log rows hold under `recording`, oldest first, as it was stored; nothing where the project stores
 * no data with its log, or no longer. One more than may be shown says that there are more.
 */
export async function recordedCalls(
  { db, executionLog }: Pick<Deps, 'db' | 'executionLog'>,
  projectId: string,
  sessionId: string,
  tool?: string,
): Promise<unknown[]> {
  await executionLog.settled()
  const rows = await db
    .select({ recording: sql<unknown>`${toolExecutionLogs.payload} -> 'recording'` })
    .from(toolExecutionLogs)
    .where(
      and(
        eq(toolExecutionLogs.projectId, projectId),
        eq(toolExecutionLogs.sessionId, sessionId),
        tool === undefined ? undefined : eq(toolExecutionLogs.tool, tool),
        sql`${toolExecutionLogs.payload} ? 'recording'`,
      ),
    )
    .orderBy(asc(toolExecutionLogs.createdAt), asc(toolExecutionLogs.id))
    .limit(mostRecordedCalls + 1)
  return rows.map(({ recording }) => recording)
}
