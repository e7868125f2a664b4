/** Operations on trigger instances. */
import { z } from 'zod'
import {
  epochMilliseconds,
  idOf,
  pageOf,
  queryFlag,
  queryLimit,
  queryList,
  queryString,
} from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { publicOrigin } from '../http/public-url.ts'
import { ApiError } from '../http/errors.ts'
import { replayDeliveries } from '../webhook-subscriptions/deliveries.ts'
import { listSubscriptions } from '../webhook-subscriptions/webhook-subscriptions.ts'
import { testTrigger } from './test-trigger.ts'
import { listTriggerLogs, logKinds } from './trigger-logs.ts'
import { withDefaults } from './trigger-config.ts'
import { findTriggerAtVersion } from './trigger-types.ts'
import {
  deleteInstance,
  findInstance,
  listInstances,
  setInstanceEnabled,
  upsertInstance,
  type TriggerInstanceRow,
} from './triggers.ts'
import type { Deps } from '../deps.ts'

const tag = 'Triggers'
const InstanceId = z.object({ triggerId: idOf('triggerInstance') })
const accountIds = queryList(idOf('connectedAccount'))
const configIds = queryList(idOf('authConfig'))
const instanceIds = queryList(idOf('triggerInstance'))
const Config = z.record(z.string(), z.unknown())

const UpsertBody = z.object({
  connected_account_id: idOf('connectedAccount').optional(),
  connectedAuthId: idOf('connectedAccount').optional(),
  trigger_config: Config.optional(),
  triggerConfig: Config.optional(),
  /** Whose account is meant when none is named, as the SDKs send it. */
  user_id: z.string().min(1).max(500).optional(),
  version: z.string().optional(),
  toolkit_versions: z.union([z.string(), z.record(z.string(), z.string())]).nullish(),
})

const ListQuery = z.object({
  user_ids: queryList(z.string()),
  connected_account_ids: accountIds,
  auth_config_ids: configIds,
  trigger_ids: instanceIds,
  trigger_names: queryList(z.string()),
  show_disabled: queryFlag,
  connectedAccountIds: accountIds,
  authConfigIds: configIds,
  triggerIds: instanceIds,
  triggerNames: queryList(z.string()),
  showDisabled: queryFlag,
  deprecatedConnectedAccountUuids: queryList(z.string()),
  deprecatedAuthConfigUuids: queryList(z.string()),
  limit: queryLimit(1000, 20),
  page: z.preprocess(
    (value) => (value === '' || value === 'null' ? undefined : value),
    z.coerce.number().int().min(1).max(1_000_000).optional(),
  ),
  cursor: queryString,
})

const Upserted = z.object({ trigger_id: z.string(), deprecated: z.object({ uuid: z.string() }) })

const Instance = z.object({
  id: z.string(),
  uuid: z.string(),
  connected_account_id: z.string(),
  connected_account_uuid: z.string(),
  user_id: z.string(),
  trigger_name: z.string(),
  trigger_data: z.string(),
  version: z.string(),
  trigger_config: Config,
  state: Config,
  updated_at: z.string(),
  disabled_at: z.string().nullable(),
  disabledAt: z.string().nullable(),
  connectedAccountId: z.string(),
  triggerName: z.string(),
  updatedAt: z.string(),
  triggerConfig: Config,
  deprecated: z.object({ createdAt: z.string() }),
})

const Log = z.object({
  kind: z.enum(logKinds),
  id: z.string(),
  at: z.string(),
  summary: z.string(),
  is_error: z.boolean(),
  detail: Config,
})

function present(
  deps: Pick<Deps, 'catalog' | 'config' | 'clock'>,
  row: TriggerInstanceRow,
): z.input<typeof Instance> {
  const { trigger } = findTriggerAtVersion(deps, row.slug, row.version)
  const config = withDefaults(trigger, row.config)
  const updated = row.updatedAt.toISOString()
  const disabled = row.disabledAt?.toISOString() ?? null
  return {
    id: row.id,
    uuid: row.uuid,
    connected_account_id: row.connectedAccountId,
    connected_account_uuid: row.connectedAccountId,
    user_id: row.userId,
    trigger_name: row.slug,
    trigger_data: '',
    version: row.version,
    trigger_config: config,
    state: stateOf(deps, row),
    updated_at: updated,
    disabled_at: disabled,
    disabledAt: disabled,
    connectedAccountId: row.connectedAccountId,
    triggerName: row.slug,
    updatedAt: updated,
    triggerConfig: config,
    deprecated: { createdAt: row.createdAt.toISOString() },
  }
}

/** When it last looked, what it saw, and why it does not if it does not. */
function stateOf({ clock }: Pick<Deps, 'clock'>, row: TriggerInstanceRow): Record<string, unknown> {
  const late = row.nextPollAt ? clock.now().getTime() - row.nextPollAt.getTime() : 0
  return {
    status: row.disabledAt !== null ? 'disabled' : row.stalledAt !== null ? 'stalled' : 'active',
    stalled_at: row.stalledAt?.toISOString() ?? null,
    last_success_at: row.lastSuccessAt?.toISOString() ?? null,
    next_poll_at: row.nextPollAt?.toISOString() ?? null,
    last_poll_at: row.lastPollAt?.toISOString() ?? null,
    last_event_at: row.lastEventAt?.toISOString() ?? null,
    cursor: row.state.cursor ?? null,
    lag_seconds: Math.max(0, Math.round(late / 1_000)),
    consecutive_errors: row.consecutiveErrors,
    last_error: row.lastError,
    disabled_by: row.disabledBy,
    disabled_reason: row.disabledReason,
    webhook_endpoint_id: row.endpointId,
  }
}

export const triggerRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/trigger_instances/:slug/upsert',
    operationId: 'postTriggerInstancesBySlugUpsert',
    tag,
    summary: 'Create or update a trigger',
    access: 'project',
    rateClass: 'standard',
    audit: 'trigger.upserted',
    params: z.object({ slug: z.string() }),
    query: nothing,
    body: UpsertBody,
    success: { status: 201, body: Upserted },
    errors: [400, 401, 404, 422, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const { row } = await upsertInstance(
        deps,
        principal.projectId,
        {
          slug: params.slug,
          connectedAccountId: body.connected_account_id ?? body.connectedAuthId,
          userId: body.user_id,
          config: body.trigger_config ?? body.triggerConfig ?? {},
          versions: body.toolkit_versions ?? body.version,
        },
        publicOrigin(deps.env.publicUrl, request),
      )
      return { trigger_id: row.id, deprecated: { uuid: row.uuid } }
    },
  }),
  operation({
    method: 'GET',
    path: '/trigger_instances/active',
    operationId: 'getTriggerInstancesActive',
    tag,
    summary: 'List active triggers',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: ListQuery,
    body: nothing,
    success: { status: 200, body: pageOf(Instance) },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, query }) => {
      const page = await listInstances(deps, principal.projectId, {
        userIds: query.user_ids,
        accountIds:
          query.connected_account_ids ?? query.connectedAccountIds ?? query.deprecatedConnectedAccountUuids,
        authConfigIds: query.auth_config_ids ?? query.authConfigIds ?? query.deprecatedAuthConfigUuids,
        ids: query.trigger_ids ?? query.triggerIds,
        slugs: query.trigger_names ?? query.triggerNames,
        showDisabled: query.show_disabled ?? query.showDisabled ?? false,
        limit: query.limit,
        cursor: query.cursor,
        page: query.page,
      })
      return { ...page, items: page.items.map((row) => present(deps, row)) }
    },
  }),
  operation({
    method: 'PATCH',
    path: '/trigger_instances/manage/:triggerId',
    operationId: 'patchTriggerInstancesManageByTriggerId',
    tag,
    summary: 'Enable or disable a trigger',
    access: 'project',
    rateClass: 'standard',
    audit: 'trigger.updated',
    params: InstanceId,
    query: nothing,
    body: z.strictObject({ status: z.enum(['enable', 'disable']) }),
    success: { status: 200, body: z.object({ status: z.literal('success') }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const origin = publicOrigin(deps.env.publicUrl, request)
      await setInstanceEnabled(deps, principal.projectId, params.triggerId, body.status === 'enable', origin)
      return { status: 'success' as const }
    },
  }),
  operation({
    method: 'DELETE',
    path: '/trigger_instances/manage/:triggerId',
    operationId: 'deleteTriggerInstancesManageByTriggerId',
    tag,
    summary: 'Delete a trigger',
    access: 'project',
    rateClass: 'standard',
    audit: 'trigger.deleted',
    params: InstanceId,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ trigger_id: z.string() }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) => {
      await deleteInstance(deps, principal.projectId, params.triggerId)
      return { trigger_id: params.triggerId }
    },
  }),
  operation({
    method: 'GET',
    path: '/trigger_instances/manage/:triggerId/logs',
    operationId: 'getTriggerInstancesManageByTriggerIdLogs',
    tag,
    summary: 'List what a trigger polled, told and delivered',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: InstanceId,
    query: z.object({
      kinds: queryList(z.enum(logKinds)),
      limit: queryLimit(200, 50),
      cursor: queryString,
    }),
    body: nothing,
    success: { status: 200, body: z.object({ items: z.array(Log), next_cursor: z.string().nullable() }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, query }) => {
      const { items, next_cursor } = await listTriggerLogs(deps, principal.projectId, params.triggerId, {
        kinds: query.kinds ?? logKinds,
        limit: query.limit,
        cursor: query.cursor,
      })
      return { items: items.map(({ at, ...log }) => ({ ...log, at: at.toISOString() })), next_cursor }
    },
  }),
  operation({
    method: 'POST',
    path: '/trigger_instances/manage/:triggerId/test',
    operationId: 'postTriggerInstancesManageByTriggerIdTest',
    tag,
    summary: 'Send a made-up event of a trigger',
    access: 'project',
    rateClass: 'standard',
    audit: 'trigger.tested',
    params: InstanceId,
    query: nothing,
    body: z.strictObject({ payload: Config.optional() }).nullish(),
    success: {
      status: 201,
      body: z.object({ event_id: z.string(), log_id: z.string(), payload: Config }),
    },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body }) =>
      testTrigger(deps, principal.projectId, params.triggerId, body?.payload),
  }),
  operation({
    method: 'POST',
    path: '/trigger_instances/manage/:triggerId/replay',
    operationId: 'postTriggerInstancesManageByTriggerIdReplay',
    tag,
    summary: 'Send the events of a trigger in a span of time again',
    access: 'project',
    rateClass: 'standard',
    audit: 'trigger.replayed',
    params: InstanceId,
    query: nothing,
    body: z
      .strictObject({ from: epochMilliseconds, to: epochMilliseconds })
      .refine(({ from, to }) => from <= to, { error: 'from must not be after to' }),
    success: { status: 200, body: z.object({ replayed: z.number() }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal: { projectId }, params, body }) => {
      const { id } = await findInstance(deps, projectId, params.triggerId)
      const [subscription] = await listSubscriptions(deps, projectId)
      if (!subscription)
        throw new ApiError('WebhookSubscriptionNotFound', 'This project has no webhook subscription', {
          suggestedFix: 'Make one with POST /api/v3.1/webhook_subscriptions, then replay.',
        })
      return { replayed: await replayDeliveries(deps, projectId, subscription.id, body.from, body.to, id) }
    },
  }),
]
