/** Operations of webhook subscriptions and their deliveries. */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import {
  epochMilliseconds,
  idOf,
  pageOf,
  pageOfArray,
  pageRequest,
  queryLimit,
  queryString,
} from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { publicOrigin, requestOrigin } from '../http/public-url.ts'
import { listDeliveries, replayDeliveries, resendDelivery, type WebhookDeliveryRow } from './deliveries.ts'
import { webhookEventTypes } from './event-types.ts'
import { openSecrets } from './webhook-secrets.ts'
import { webhookVersions } from './webhook-subscriptions.table.ts'
import {
  changeSubscription,
  createSubscription,
  deleteSubscription,
  findSubscription,
  listSubscriptions,
  rotateSecret,
  type WebhookSubscriptionRow,
} from './webhook-subscriptions.ts'

const tag = 'Webhook Subscriptions'
const Id = z.object({ id: idOf('webhookSubscription') })
const Version = z.enum(webhookVersions)

const settings = {
  webhook_url: z.string().min(1).max(2_048, 'must have at most 2048 characters'),
  enabled_events: z.array(z.string().min(1).max(200)).min(1, 'must name an event type').max(50),
  version: Version,
  /** An option of this server: deliveries about one trigger instance are sent one after the other. */
  ordered: z.boolean({ error: 'must be true or false' }),
}

const CreateBody = z.strictObject({
  ...settings,
  version: Version.default('V3'),
  ordered: settings.ordered.default(false),
})

const ChangeBody = z
  .strictObject(settings)
  .partial()
  .refine((body) => Object.keys(body).length > 0, { error: 'at least one field is required' })

const Subscription = z.object({
  id: z.string(),
  webhook_url: z.string(),
  version: Version,
  enabled_events: z.array(z.string()),
  ordered: z.boolean(),
  secret: z.string(),
  /** Why nothing is sent at present; a PATCH sends on. */
  paused_reason: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
})

const Delivery = z.object({
  id: z.string(),
  event_id: z.string(),
  event_type: z.string(),
  subject_id: z.string(),
  status: z.enum(['pending', 'delivered', 'dead']),
  attempts: z.number(),
  next_attempt_at: z.string().nullable(),
  last_status: z.number().nullable(),
  last_error: z.string().nullable(),
  last_body: z.string().nullable(),
  created_at: z.string(),
  delivered_at: z.string().nullable(),
})

function present(deps: Pick<Deps, 'vault'>, row: WebhookSubscriptionRow): z.input<typeof Subscription> {
  return {
    id: row.id,
    webhook_url: row.webhookUrl,
    version: row.version,
    enabled_events: row.enabledEvents,
    ordered: row.isOrdered,
    secret: openSecrets(deps, row).current,
    paused_reason: row.pausedReason,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

function presentDelivery(row: WebhookDeliveryRow): z.input<typeof Delivery> {
  return {
    id: row.id,
    event_id: row.eventId,
    event_type: row.eventType,
    subject_id: row.subjectId,
    status: row.status,
    attempts: row.attempts,
    next_attempt_at: row.status === 'pending' ? row.nextAttemptAt.toISOString() : null,
    last_status: row.lastStatus,
    last_error: row.lastError,
    last_body: row.lastBody,
    created_at: row.createdAt.toISOString(),
    delivered_at: row.deliveredAt?.toISOString() ?? null,
  }
}

/** An event must not come back to us as a request. */
function ownOrigins({ env }: Pick<Deps, 'env'>, request: FastifyRequest): string[] {
  return [publicOrigin(env.publicUrl, request), requestOrigin(request)]
}

export const webhookSubscriptionRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/webhook_subscriptions',
    operationId: 'postWebhookSubscriptions',
    tag,
    summary: 'Create webhook subscription',
    access: 'project',
    rateClass: 'standard',
    audit: 'webhook_subscription.created',
    params: nothing,
    query: nothing,
    body: CreateBody,
    success: { status: 201, body: Subscription },
    errors: [400, 401, 409, 500],
    handler: async ({ deps, principal, body, request }) => {
      const wanted = {
        webhookUrl: body.webhook_url,
        enabledEvents: body.enabled_events,
        version: body.version,
        isOrdered: body.ordered,
      }
      return present(
        deps,
        await createSubscription(deps, principal.projectId, wanted, ownOrigins(deps, request)),
      )
    },
  }),
  operation({
    method: 'GET',
    path: '/webhook_subscriptions',
    operationId: 'getWebhookSubscriptions',
    tag,
    summary: 'List webhook subscriptions',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: z.object({ limit: queryLimit(1_000, 20), cursor: queryString }),
    body: nothing,
    success: { status: 200, body: pageOf(Subscription) },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, query }) => {
      const rows = await listSubscriptions(deps, principal.projectId)
      const presented = rows.map((row) => present(deps, row))
      return pageOfArray(presented, pageRequest(query.cursor, query.limit))
    },
  }),
  operation({
    method: 'GET',
    path: '/webhook_subscriptions/event_types',
    operationId: 'getWebhookSubscriptionsEventTypes',
    tag,
    summary: 'List available event types',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: nothing,
    success: {
      status: 200,
      body: z.object({
        items: z.array(
          z.object({
            event_type: z.string(),
            description: z.string(),
            supported_versions: z.array(Version),
          }),
        ),
      }),
    },
    errors: [401, 500],
    handler: () => ({
      items: Object.entries(webhookEventTypes).map(([event_type, { description, versions }]) => ({
        event_type,
        description,
        supported_versions: [...versions],
      })),
    }),
  }),
  operation({
    method: 'GET',
    path: '/webhook_subscriptions/:id',
    operationId: 'getWebhookSubscriptionsById',
    tag,
    summary: 'Get webhook subscription',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: Subscription },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) =>
      present(deps, await findSubscription(deps, principal.projectId, params.id)),
  }),
  operation({
    method: 'PATCH',
    path: '/webhook_subscriptions/:id',
    operationId: 'patchWebhookSubscriptionsById',
    tag,
    summary: 'Update webhook subscription',
    access: 'project',
    rateClass: 'standard',
    audit: 'webhook_subscription.updated',
    params: Id,
    query: nothing,
    body: ChangeBody,
    success: { status: 200, body: Subscription },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const change = {
        ...(body.webhook_url !== undefined && { webhookUrl: body.webhook_url }),
        ...(body.enabled_events && { enabledEvents: body.enabled_events }),
        ...(body.version && { version: body.version }),
        ...(body.ordered !== undefined && { isOrdered: body.ordered }),
      }
      const origins = ownOrigins(deps, request)
      return present(deps, await changeSubscription(deps, principal.projectId, params.id, change, origins))
    },
  }),
  operation({
    method: 'DELETE',
    path: '/webhook_subscriptions/:id',
    operationId: 'deleteWebhookSubscriptionsById',
    tag,
    summary: 'Delete webhook subscription',
    access: 'project',
    rateClass: 'standard',
    audit: 'webhook_subscription.deleted',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ success: z.boolean() }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) => {
      await deleteSubscription(deps, principal.projectId, params.id)
      return { success: true }
    },
  }),
  operation({
    method: 'POST',
    path: '/webhook_subscriptions/:id/rotate_secret',
    operationId: 'postWebhookSubscriptionsByIdRotateSecret',
    tag,
    summary: 'Rotate webhook secret',
    access: 'project',
    rateClass: 'standard',
    audit: 'webhook_subscription.secret_rotated',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ id: z.string(), secret: z.string() }) },
    errors: [400, 401, 404, 500],
    handler: ({ deps, principal, params }) => rotateSecret(deps, principal.projectId, params.id),
  }),
  operation({
    method: 'GET',
    path: '/webhook_subscriptions/:id/deliveries',
    operationId: 'getWebhookSubscriptionsByIdDeliveries',
    tag,
    summary: 'List the deliveries of a webhook subscription, dead ones too',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Id,
    query: z.object({
      status: z.enum(['pending', 'delivered', 'dead']).optional(),
      limit: queryLimit(1_000, 20),
      cursor: queryString,
    }),
    body: nothing,
    success: { status: 200, body: pageOf(Delivery) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, query }) => {
      const page = await listDeliveries(deps, principal.projectId, params.id, query)
      return { ...page, items: page.items.map(presentDelivery) }
    },
  }),
  operation({
    method: 'POST',
    path: '/webhook_subscriptions/:id/deliveries/:delivery_id/resend',
    operationId: 'postWebhookSubscriptionsByIdDeliveriesByDeliveryIdResend',
    tag,
    summary: 'Send a delivery again',
    access: 'project',
    rateClass: 'standard',
    audit: 'webhook_subscription.replayed',
    params: Id.extend({ delivery_id: idOf('webhookDelivery') }),
    query: nothing,
    body: nothing,
    success: { status: 200, body: Delivery },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) =>
      presentDelivery(await resendDelivery(deps, principal.projectId, params.id, params.delivery_id)),
  }),
  operation({
    method: 'POST',
    path: '/webhook_subscriptions/:id/replay',
    operationId: 'postWebhookSubscriptionsByIdReplay',
    tag,
    summary: 'Send the events of a span of time again',
    access: 'project',
    rateClass: 'standard',
    audit: 'webhook_subscription.replayed',
    params: Id,
    query: nothing,
    body: z
      .strictObject({ from: epochMilliseconds, to: epochMilliseconds })
      .refine(({ from, to }) => from <= to, { error: 'from must not be after to' }),
    success: { status: 200, body: z.object({ replayed: z.number() }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body }) => ({
      replayed: await replayDeliveries(deps, principal.projectId, params.id, body.from, body.to),
    }),
  }),
]
