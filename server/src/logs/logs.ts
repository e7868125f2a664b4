/** The log of tool executions: one row for each call, kept before the call is answered. */
import { and, eq, gt, isNotNull, ne, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../db/ids.ts'
import { projectConfigForCall, retentionOfProjects } from '../projects/project-config.ts'
import type { NewLogRow } from './insert-logs.ts'
import { toolExecutionLogs } from './logs.table.ts'
import type { Payload } from './payload.ts'

/** What is kept of a call. */
export interface Execution {
  projectId: string
  sessionId?: string | undefined
  userId?: string | undefined
  connectedAccountId?: string | undefined
  authConfigId?: string | undefined
  toolkit?: string | undefined
  /** Tool slug, or `PROXY`. */
  tool: string
  toolVersion?: string | undefined
  status: 'success' | 'failed'
  upstreamStatus?: number | undefined
  /** Scrubbed of secrets. */
  error?: string | undefined
  durationMs: number
  /** Milliseconds of each step. */
  timings: Record<string, number>
  requestId?: string | undefined
  /** What was repaired in the arguments, without values. */
  repairs?: readonly string[] | undefined
  /** Scrubbed of secrets and bounded; kept where the project's `log_visibility_setting` allows. */
  payload?: Payload | undefined
}

const longestName = 200
const longestError = 2_000

/** Writes the row of one execution and returns its id. The row outlives this process; see `execution-log.ts`. */
export async function recordExecution(
  deps: Pick<Deps, 'db' | 'executionLog'>,
  execution: Execution,
): Promise<string> {
  const { log_visibility_setting: visibility } = await projectConfigForCall(deps, execution.projectId)
  const row: NewLogRow = {
    id: newId('log'),
    projectId: execution.projectId,
    sessionId: cut(execution.sessionId, longestName),
    userId: cut(execution.userId, longestName),
    connectedAccountId: cut(execution.connectedAccountId, longestName),
    authConfigId: cut(execution.authConfigId, longestName),
    toolkit: cut(execution.toolkit, longestName),
    tool: cut(execution.tool, longestName) ?? '',
    toolVersion: cut(execution.toolVersion, longestName),
    status: execution.status,
    upstreamStatus: execution.upstreamStatus ?? null,
    error: cut(execution.error, longestError),
    durationMs: Math.round(execution.durationMs),
    timings: execution.timings,
    requestId: cut(execution.requestId, longestName),
    createdAt: nextMoment(),
    repairs: execution.repairs?.length ? execution.repairs.map((line) => line.toWellFormed()) : null,
    payload: visibility === 'dont_store_data' ? null : (execution.payload ?? null),
  }
  await deps.executionLog.add(JSON.stringify(row))
  return row.id
}

let lastMs = 0
let nth = 0

/** Now, as ISO 8601. Its microseconds only keep calls of the same millisecond in their order. */
function nextMoment(): string {
  const now = Date.now()
  nth = now === lastMs ? nth + 1 : 0
  lastMs = now
  return new Date(now).toISOString().replace('Z', `${String(Math.min(nth, 999)).padStart(3, '0')}Z`)
}

/** Text that a column can hold: Postgres refuses NUL, and in JSON halves of surrogate pairs. */
function cut(text: string | undefined, longest: number): string | null {
  return text === undefined ? null : text.replaceAll('\0', '').slice(0, longest).toWellFormed()
}

const atOnce = 1_000

/**
 * Removes arguments and results that are older than their project's `log_data_retention_in_days`; the rows stay, as
 * they are the count of usage. @returns how many, 1,000 at most
 */
export async function purgePayloads({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<number> {
  // Project by project, so that what one keeps for long is not looked at again for the others.
  const { rowCount } = await db.execute(sql`
    update ${toolExecutionLogs} set payload = null where id in (
      select old.id from ${retentionOfProjects()} as kept cross join lateral (
        select id from ${toolExecutionLogs}
        where project_id = kept.project_id and payload is not null
          and created_at < ${clock.now().toISOString()}::timestamptz - make_interval(days => kept.days)
        limit ${atOnce}) as old
      limit ${atOnce})`)
  return rowCount ?? 0
}

/** Which calls `wasCalledSince` looks for; what is left out may be anything. */
export interface CallQuery {
  sessionId?: string | undefined
  userId?: string | undefined
  accountId?: string | undefined
  toolkit?: string | undefined
  tool?: string | undefined
  notTool?: string | undefined
  since: Date
}

/** Whether a call like this has reached the provider and succeeded since then. */
export async function wasCalledSince(
  { db, executionLog }: Pick<Deps, 'db' | 'executionLog'>,
  projectId: string,
  { sessionId, userId, accountId, toolkit, tool, notTool, since }: CallQuery,
): Promise<boolean> {
  const { createdAt, status } = toolExecutionLogs
  await executionLog.settled()
  const rows = await db
    .select({ id: toolExecutionLogs.id })
    .from(toolExecutionLogs)
    .where(
      and(
        eq(toolExecutionLogs.projectId, projectId),
        gt(createdAt, since),
        eq(status, 'success'),
        // A preview has sent nothing.
        isNotNull(toolExecutionLogs.upstreamStatus),
        sessionId === undefined ? undefined : eq(toolExecutionLogs.sessionId, sessionId),
        userId === undefined ? undefined : eq(toolExecutionLogs.userId, userId),
        accountId === undefined ? undefined : eq(toolExecutionLogs.connectedAccountId, accountId),
        toolkit === undefined ? undefined : eq(toolExecutionLogs.toolkit, toolkit),
        tool === undefined ? undefined : eq(toolExecutionLogs.tool, tool),
        notTool === undefined ? undefined : ne(toolExecutionLogs.tool, notTool),
      ),
    )
    .limit(1)
  return rows.length > 0
}
