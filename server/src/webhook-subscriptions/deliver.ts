/**
 * Delivering events: the outbox is fanned out into deliveries, and deliveries that are due are claimed, sent and
 * settled.
 *
 * A claim is a lease in the row, by the database's clock, so that two processes never send the same delivery at
 * the same time and one that dies gives its claims up. A delivery is sent at least once and always under the same
 * webhook-id; the attempt that succeeded without our noting it is the one way to a duplicate.
 */
import { setTimeout } from 'node:timers/promises'
import { eq, getTableColumns, inArray, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { builtOnce } from '../db/prepared.ts'
import { RowWriter } from '../db/row-writer.ts'
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress.ts'
import { eventsById, takeEvents, type EventRow } from '../events/events.ts'
import { organizationsOf } from '../projects/projects.ts'
import { addDeliveries } from './deliveries.ts'
import { payloadOf } from './payload.ts'
import { nextWait } from './schedule.ts'
import { signedHeaders } from './signature.ts'
import { readTakenNotes, TakenNotes } from './taken-notes.ts'
import { signingSecrets } from './webhook-secrets.ts'
import {
  webhookDeliveries,
  webhookSubscriptions,
  type WebhookDeliveryRow,
  type WebhookSubscriptionRow,
} from './webhook-subscriptions.table.ts'
import { pauseSubscription } from './webhook-subscriptions.ts'

type DeliverDeps = Pick<Deps, 'db' | 'vault' | 'egress' | 'clock' | 'log'>

/** Longer than an attempt may take, and the wait for what a process that died was at. */
const leaseSeconds = 30
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

/** `wasCutOff`: a process died, or lost the database, during the attempt before; the receiver may have taken it. */
export type Claim = WebhookDeliveryRow & { wasCutOff: boolean }

/**
 * Claims deliveries that are due, oldest first, and counts the attempt. `busy` subscriptions are left out: one
 * slow receiver shall not take every place. Of an ordered subscription only the first delivery of each subject.
 */
export async function claimDeliveries(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  limit: number,
  busy: readonly string[],
): Promise<Claim[]> {
  return db
    .update(webhookDeliveries)
    .set({
      leasedUntil: sql`now() + ${leaseSeconds} * interval '1 second'`,
      attempts: sql`${webhookDeliveries.attempts} + 1`,
    })
    .from(
      sql`(
      select d.id, d.leased_until is not null as was_cut_off from webhook_deliveries d
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
      for update of d skip locked) as due`,
    )
    .where(sql`${webhookDeliveries.id} = due.id`)
    .returning({ ...getTableColumns(webhookDeliveries), wasCutOff: sql<boolean>`due.was_cut_off` })
}

/** A claimed delivery with all that sending it needs. */
export interface ClaimedDelivery extends Claim {
  subscription: WebhookSubscriptionRow
  event: EventRow
  orgId: string
}

/** Reads what claimed deliveries need, all at once. Those whose subscription was deleted meanwhile fall away. */
export async function readClaimed(
  { db }: Pick<Deps, 'db'>,
  deliveries: readonly Claim[],
): Promise<ClaimedDelivery[]> {
  if (deliveries.length === 0) return []
  const subscriptionIds = [...new Set(deliveries.map(({ subscriptionId }) => subscriptionId))]
  const projectIds = [...new Set(deliveries.map(({ projectId }) => projectId))]
  const [rows, events, orgIds] = await Promise.all([
    db.select().from(webhookSubscriptions).where(inArray(webhookSubscriptions.id, subscriptionIds)),
    eventsById(
      db,
      deliveries.map(({ eventId }) => eventId),
    ),
    organizationsOf({ db }, projectIds),
  ])
  const subscriptions = new Map(rows.map((row) => [row.id, row]))
  return deliveries.flatMap((delivery) => {
    const subscription = subscriptions.get(delivery.subscriptionId)
    const event = events.get(delivery.eventId)
    const orgId = orgIds.get(delivery.projectId)
    return subscription && event && orgId ? [{ ...delivery, subscription, event, orgId }] : []
  })
}

/** Sends one claimed delivery and writes down what came of it. */
export async function deliver(
  deps: DeliverDeps,
  delivery: ClaimedDelivery,
  notes: TakenNotes,
): Promise<void> {
  const { subscription } = delivery
  const answer = await send(deps, delivery)
  const { status } = answer
  if (status === undefined || status < 200 || status >= 300)
    return untilWritten(() => settleFailed(deps, subscription, delivery, answer))
  const note = { id: delivery.id, attempt: delivery.attempts, at: deps.clock.now().toISOString(), status }
  await notes.until(note, () => untilWritten(() => settleDelivered(deps, subscription, delivery, answer)))
}

/** Writes down what processes that died had noted as taken, so that it is not sent again; opens this one's notes. */
export async function takeOverNotes(deps: Pick<Deps, 'db' | 'env'>): Promise<TakenNotes> {
  const { notes, forget } = await readTakenNotes(deps)
  if (notes.length > 0) {
    // The attempt that was noted, and no later one: a delivery may have been sent again on purpose since.
    await deps.db.execute(sql`
      update ${webhookDeliveries} as d set status = 'delivered', delivered_at = r.at, leased_until = null,
        last_status = r.status, last_error = null, last_body = null
      from json_to_recordset(${JSON.stringify(notes)}::json)
        as r(id text, attempt integer, at timestamptz, status integer)
      where d.id = r.id and d.attempts = r.attempt and d.status = 'pending' and d.leased_until is not null`)
  }
  await forget()
  return new TakenNotes(deps)
}

/** Together well below what a lease is longer than an attempt. */
const writeAgainMs = [100, 300, 1_000, 2_000, 4_000]

/** A database that starts anew is no reason to send again what was taken. */
async function untilWritten(write: () => Promise<void>): Promise<void> {
  for (const wait of writeAgainMs) {
    try {
      return await write()
    } catch {
      await setTimeout(wait)
    }
  }
  await write()
}

interface Answer {
  status?: number
  error?: string
  body?: string
  /** Milliseconds that the receiver asked us to wait. */
  askedMs?: number
}

async function send(deps: DeliverDeps, { id, subscription, event, orgId }: ClaimedDelivery): Promise<Answer> {
  const body = JSON.stringify(payloadOf(subscription.version, id, event, orgId))
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
        ...signedHeaders(id, deps.clock.now(), body, signingSecrets(deps, subscription)),
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

interface Delivered {
  id: string
  /** ISO 8601. */
  at: string
  status: number | null
  body: string | null
}

/** Those that end together are written together: what a crash finds unwritten is sent again. */
const deliveredWriterOf = builtOnce(
  (db) =>
    new RowWriter<Delivered>((rows) =>
      db.execute(sql`
        update ${webhookDeliveries} as d set status = 'delivered', delivered_at = r.at, leased_until = null,
          last_status = r.status, last_error = null, last_body = r.body
        from json_to_recordset(${JSON.stringify(rows)}::json)
          as r(id text, at timestamptz, status integer, body text)
        where d.id = r.id`),
    ),
)

async function settleDelivered(
  { db, clock }: DeliverDeps,
  { id, failingSince }: WebhookSubscriptionRow,
  delivery: WebhookDeliveryRow,
  { status, body }: Answer,
): Promise<void> {
  await deliveredWriterOf(db).add({
    id: delivery.id,
    at: clock.now().toISOString(),
    status: status ?? null,
    body: body ?? null,
  })
  if (failingSince !== null) {
    await db.update(webhookSubscriptions).set({ failingSince: null }).where(eq(webhookSubscriptions.id, id))
  }
}

interface Failed {
  id: string
  /** Claimed again meanwhile, because this one took too long, a delivery has another: that attempt decides. */
  attempts: number
  /** ISO 8601; null when there is no further attempt. */
  next: string | null
  status: number | null
  error: string
  body: string | null
  subscription: string
  at: string
}

/** Failures that end together, as all of a receiver that is down do, and since when their receivers have failed. */
const failedWriterOf = builtOnce(
  (db) =>
    new RowWriter<Failed>((rows) =>
      db.execute(sql`
        with r as (
          select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(id text, attempts integer,
            next timestamptz, status integer, error text, body text, subscription text, at timestamptz)
        ), written as (
          update webhook_deliveries as d set status = case when r.next is null then 'dead' else d.status end,
            next_attempt_at = coalesce(r.next, d.next_attempt_at), leased_until = null,
            last_status = r.status, last_error = r.error, last_body = r.body
          from r where d.id = r.id and d.attempts = r.attempts
        )
        update webhook_subscriptions as s set failing_since = f.at
        from (select subscription, min(at) as at from r group by subscription) as f
        where s.id = f.subscription and s.failing_since is null`),
    ),
)

async function settleFailed(
  { db, clock, log }: DeliverDeps,
  subscription: WebhookSubscriptionRow,
  delivery: WebhookDeliveryRow,
  { status, error, body, askedMs }: Answer,
): Promise<void> {
  const now = clock.now()
  const wait = nextWait(delivery.attempts, Math.random(), askedMs)
  await failedWriterOf(db).add({
    id: delivery.id,
    attempts: delivery.attempts,
    next: wait === undefined ? null : new Date(now.getTime() + wait).toISOString(),
    status: status ?? null,
    error: error ?? `the receiver answered ${status}`,
    body: body ?? null,
    subscription: subscription.id,
    at: now.toISOString(),
  })
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
  if (failingSince !== null && now.getTime() - failingSince.getTime() > pauseAfterMs) {
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
