/** The deliveries of a project: looking at them, and sending them again. */
import { type SQL, and, count, desc, eq, inArray, lt, sql } from '../db/sql.ts'
import { newId } from '../db/ids.ts'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { eventsBetween, type EventRow } from '../events/events.ts'
import { type Page, pageRequest, pageResult } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import {
  webhookDeliveries,
  type WebhookDeliveryRow,
  type WebhookSubscriptionRow,
} from './webhook-subscriptions.table.ts'
import { findSubscription } from './webhook-subscriptions.ts'

export type { WebhookDeliveryRow } from './webhook-subscriptions.table.ts'

/** Events that one replay sends at most. */
export const mostReplayed = 10_000

export interface ListDeliveries {
  status?: WebhookDeliveryRow['status'] | undefined
  limit: number
  cursor?: string | undefined
}

/** Adds the deliveries of these events; an event that a subscription has a delivery of gets no second one. */
export async function addDeliveries(
  tx: Database,
  subscription: Pick<WebhookSubscriptionRow, 'id' | 'projectId'>,
  events: readonly EventRow[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ id: eventId, type, subjectId }) => ({
    id: newId('webhookDelivery'),
    projectId: subscription.projectId,
    subscriptionId: subscription.id,
    eventId,
    eventType: type,
    subjectId,
    nextAttemptAt: now,
    createdAt: now,
  }))
  await tx.insert(webhookDeliveries).values(rows).onConflictDoNothing()
}

/** One page, newest first. @throws {ApiError} WebhookSubscriptionNotFound */
export async function listDeliveries(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  subscriptionId: string,
  { status, limit, cursor }: ListDeliveries,
): Promise<Page<WebhookDeliveryRow>> {
  await findSubscription({ db }, projectId, subscriptionId)
  const request = pageRequest(cursor, limit)
  const where = and(ofSubscription(projectId, subscriptionId), status && eq(webhookDeliveries.status, status))
  const [total] = await db.select({ rows: count() }).from(webhookDeliveries).where(where)
  const rows = await db
    .select()
    .from(webhookDeliveries)
    .where(where)
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
    .limit(request.limit)
    .offset(request.offset)
  return pageResult(rows, total?.rows ?? 0, request)
}

/** Deliveries about one thing before a moment, the latest first. */
export async function deliveriesBefore(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  subjectId: string,
  before: Date,
  limit: number,
): Promise<WebhookDeliveryRow[]> {
  return db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.projectId, projectId),
        eq(webhookDeliveries.subjectId, subjectId),
        lt(webhookDeliveries.createdAt, before),
      ),
    )
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.position))
    .limit(limit)
}

/** Deliveries of these events, the latest first. */
export async function deliveriesOfEvents(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  eventIds: readonly string[],
): Promise<WebhookDeliveryRow[]> {
  if (eventIds.length === 0) return []
  return db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.projectId, projectId), inArray(webhookDeliveries.eventId, [...eventIds])))
    .orderBy(desc(webhookDeliveries.createdAt))
}

/** Removes up to 5,000 deliveries that ended and are older than that. @returns how many */
export async function purgeDeliveries({ db }: Pick<Deps, 'db'>, days: number): Promise<number> {
  const { rowCount } = await db.execute(sql`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries
      where created_at < now() - ${days}::int * interval '1 day' and status <> 'pending'
      limit 5000)`)
  return rowCount ?? 0
}

/** Sends one delivery again, from the first attempt on, under the same id. @throws WebhookDeliveryNotFound */
export async function resendDelivery(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  subscriptionId: string,
  id: string,
): Promise<WebhookDeliveryRow> {
  const [row] = await db
    .update(webhookDeliveries)
    .set(again(clock.now()))
    .where(and(ofSubscription(projectId, subscriptionId), eq(webhookDeliveries.id, id)))
    .returning()
  if (!row) throw new ApiError('WebhookDeliveryNotFound', `Webhook delivery ${id.slice(0, 64)} not found`)
  return row
}

/**
 * Sends the subscription's events of a span of time (epoch milliseconds, the end not included), those that have been delivered too, under the ids that they
 * have had. With `subjectId`, only events about that.
 * @returns how many are sent
 * @throws {ApiError} WebhookSubscriptionNotFound
 */
export async function replayDeliveries(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  subscriptionId: string,
  from: number,
  to: number,
  subjectId?: string,
): Promise<number> {
  return db.transaction(async (tx) => {
    const subscription = await findSubscription({ db: tx }, projectId, subscriptionId)
    const happened = await eventsBetween(tx, projectId, from, to, mostReplayed, subjectId)
    const wanted = happened.filter(({ type }) => subscription.enabledEvents.includes(type))
    const now = clock.now()
    await addDeliveries(tx, subscription, wanted, now)
    const ids = wanted.map(({ id }) => id)
    if (ids.length === 0) return 0
    await tx
      .update(webhookDeliveries)
      .set(again(now))
      .where(and(ofSubscription(projectId, subscriptionId), inArray(webhookDeliveries.eventId, ids)))
    return wanted.length
  })
}

const again = (now: Date) => ({
  status: 'pending' as const,
  attempts: 0,
  nextAttemptAt: now,
  leasedUntil: null,
  deliveredAt: null,
})

function ofSubscription(projectId: string, subscriptionId: string): SQL | undefined {
  return and(eq(webhookDeliveries.projectId, projectId), eq(webhookDeliveries.subscriptionId, subscriptionId))
}
