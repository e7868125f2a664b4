/** Operations that read the execution log. */
import { z } from 'zod'
import { epochMilliseconds } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { LogContract, LogDetailContract, presentLog, presentLogDetail } from './present-log.ts'
import { findLog, logFields, logOperators, searchLogs } from './search-logs.ts'

const tag = 'Logs'
const fieldNames = Object.keys(logFields) as (keyof typeof logFields)[]

const SearchBody = z.strictObject({
  limit: z.number().int().min(1, 'must be at least 1').max(100, 'must be at most 100').default(20),
  cursor: z.string().nullish(),
  filters: z
    .array(
      z.strictObject({
        field: z.enum(fieldNames),
        operator: z.enum(logOperators),
        value: z.string().max(1_000),
      }),
    )
    .max(20, 'takes at most 20 filters')
    .default([]),
  time_range: z
    .strictObject({ from: epochMilliseconds, to: epochMilliseconds })
    .refine(({ from, to }) => from <= to, { error: 'from must not be after to' })
    .optional(),
})

export const logRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/logs/tool_execution',
    operationId: 'postLogsToolExecution',
    tag,
    summary: 'Search and retrieve tool execution logs',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: SearchBody,
    success: {
      status: 200,
      body: z.object({ logs: z.array(LogContract), next_cursor: z.string().nullable() }),
    },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, body }) => {
      const { rows, nextCursor } = await searchLogs(deps, principal.projectId, {
        limit: body.limit,
        cursor: body.cursor ?? undefined,
        filters: body.filters,
        timeRange: body.time_range,
      })
      return { logs: rows.map(presentLog), next_cursor: nextCursor }
    },
  }),
  operation({
    method: 'GET',
    path: '/logs/tool_execution/:id',
    operationId: 'getLogsToolExecutionById',
    tag,
    summary: 'Get log details by ID',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: z.object({ id: z.string() }),
    query: nothing,
    body: nothing,
    success: { status: 200, body: LogDetailContract },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params: { id } }) =>
      presentLogDetail(await findLog(deps, principal.projectId, id)),
  }),
]
