/**
 * Webhook subscriptions, one a project.
 *
 *     (new)  → active   made
 *     active → paused   the receiver said 410 Gone, or nothing but failures for five days: `pauseSubscription`
 *     paused → active   any PATCH; what waits is then sent at once
 *     any    → (gone)   deleted, with all its deliveries
 */
import { and, eq, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { isEventType, webhookEventTypes, type WebhookVersion } from './event-types.ts'
import { newWebhookSecret, openSecrets, rotationOverlapMs, sealSecrets } from './webhook-secrets.ts'
import {
  webhookDeliveries,
  webhookSubscriptions,
  type WebhookSubscriptionRow,
} from './webhook-subscriptions.table.ts'
import { checkWebhookUrl } from './webhook-url.ts'

export type { WebhookSubscriptionRow } from './webhook-subscriptions.table.ts'

type SubscriptionDeps = Pick<Deps, 'db' | 'vault' | 'egress' | 'clock'>

export interface WebhookSettings {
  webhookUrl: string
  enabledEvents: readonly string[]
  version: WebhookVersion
  isOrdered: boolean
}

/**
 * Subscribes a project.
 * @throws {ApiError} WebhookSubscriptionExists; WebhookSubscriptionInvalid naming the field.
 */
export async function createSubscription(
  deps: SubscriptionDeps,
  projectId: string,
  settings: WebhookSettings,
  ownOrigins: readonly string[],
): Promise<WebhookSubscriptionRow> {
  const checked = check(deps, settings, ownOrigins)
  const id = newId('webhookSubscription')
  const secrets = sealSecrets(deps, { id, projectId }, { current: newWebhookSecret() }, 1)
  const [row] = await deps.db
    .insert(webhookSubscriptions)
    .values({ id, projectId, ...checked, secrets, secretsVersion: 1 })
    .onConflictDoNothing()
    .returning()
  if (row) return row
  throw new ApiError('WebhookSubscriptionExists', 'This project has a webhook subscription already', {
    headers: { 'x-should-retry': 'false' },
  })
}

/** The project's subscriptions: one or none. */
export async function listSubscriptions(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
): Promise<WebhookSubscriptionRow[]> {
  return db.select().from(webhookSubscriptions).where(eq(webhookSubscriptions.projectId, projectId))
}

/** @throws {ApiError} WebhookSubscriptionNotFound */
export async function findSubscription(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<WebhookSubscriptionRow> {
  const [row] = await db.select().from(webhookSubscriptions).where(own(projectId, id))
  if (!row) throw notFound(id)
  return row
}

/**
 * Changes what is named, leaves the rest, and sends on where deliveries were paused.
 * @throws {ApiError} WebhookSubscriptionNotFound; WebhookSubscriptionInvalid.
 */
export async function changeSubscription(
  deps: SubscriptionDeps,
  projectId: string,
  id: string,
  change: Partial<WebhookSettings>,
  ownOrigins: readonly string[],
): Promise<WebhookSubscriptionRow> {
  const before = await findSubscription(deps, projectId, id)
  const settings = check(deps, { ...before, ...change }, ownOrigins)
  return deps.db.transaction(async (tx) => {
    const [row] = await tx
      .update(webhookSubscriptions)
      .set({ ...settings, pausedReason: null, failingSince: null, updatedAt: sql`now()` })
      .where(own(projectId, id))
      .returning()
    if (!row) throw notFound(id)
    if (before.pausedReason !== null) await sendWaiting(tx, id, deps.clock.now())
    return row
  })
}

/** Deletes a subscription and all its deliveries. @throws {ApiError} WebhookSubscriptionNotFound */
export async function deleteSubscription(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<void> {
  const rows = await db
    .delete(webhookSubscriptions)
    .where(own(projectId, id))
    .returning({ id: webhookSubscriptions.id })
  if (rows.length === 0) throw notFound(id)
}

/**
 * Gives a subscription a new secret. For a day, deliveries are signed with the old one too.
 * @throws {ApiError} WebhookSubscriptionNotFound
 */
export async function rotateSecret(
  deps: Pick<Deps, 'db' | 'vault' | 'clock'>,
  projectId: string,
  id: string,
): Promise<{ id: string; secret: string }> {
  return deps.db.transaction(async (tx) => {
    const [row] = await tx.select().from(webhookSubscriptions).where(own(projectId, id)).for('update')
    if (!row) throw notFound(id)
    const secrets = { current: newWebhookSecret(), previous: openSecrets(deps, row).current }
    const version = row.secretsVersion + 1
    await tx
      .update(webhookSubscriptions)
      .set({
        secrets: sealSecrets(deps, row, secrets, version),
        secretsVersion: version,
        previousSecretUntil: new Date(deps.clock.now().getTime() + rotationOverlapMs),
        updatedAt: sql`now()`,
      })
      .where(own(projectId, id))
    return { id, secret: secrets.current }
  })
}

/** Stops sending until somebody changes the subscription; deliveries go on waiting. */
export async function pauseSubscription(db: Database, id: string, reason: string): Promise<void> {
  await db
    .update(webhookSubscriptions)
    .set({ pausedReason: reason, updatedAt: sql`now()` })
    .where(eq(webhookSubscriptions.id, id))
}

async function sendWaiting(tx: Database, id: string, now: Date): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ nextAttemptAt: now })
    .where(and(eq(webhookDeliveries.subscriptionId, id), eq(webhookDeliveries.status, 'pending')))
}

function check(
  deps: Pick<Deps, 'egress'>,
  { webhookUrl, enabledEvents, version, isOrdered }: WebhookSettings,
  ownOrigins: readonly string[],
) {
  const events = [...new Set(enabledEvents)]
  const errors = events.flatMap((name) => {
    if (!isEventType(name)) return [`enabled_events: there is no event type ${name.slice(0, 100)}`]
    const { versions } = webhookEventTypes[name]
    return versions.includes(version)
      ? []
      : [`enabled_events: ${name} needs version ${versions.join(' or ')}`]
  })
  if (errors.length > 0) {
    throw new ApiError('WebhookSubscriptionInvalid', `Invalid body: ${errors[0]}`, {
      errors,
      suggestedFix: 'See GET /api/v3.1/webhook_subscriptions/event_types for the types and their versions.',
    })
  }
  return {
    webhookUrl: checkWebhookUrl(deps, webhookUrl, ownOrigins),
    enabledEvents: events,
    version,
    isOrdered,
  }
}

const own = (projectId: string, id: string) =>
  and(eq(webhookSubscriptions.projectId, projectId), eq(webhookSubscriptions.id, id))

function notFound(id: string): ApiError {
  return new ApiError('WebhookSubscriptionNotFound', `Webhook subscription ${id.slice(0, 64)} not found`)
}
