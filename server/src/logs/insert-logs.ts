/** The statement that writes rows of the log. */
import type { Database } from '../db/database.ts'
import { builtOnce } from '../db/prepared.ts'
import { sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { toolExecutionLogs, type ToolExecutionLogRow } from './logs.table.ts'

/** A row on its way. */
export type NewLogRow = Omit<ToolExecutionLogRow, 'createdAt'> & { createdAt: string }

/** In the order of the table's columns. */
const columns = {
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
  createdAt: 'timestamptz',
  repairs: 'jsonb',
  payload: 'jsonb',
} as const satisfies Record<keyof NewLogRow, string>

const insertionOf = builtOnce((db: Database) => {
  const names = Object.keys(columns).map((name) => sql`r.${sql.identifier(name)}`)
  const types = Object.entries(columns).map(([name, type]) => sql`${sql.identifier(name)} ${sql.raw(type)}`)
  const rows = sql`json_to_recordset(${sql.placeholder('rows')}::json) as r(${sql.join(types, sql`, `)})`
  return db
    .insert(toolExecutionLogs)
    .select(sql`select ${sql.join(names, sql`, `)} from ${rows}`)
    .onConflictDoNothing()
    .prepare('insert_logs')
})

/** Writes rows, each a `NewLogRow` as JSON; those that are there already stay as they are. */
export async function insertLogs({ db }: Pick<Deps, 'db'>, rows: readonly string[]): Promise<void> {
  await insertionOf(db).execute({ rows: `[${rows.join(',')}]` })
}
