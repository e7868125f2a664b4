/** The execution log as older dashboards and command line clients ask for it. */
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { ApiError } from '../http/errors.ts'
import type { ToolExecutionLogRow } from './logs.table.ts'
import { findLog, type LogFilter, logsFrom } from './search-logs.ts'

const tag = 'Logs'
const anything = z.record(z.string(), z.unknown())

/** Names of fields, with how this API and its predecessor spell them. */
const fields: readonly { id: LogFilter['field']; displayName: string; alias: string }[] = [
  { id: 'tool_slug', displayName: 'Tool', alias: 'actionKey' },
  { id: 'toolkit_slug', displayName: 'Toolkit', alias: 'appKey' },
  { id: 'status', displayName: 'Status', alias: 'status' },
  { id: 'user_id', displayName: 'User', alias: 'entityId' },
  { id: 'connected_account_id', displayName: 'Connected account', alias: 'connectedAccountId' },
  { id: 'auth_config_id', displayName: 'Auth config', alias: 'integrationId' },
  { id: 'session_id', displayName: 'Session', alias: 'sessionId' },
  { id: 'request_id', displayName: 'Request', alias: 'requestId' },
  { id: 'log_id', displayName: 'Log', alias: 'id' },
]

const operators: Readonly<Record<string, LogFilter['operator']>> = {
  '==': '==',
  '=': '==',
  equals: '==',
  is: '==',
  '!=': '!=',
  not_equals: '!=',
  is_not: '!=',
  contains: 'contains',
  not_contains: 'not_contains',
}

/** Epoch milliseconds; a number that would lie in January 1970 is meant as seconds. */
const moment = z
  .number()
  .min(0)
  .max(8.64e15)
  .transform((value) => (value < 1e11 ? value * 1_000 : value))

const SearchBody = z.strictObject({
  cursor: z.number().int().min(0).max(1_000_000).nullish(),
  limit: z.number().int().min(1, 'must be at least 1').max(100, 'must be at most 100').default(20),
  case_sensitive: z.boolean().nullish(),
  from: moment.default(0),
  to: moment.default(8.64e15),
  search_params: z
    .array(
      z.strictObject({
        field: z.string().max(100).optional(),
        operation: z.string().max(100).optional(),
        value: z.string().max(1_000).optional(),
      }),
    )
    .max(20)
    .default([]),
})

/** @throws {ApiError} BadRequest for a field or an operation that there is not. */
function filterOf({ field = '', operation: wanted = '==', value = '' }: SearchParam): LogFilter {
  const known = fields.find(({ id, alias }) => id === field || alias === field)
  if (!known)
    throw unknown(
      'field',
      field,
      fields.map(({ id }) => id),
    )
  const operator = Object.hasOwn(operators, wanted) ? operators[wanted] : undefined
  if (operator === undefined) throw unknown('operation', wanted, Object.keys(operators))
  return { field: known.id, operator, value }
}

type SearchParam = z.output<typeof SearchBody>['search_params'][number]

function unknown(part: string, value: string, known: readonly string[]): ApiError {
  const problem = `search_params: there is no ${part} ${value.slice(0, 64)}`
  return new ApiError('BadRequest', `Invalid body: ${problem}`, {
    errors: [problem],
    suggestedFix: `Use one of ${known.join(', ')}.`,
  })
}

const App = z.object({ icon: z.string(), name: z.string() })

function appOf({ catalog }: Pick<Deps, 'catalog'>, slug: string | null) {
  const toolkit = slug === null ? undefined : catalog.toolkit(slug)
  return { icon: toolkit?.logo ?? '', name: toolkit?.name ?? slug ?? '', uniqueId: slug ?? '' }
}

function present(deps: Pick<Deps, 'catalog'>, row: ToolExecutionLogRow) {
  const { icon, name } = appOf(deps, row.toolkit)
  return {
    id: row.id,
    actionKey: row.tool,
    appKey: row.toolkit ?? '',
    app: { icon, name },
    connectedAccountId: row.connectedAccountId ?? '',
    entityId: row.userId ?? '',
    status: row.status,
    executionTime: row.durationMs,
    minimalResponse: row.error ?? '',
    createdAt: row.createdAt.getTime(),
  }
}

const StepType = z.enum(['tool_execution', 'fetch_connection_details'])
const Detail = z.object({
  actionLogId: z.string(),
  actionId: z.string(),
  status: z.enum(['success', 'error', 'warning', 'info']),
  app: App.extend({ uniqueId: z.string() }),
  version: z.string(),
  connection: z.object({ id: z.string(), entity: z.string() }),
  session: anything,
  executionMetadata: anything,
  steps: z.array(
    z.object({
      type: StepType,
      startTime: z.number(),
      endTime: z.number(),
      totalDuration: z.number(),
      status: z.enum(['success', 'failure', 'error']),
      message: z.string(),
    }),
  ),
  payloadReceived: anything,
  startTime: z.number(),
  endTime: z.number(),
  totalDuration: z.string(),
  response: anything,
  error: anything,
})

const connecting = new Set(['pick_account', 'open_credential'])
/** The database keeps the milliseconds of a call in no order. */
const pipeline = [
  'resolve_tool',
  'pick_account',
  'read_text',
  'validate_arguments',
  'check_permission',
  'open_credential',
  'build_request',
  'send',
  'shape_result',
  'keep_file',
]

/** The steps of a call, one after the other, as their milliseconds say. */
function stepsOf({ timings, status, durationMs, createdAt }: ToolExecutionLogRow) {
  const entries = Object.entries(timings).toSorted(([a], [b]) => pipeline.indexOf(a) - pipeline.indexOf(b))
  let startTime = createdAt.getTime() - durationMs
  return entries.map(([name, totalDuration], at) => {
    const endTime = startTime + totalDuration
    const isLast = at === entries.length - 1
    const step = {
      type: connecting.has(name) ? ('fetch_connection_details' as const) : ('tool_execution' as const),
      startTime,
      endTime,
      totalDuration,
      status: isLast && status === 'failed' ? ('failure' as const) : ('success' as const),
      message: name,
    }
    startTime = endTime
    return step
  })
}

function presentDetail(deps: Pick<Deps, 'catalog'>, row: ToolExecutionLogRow): z.input<typeof Detail> {
  const endTime = row.createdAt.getTime()
  return {
    actionLogId: row.id,
    actionId: row.tool,
    status: row.status === 'success' ? 'success' : 'error',
    app: appOf(deps, row.toolkit),
    version: row.toolVersion ?? '',
    connection: { id: row.connectedAccountId ?? '', entity: row.userId ?? '' },
    session: row.sessionId === null ? {} : { id: row.sessionId },
    executionMetadata: {
      ...(row.requestId !== null && { request_id: row.requestId }),
      ...(row.upstreamStatus !== null && { provider_status: row.upstreamStatus }),
      ...(row.repairs && { repairs: row.repairs }),
    },
    steps: stepsOf(row),
    payloadReceived: objectOf(row.payload?.request),
    startTime: endTime - row.durationMs,
    endTime,
    totalDuration: `${row.durationMs}ms`,
    response: objectOf(row.payload?.response),
    error: row.error === null ? {} : { message: row.error },
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : value === undefined
      ? {}
      : { value }

export const internalLogRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/internal/action_execution/logs',
    operationId: 'postInternalActionExecutionLogs',
    tag,
    summary: 'Search the execution log (older dashboards and command line clients)',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: SearchBody,
    success: {
      status: 200,
      body: z.object({
        data: z.array(
          z.object({
            id: z.string(),
            actionKey: z.string(),
            appKey: z.string(),
            app: App,
            connectedAccountId: z.string(),
            entityId: z.string(),
            status: z.enum(['success', 'failed']),
            executionTime: z.number(),
            minimalResponse: z.string(),
            createdAt: z.number(),
          }),
        ),
        nextCursor: z.number().nullable(),
      }),
    },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, body }) => {
      const offset = body.cursor ?? 0
      const { from, to, limit } = body
      const rows = await logsFrom(deps, principal.projectId, {
        filters: body.search_params.map(filterOf),
        isCaseSensitive: body.case_sensitive ?? false,
        timeRange: { from, to: Math.max(from, to) },
        offset,
        limit: limit + 1,
      })
      const nextCursor = rows.length > limit ? offset + limit : null
      return { data: rows.slice(0, limit).map((row) => present(deps, row)), nextCursor }
    },
  }),
  operation({
    method: 'GET',
    path: '/internal/action_execution/fields',
    operationId: 'getInternalActionExecutionFields',
    tag,
    summary: 'List the fields by which the execution log can be searched',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: nothing,
    success: {
      status: 200,
      body: z.object({
        fields: z.record(
          z.string(),
          z.array(z.object({ id: z.string(), displayName: z.string(), type: z.string() })),
        ),
      }),
    },
    errors: [400, 401, 500],
    handler: () => ({
      fields: { log: fields.map(({ id, displayName }) => ({ id, displayName, type: 'string' })) },
    }),
  }),
  operation({
    method: 'GET',
    path: '/internal/action_execution/log/:id',
    operationId: 'getInternalActionExecutionLogById',
    tag,
    summary: 'Get one row of the execution log in full (older dashboards and command line clients)',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: z.object({ id: z.string() }),
    query: nothing,
    body: nothing,
    success: { status: 200, body: Detail },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params: { id } }) =>
      presentDetail(deps, await findLog(deps, principal.projectId, id)),
  }),
]
