/**
 * Delivering events: the outbox is fanned out into deliveries, and deliveries that are due are claimed, sent and
 * settled.
 *
 * A claim is a lease in the row, by the database's clock, so that two processes never send the same delivery at
 * the same time and one that dies gives its claims up. A delivery is sent at least once and always under the same
 * webhook-id; the attempt that succeeded without our hearing of it is the one way to a duplicate.
 */
import { eq, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress.ts'
import { eventsById, takeEvents, type EventRow } from '../events/events.ts'
import { organizationOf } from '../projects/projects.ts'
import { addDeliveries } from './deliveries.ts'
import { payloadOf } from './payload.ts'
import { nextWait } from './schedule.ts'
import { signedHeaders } from './signature.ts'
import { signingSecrets } from './webhook-secrets.ts'
import {
  webhookDeliveries,
  webhookSubscriptions,
  type WebhookDeliveryRow,
  type WebhookSubscriptionRow,
} from './webhook-subscriptions.table.ts'
import { pauseSubscription } from './webhook-subscriptions.ts'

type DeliverDeps = Pick<Deps, 'db' | 'vault' | 'egress' | 'clock' | 'log'>

/** Longer than an attempt may take. */
const leaseSeconds = 60
const timeouts = { connectMs: 5_000, headersMs: 15_000, totalMs: 20_000 }

/** A receiver's words are kept to tell its failures apart, not as a copy of its data. */
const mostKeptOfBody = 500
const mostReadOfBody = 64 * 1024

/** After this long without one success, a receiver is taken to be gone. */
const pauseAfterMs = 5 * 24 * 3_600_000

/** Takes waiting events over into deliveries. @returns how many events there were */
export async function fanOut({ db, clock }: Pick<Deps, 'db' | 'clock'>, limit: number): Promise<number> {
  return db.transaction(async (tx) => {
    const now = clock.now()
    const taken = await takeEvents(tx, limit, now)
    for (const [projectId, events] of Map.groupBy(taken, (event) => event.projectId)) {
      const subscriptions = await tx
        .select()
        .from(webhookSubscriptions)
        .where(eq(webhookSubscriptions.projectId, projectId))
      for (const subscription of subscriptions) {
        const wanted = events.filter(({ type }) => subscription.enabledEvents.includes(type))
        await addDeliveries(tx, subscription, wanted, now)
      }
    }
    return taken.length
  })
}

/**
 * Claims deliveries that are due, oldest first, and counts the attempt. `busy` subscriptions are left out: one
 * slow receiver shall not take every place. Of an ordered subscription only the first delivery of each subject.
 */
export async function claimDeliveries(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  limit: number,
  busy: readonly string[],
): Promise<WebhookDeliveryRow[]> {
  return db
    .update(webhookDeliveries)
    .set({
      leasedUntil: sql`now() + ${leaseSeconds} * interval '1 second'`,
      attempts: sql`${webhookDeliveries.attempts} + 1`,
    })
    .where(sql`${webhookDeliveries.id} in (
      select d.id from webhook_deliveries d
      join webhook_subscriptions s on s.id = d.subscription_id
      where d.status = 'pending'
        and d.next_attempt_at <= ${clock.now().toISOString()}::timestamptz
        and (d.leased_until is null or d.leased_until < now())
        and s.paused_reason is null
        and s.id <> all(${sql.param([...busy])}::text[])
        and (not s.is_ordered or not exists (
          select from webhook_deliveries e
          where e.subscription_id = d.subscription_id and e.subject_id = d.subject_id
            and e.status = 'pending' and e.position < d.position))
      order by d.next_attempt_at, d.position
      limit ${limit}
      for update of d skip locked)`)
    .returning()
}

/** Sends one claimed delivery and writes down what came of it. */
export async function deliver(deps: DeliverDeps, delivery: WebhookDeliveryRow): Promise<void> {
  const [subscription] = await deps.db
    .select()
    .from(webhookSubscriptions)
    .where(eq(webhookSubscriptions.id, delivery.subscriptionId))
  const event = (await eventsById(deps.db, [delivery.eventId])).get(delivery.eventId)
  // Deleted meanwhile, and the delivery with it.
  if (!subscription || !event) return
  const answer = await send(deps, subscription, delivery, event)
  if (answer.status !== undefined && answer.status >= 200 && answer.status < 300) {
    return settleDelivered(deps, subscription, delivery, answer)
  }
  await settleFailed(deps, subscription, delivery, answer)
}

interface Answer {
  status?: number
  error?: string
  body?: string
  /** Milliseconds that the receiver asked us to wait. */
  askedMs?: number
}

async function send(
  deps: DeliverDeps,
  subscription: WebhookSubscriptionRow,
  delivery: WebhookDeliveryRow,
  event: EventRow,
): Promise<Answer> {
  const orgId = await organizationOf(deps, subscription.projectId)
  const body = JSON.stringify(payloadOf(subscription.version, delivery.id, event, orgId))
  try {
    const {
      status,
      headers,
      body: said,
    } = await deps.egress.request({
      url: subscription.webhookUrl,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Patchbay-Webhooks/1',
        ...signedHeaders(delivery.id, deps.clock.now(), body, signingSecrets(deps, subscription)),
      },
      body,
      maxRedirects: 0,
      maxResponseBytes: mostReadOfBody,
      timeouts,
    })
    return { status, body: textOf(said), askedMs: retryAfter(headers['retry-after'], deps.clock.now()) }
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    return { error: error.message }
  }
}

async function settleDelivered(
  { db, clock }: DeliverDeps,
  { id, failingSince }: WebhookSubscriptionRow,
  delivery: WebhookDeliveryRow,
  { status, body }: Answer,
): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set({
      status: 'delivered',
      deliveredAt: clock.now(),
      leasedUntil: null,
      lastStatus: status ?? null,
      lastError: null,
      lastBody: body ?? null,
    })
    .where(eq(webhookDeliveries.id, delivery.id))
  if (failingSince !== null) {
    await db.update(webhookSubscriptions).set({ failingSince: null }).where(eq(webhookSubscriptions.id, id))
  }
}

async function settleFailed(
  { db, clock, log }: DeliverDeps,
  subscription: WebhookSubscriptionRow,
  delivery: WebhookDeliveryRow,
  { status, error, body, askedMs }: Answer,
): Promise<void> {
  const now = clock.now()
  const wait = nextWait(delivery.attempts, Math.random(), askedMs)
  await db
    .update(webhookDeliveries)
    .set({
      ...(wait === undefined ? { status: 'dead' } : { nextAttemptAt: new Date(now.getTime() + wait) }),
      leasedUntil: null,
      lastStatus: status ?? null,
      lastError: error ?? `the receiver answered ${status}`,
      lastBody: body ?? null,
    })
    .where(eq(webhookDeliveries.id, delivery.id))
  await judgeReceiver(db, subscription, status, now)
  log.info({ delivery: delivery.id, attempt: delivery.attempts, status, error }, 'a webhook delivery failed')
}

async function judgeReceiver(
  db: Database,
  { id, failingSince }: WebhookSubscriptionRow,
  status: number | undefined,
  now: Date,
): Promise<void> {
  if (status === 410) return pauseSubscription(db, id, 'The receiver answered 410 Gone')
  if (failingSince === null) {
    await db.update(webhookSubscriptions).set({ failingSince: now }).where(eq(webhookSubscriptions.id, id))
  } else if (now.getTime() - failingSince.getTime() > pauseAfterMs) {
    await pauseSubscription(db, id, `Every delivery has failed since ${failingSince.toISOString()}`)
  }
}

/** Text that a column can hold: Postgres refuses NUL. */
function textOf(body: Buffer): string {
  return body.subarray(0, mostKeptOfBody).toString('utf8').replaceAll('\0', '')
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), in milliseconds from now; 0 for anything else. */
function retryAfter(header: string | undefined, now: Date): number {
  if (header === undefined) return 0
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime())
}
