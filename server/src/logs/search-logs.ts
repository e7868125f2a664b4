/** Finding rows of the execution log, newest first. */
import { type SQL, and, containing, desc, eq, fromEpoch, ilike, lt, ne, not, or, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { toolExecutionLogs, type ToolExecutionLogRow } from './logs.table.ts'

/** Fields that a filter may name, with their columns. */
export const logFields = {
  tool_slug: toolExecutionLogs.tool,
  toolkit_slug: toolExecutionLogs.toolkit,
  connected_account_id: toolExecutionLogs.connectedAccountId,
  auth_config_id: toolExecutionLogs.authConfigId,
  status: toolExecutionLogs.status,
  user_id: toolExecutionLogs.userId,
  session_id: toolExecutionLogs.sessionId,
  sandbox_id: sql<string | null>`null::text`,
  request_id: toolExecutionLogs.requestId,
  log_id: toolExecutionLogs.id,
} as const

export const logOperators = ['==', '!=', 'contains', 'not_contains'] as const

export interface LogFilter {
  field: keyof typeof logFields
  operator: (typeof logOperators)[number]
  value: string
}

export interface LogSearch {
  limit: number
  cursor: string | undefined
  /** All must hold. */
  filters: readonly LogFilter[]
  /** Epoch milliseconds; the end is not included. */
  timeRange: { from: number; to: number } | undefined
}

/**
 * One page of the project's log. The cursor is the place of the last row, so that rows written meanwhile neither
 * repeat nor hide others.
 * @throws {ApiError} BadRequest for a cursor that this server did not make.
 */
export async function searchLogs(
  { db, executionLog }: Pick<Deps, 'db' | 'executionLog'>,
  projectId: string,
  { limit, cursor, filters, timeRange }: LogSearch,
): Promise<{ rows: ToolExecutionLogRow[]; nextCursor: string | null }> {
  await executionLog.settled()
  const rows = await db
    .select()
    .from(toolExecutionLogs)
    .where(
      and(
        eq(toolExecutionLogs.projectId, projectId),
        ...filters.map((filter) => condition(filter)),
        ...(timeRange ? within(timeRange) : []),
        cursor === undefined ? undefined : after(cursor),
      ),
    )
    .orderBy(
      desc(sql`date_trunc('milliseconds', ${toolExecutionLogs.createdAt})`),
      desc(toolExecutionLogs.id),
    )
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, nextCursor: rows.length > limit && last ? cursorOf(last) : null }
}

/** Rows from a place in the list on, newest first, for clients that count them. */
export async function logsFrom(
  { db, executionLog }: Pick<Deps, 'db' | 'executionLog'>,
  projectId: string,
  search: Pick<LogSearch, 'filters' | 'limit'> & {
    offset: number
    isCaseSensitive: boolean
    timeRange: { from: number; to: number }
  },
): Promise<ToolExecutionLogRow[]> {
  await executionLog.settled()
  return db
    .select()
    .from(toolExecutionLogs)
    .where(
      and(
        eq(toolExecutionLogs.projectId, projectId),
        ...search.filters.map((filter) => condition(filter, search.isCaseSensitive)),
        ...within(search.timeRange),
      ),
    )
    .orderBy(desc(toolExecutionLogs.createdAt), desc(toolExecutionLogs.id))
    .offset(search.offset)
    .limit(search.limit)
}

/** One row. @throws {ApiError} LogNotFound */
export async function findLog(
  { db, executionLog }: Pick<Deps, 'db' | 'executionLog'>,
  projectId: string,
  id: string,
): Promise<ToolExecutionLogRow> {
  await executionLog.settled()
  const [row] = await db
    .select()
    .from(toolExecutionLogs)
    .where(and(eq(toolExecutionLogs.projectId, projectId), eq(toolExecutionLogs.id, id)))
  if (!row) throw new ApiError('LogNotFound', `Log ${id} not found`)
  return row
}

/** What a call had none of, `!=` and `not_contains` hold for. */
function condition({ field, operator, value }: LogFilter, isCaseSensitive = false): SQL | undefined {
  const matches = (text: SQL) =>
    isCaseSensitive ? sql`${text} like ${containing(value)}` : ilike(text, containing(value))
  const column = sql`coalesce(${logFields[field]}, '')`
  switch (operator) {
    case '==':
      return eq(column, value)
    case '!=':
      return ne(column, value)
    case 'contains':
      return matches(column)
    case 'not_contains':
      return not(matches(column))
    default:
      return operator satisfies never
  }
}

function within({ from, to }: { from: number; to: number }): (SQL | undefined)[] {
  return [
    sql`${toolExecutionLogs.createdAt} >= ${fromEpoch(from)}`,
    sql`${toolExecutionLogs.createdAt} < ${fromEpoch(to)}`,
  ]
}

const cursorOf = (row: ToolExecutionLogRow) =>
  Buffer.from(`${row.createdAt.getTime()}:${row.id}`).toString('base64url')

/** The last moment that Date and Postgres have. */
const latest = 8.64e15

function after(cursor: string): SQL | undefined {
  const match = /^(\d{1,16}):(log_[\w-]{1,100})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  const at = Number(match?.[1])
  const id = match?.[2]
  if (id === undefined || !(at <= latest)) {
    throw new ApiError('BadRequest', 'cursor is not one that this server returned', {
      errors: ['cursor: not a cursor of this list'],
      suggestedFix:
        'Pass next_cursor of the previous page unchanged, or leave cursor out for the first page.',
    })
  }
  // Columns keep microseconds, the cursor milliseconds: compare at the coarser of the two.
  const created = sql`date_trunc('milliseconds', ${toolExecutionLogs.createdAt})`
  return or(
    sql`${created} < ${fromEpoch(at)}`,
    and(sql`${created} = ${fromEpoch(at)}`, lt(toolExecutionLogs.id, id)),
  )
}
