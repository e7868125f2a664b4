import { sql } from '../db/sql.ts'
import type { Payload } from './payload.ts'
import { index, integer, jsonb, pgTable, text, timestamp } from '../db/columns.ts'

/**
 * One row for each execution of a tool or proxy call: names, ids and times; and, unless the project wants no data
 * stored, arguments and result for a time. No credential, and no argument that was refused.
 */
export const toolExecutionLogs = pgTable(
  'tool_execution_logs',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id').notNull(),
    sessionId: text('session_id'),
    userId: text('user_id'),
    connectedAccountId: text('connected_account_id'),
    authConfigId: text('auth_config_id'),
    toolkit: text('toolkit'),
    /** Tool slug, or `PROXY` for a proxy call. */
    tool: text('tool').notNull(),
    toolVersion: text('tool_version'),
    status: text('status', { enum: ['success', 'failed'] }).notNull(),
    /** Status of the provider's answer, when there was one. */
    upstreamStatus: integer('upstream_status'),
    /** What went wrong, scrubbed of secrets. */
    error: text('error'),
    durationMs: integer('duration_ms').notNull(),
    /** Milliseconds of each step of the pipeline. */
    timings: jsonb('timings').$type<Record<string, number>>().notNull().default({}),
    /** Id of the request that asked for it, as its answer's x-request-id. */
    requestId: text('request_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** What was repaired in the arguments, without values. */
    repairs: jsonb('repairs').$type<readonly string[]>(),
    /** Arguments and result, scrubbed and bounded; null when they are not stored, or no longer. */
    payload: jsonb('payload').$type<Payload>(),
  },
  (table) => [
    index('tool_execution_logs_project').on(table.projectId, table.createdAt),
    index('tool_execution_logs_recording')
      .on(table.projectId, table.sessionId, table.createdAt)
      .where(sql`${table.payload} ? 'recording'`),
    index('tool_execution_logs_payload')
      .on(table.projectId, table.createdAt)
      .where(sql`${table.payload} is not null`),
  ],
)

export type ToolExecutionLogRow = typeof toolExecutionLogs.$inferSelect
