/** The log of tool executions: one row for each call, written before the call is answered. */
import { and, eq, gt, isNotNull, ne, sql, type SQL } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { builtOnce } from '../db/prepared.ts'
import { RowWriter } from '../db/row-writer.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../db/ids.ts'
import { retentionOfProjects, storesLogData } from '../projects/project-config.ts'
import { toolExecutionLogs, type ToolExecutionLogRow } from './logs.table.ts'
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

/**
 * Writes the row of one execution and returns its id.
 *
 * The row is in Postgres when this resolves, so it survives the end of this process. It does not wait for the
 * disk: a crash of Postgres itself may lose the last 0.6 s of log rows. Switching `synchronous_commit` off inside
 * the statement keeps it to one round trip; as a statement of a transaction of its own it would double that, and
 * waiting for the disk would quadruple it.
 */
export async function recordExecution({ db }: Pick<Deps, 'db'>, execution: Execution): Promise<string> {
  const id = newId('log')
  await writerOf(db).add({
    id,
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
    repairs: execution.repairs?.length ? execution.repairs.map((line) => line.toWellFormed()) : null,
    payload: execution.payload ?? null,
  })
  return id
}

type Row = Omit<ToolExecutionLogRow, 'createdAt'>

/** In the order of the table's columns, of which those that were added later come after the time. */
const beforeTime = {
  id: 'text',
  projectId: 'text',
  sessionId: 'text',
  userId: 'text',
  connectedAccountId: 'text',
  authConfigId: 'text',
  toolkit: 'text',
  tool: 'text',
  toolVersion: 'text',
  status: 'text',
  upstreamStatus: 'integer',
  error: 'text',
  durationMs: 'integer',
  timings: 'jsonb',
  requestId: 'text',
} as const
const afterTime = { repairs: 'jsonb', payload: 'jsonb' } as const

/** Named, so that a connection parses and plans it once. The rows come as one JSON text. */
function prepareInsertion(db: Database) {
  const column = (name: string) => sql`r.${sql.identifier(name)}`
  const types = Object.entries({ ...beforeTime, ...afterTime }).map(
    ([name, type]) => sql`${sql.identifier(name)} ${sql.raw(type)}`,
  )
  const values: SQL[] = [
    ...Object.keys(beforeTime).map(column),
    sql`now()`,
    column('repairs'),
    // In the same round trip, so that a setting holds from the moment it is made.
    sql`case when ${storesLogData(column('projectId'))} then ${column('payload')} end`,
  ]
  return db
    .insert(toolExecutionLogs)
    .select(
      sql`select ${sql.join(values, sql`, `)} from (select set_config('synchronous_commit', 'off', true)) as relaxed,
        json_to_recordset(${sql.placeholder('rows')}::json) as r(${sql.join(types, sql`, `)})`,
    )
    .prepare('record_executions')
}

/** Text that a column can hold: Postgres refuses NUL, and in JSON halves of surrogate pairs. */
function cut(text: string | undefined, longest: number): string | null {
  return text === undefined ? null : text.replaceAll('\0', '').slice(0, longest).toWellFormed()
}

const writerOf = builtOnce((db) => {
  const insertion = prepareInsertion(db)
  return new RowWriter<Row>((rows) => insertion.execute({ rows: JSON.stringify(rows) }))
})

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
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  { sessionId, userId, accountId, toolkit, tool, notTool, since }: CallQuery,
): Promise<boolean> {
  const { createdAt, status } = toolExecutionLogs
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
