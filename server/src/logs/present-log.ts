/** A row of the execution log as the API shows it. */
import { z } from 'zod'
import type { ToolExecutionLogRow } from './logs.table.ts'

const anything = z.record(z.string(), z.unknown())

/** Contract of a log in a list. */
export const LogContract = z.object({
  id: z.string(),
  timestamp: z.string(),
  type: z.string(),
  status: z.enum(['success', 'failed']),
  level: z.enum(['info', 'error', 'warn']),
  message: z.string().optional(),
  metadata: anything,
  metrics: anything,
  parent: z.object({ log_id: z.string(), tool_slug: z.string() }).nullable(),
})

/** Contract of one log in full. */
export const LogDetailContract = LogContract.extend({
  timings: z.object({ start_time: z.number(), end_time: z.number() }),
  context: z.object({ session_id: z.string().optional(), request_id: z.string().optional() }),
  source: z.object({}),
  data: anything,
})

/** A log with names, ids and times; what a call did not have is left out. */
export function presentLog(row: ToolExecutionLogRow): z.input<typeof LogContract> {
  return {
    id: row.id,
    timestamp: row.createdAt.toISOString(),
    type: 'tool.execution',
    status: row.status,
    level: row.status === 'failed' ? 'error' : 'info',
    ...(row.error !== null && { message: row.error }),
    metadata: known({
      tool_slug: row.tool,
      toolkit_slug: row.toolkit,
      tool_version: row.toolVersion,
      user_id: row.userId,
      connected_account_id: row.connectedAccountId,
      auth_config_id: row.authConfigId,
      session_id: row.sessionId,
    }),
    metrics: known({ duration_ms: row.durationMs, provider_status: row.upstreamStatus }),
    parent: null,
  }
}

/** A log with the milliseconds of each step. */
export function presentLogDetail(row: ToolExecutionLogRow): z.input<typeof LogDetailContract> {
  const end = row.createdAt.getTime()
  const { recording: _ofSession, ...shown } = row.payload ?? {}
  return {
    ...presentLog(row),
    timings: { start_time: end - row.durationMs, end_time: end },
    context: {
      ...(row.sessionId !== null && { session_id: row.sessionId }),
      ...(row.requestId !== null && { request_id: row.requestId }),
    },
    source: {},
    data: {
      steps_ms: row.timings,
      error: row.error,
      ...(row.repairs && { repairs: row.repairs }),
      ...shown,
    },
  }
}

function known(values: Record<string, string | number | null>): Record<string, string | number> {
  const entries = Object.entries(values)
  return Object.fromEntries(entries.filter((entry): entry is [string, string | number] => entry[1] !== null))
}
