/** The log of trigger events as older dashboards and command line clients ask for it. */
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { type EventRow, findEvent, searchEvents, type TriggerMessage } from '../events/events.ts'
import { ApiError } from '../http/errors.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { deliveriesOfEvents, type WebhookDeliveryRow } from '../webhook-subscriptions/deliveries.ts'
import { findTriggerType } from './trigger-types.ts'

const tag = 'Logs'
const message = 'composio.trigger.message'

const spans = { '5m': 5, '30m': 30, '6h': 360, '1d': 1_440, '1w': 10_080, '1month': 43_200, '1y': 525_600 }

/** Fields that a search may name, with their places in an event. */
const fields: Readonly<Record<string, keyof TriggerMessage>> = {
  user_id: 'user_id',
  userId: 'user_id',
  entityId: 'user_id',
  trigger_id: 'trigger_id',
  triggerId: 'trigger_id',
  trigger_slug: 'trigger_slug',
  triggerName: 'trigger_slug',
  connected_account_id: 'connected_account_id',
  connectionId: 'connected_account_id',
  auth_config_id: 'auth_config_id',
  integrationId: 'auth_config_id',
}

const text = z.string().max(1_000)
const moment = z.number().min(0).max(8.64e15)

const SearchBody = z
  .strictObject({
    time: z.enum(['5m', '30m', '6h', '1d', '1w', '1month', '1y']).optional(),
    from: moment.nullish(),
    to: moment.nullish(),
    status: z.enum(['all', 'success', 'error']).default('all'),
    search: text.optional(),
    integrationId: text.optional(),
    entityId: text.optional(),
    userId: text.optional(),
    limit: z.number().int().min(1).max(100).nullish(),
    cursor: z.string().max(100).nullish(),
    search_params: z
      .array(z.strictObject({ field: text.optional(), operation: text.optional(), value: text.optional() }))
      .max(20)
      .default([]),
    include_payload: z.boolean().default(true),
  })
  .nullish()

const Kind = z.enum(['trigger', 'action'])
const Log = z.object({
  id: z.string(),
  connectionId: z.string(),
  clientId: z.string(),
  entityId: z.string(),
  status: z.string(),
  appName: z.string(),
  createdAt: z.string(),
  type: Kind,
  meta: z.object({
    id: z.string(),
    type: Kind,
    createdAt: z.string(),
    updatedAt: z.string(),
    provider: z.string(),
    clientId: z.string(),
    connectionId: z.string(),
    triggerProviderPayload: z.string().optional(),
    triggerClientPayload: z.string().optional(),
    triggerClientError: z.string().optional(),
    triggerName: z.string().optional(),
    triggerClientResponse: z.string().optional(),
    triggerId: z.string().optional(),
    triggerNanoId: z.string().optional(),
  }),
})

/** @param delivery the one that went worst, where there are several */
function present(
  deps: Pick<Deps, 'catalog' | 'config'>,
  event: EventRow,
  delivery: WebhookDeliveryRow | undefined,
  withPayload: boolean,
): z.input<typeof Log> {
  const data = event.data as Partial<TriggerMessage>
  const app = toolkitOf(deps, data.trigger_slug ?? '')
  const createdAt = event.occurredAt.toISOString()
  const common = {
    id: event.id,
    connectionId: data.connected_account_id ?? '',
    clientId: event.projectId,
    createdAt,
    type: 'trigger' as const,
  }
  const payload = JSON.stringify(data.payload ?? {})
  return {
    ...common,
    entityId: data.user_id ?? '',
    status: hasFailed(delivery) ? 'error' : 'success',
    appName: app,
    meta: {
      ...common,
      updatedAt: (delivery?.deliveredAt ?? delivery?.createdAt ?? event.occurredAt).toISOString(),
      provider: app,
      triggerName: data.trigger_slug,
      triggerId: data.trigger_id,
      triggerNanoId: data.trigger_id,
      ...(withPayload && { triggerProviderPayload: payload, triggerClientPayload: payload }),
      ...(delivery?.lastError != null && { triggerClientError: delivery.lastError }),
      ...(delivery?.lastStatus != null && { triggerClientResponse: String(delivery.lastStatus) }),
    },
  }
}

/** Empty for a type that the catalog no longer has. */
function toolkitOf(deps: Pick<Deps, 'catalog' | 'config'>, slug: string): string {
  try {
    return findTriggerType(deps, slug).toolkit.slug
  } catch (error) {
    if (error instanceof ApiError) return ''
    throw error
  }
}

const hasFailed = (delivery: WebhookDeliveryRow | undefined) =>
  delivery !== undefined && delivery.deliveredAt === null && delivery.lastError !== null

async function presentAll(
  deps: Pick<Deps, 'db' | 'catalog' | 'config'>,
  projectId: string,
  events: readonly EventRow[],
  withPayload: boolean,
): Promise<z.input<typeof Log>[]> {
  const ids = events.map(({ id }) => id)
  const deliveries = Map.groupBy(await deliveriesOfEvents(deps, projectId, ids), ({ eventId }) => eventId)
  return events.map((event) => {
    const own = deliveries.get(event.id) ?? []
    return present(deps, event, own.find(hasFailed) ?? own[0], withPayload)
  })
}

type Search = NonNullable<z.output<typeof SearchBody>>

/** What the events must hold. @throws {ApiError} BadRequest for a field that there is not */
function wantedData({ entityId, userId, integrationId, search_params }: Search) {
  const wanted: { field: keyof TriggerMessage; value: string }[] = []
  const user = userId ?? entityId
  if (user) wanted.push({ field: 'user_id', value: user })
  if (integrationId) wanted.push({ field: 'auth_config_id', value: integrationId })
  for (const { field = '', value = '' } of search_params) {
    const known = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (known === undefined) {
      const problem = `search_params: there is no field ${field.slice(0, 64)}`
      throw new ApiError('BadRequest', `Invalid body: ${problem}`, {
        errors: [problem],
        suggestedFix: `Use one of ${Object.keys(fields).join(', ')}.`,
      })
    }
    wanted.push({ field: known, value })
  }
  return wanted
}

export const internalTriggerLogRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/internal/trigger/logs',
    operationId: 'postInternalTriggerLogs',
    tag,
    summary: 'Search the events of triggers (older dashboards and command line clients)',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: SearchBody,
    success: { status: 200, body: z.object({ data: z.array(Log), nextCursor: z.string().nullable() }) },
    errors: [400, 401, 500],
    handler: async ({ deps, principal: { projectId }, body }) => {
      const search = body ?? { status: 'all', search_params: [], include_payload: true }
      const limit = search.limit ?? 20
      const now = deps.clock.now().getTime()
      const from = search.from ?? (search.time === undefined ? 0 : now - spans[search.time] * 60_000)
      const rows = await searchEvents(deps.db, projectId, {
        type: message,
        from,
        to: Math.max(from, search.to ?? 8.64e15),
        text: search.search || undefined,
        data: wantedData(search),
        deliveryFailed: search.status === 'all' ? undefined : search.status === 'error',
        cursor: search.cursor || undefined,
        limit: limit + 1,
      })
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      const nextCursor = rows.length > limit && last ? String(last.recorded) : null
      return { data: await presentAll(deps, projectId, page, search.include_payload), nextCursor }
    },
  }),
  operation({
    method: 'GET',
    path: '/internal/trigger/log/:id',
    operationId: 'getInternalTriggerLogById',
    tag,
    summary: 'Get one event of a trigger (older dashboards and command line clients)',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: z.object({ id: z.string() }),
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ log: Log }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal: { projectId }, params: { id } }) => {
      const event = await findEvent(deps.db, projectId, id)
      if (!event || event.type !== message)
        throw new ApiError('LogNotFound', `Log ${id.slice(0, 64)} not found`)
      const [log] = await presentAll(deps, projectId, [event], true)
      if (!log) throw new Error('one event is presented as one log')
      return { log }
    },
  }),
]
