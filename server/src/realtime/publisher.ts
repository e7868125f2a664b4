/**
 * The loop that publishes events through the operator's Pusher account. One process at a time does it, and keeps in
 * the database how far it is: after a crash the next goes on there, so that an event may come twice but none is left
 * out. What is late is let go: a channel is no queue.
 */
import { eq, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { latestEvents, type EventRow } from '../events/events.ts'
import { startLoop } from '../jobs/start-loop.ts'
import { channelsOf } from './app-key.ts'
import { mostOfBatch, publish, type PusherAccount } from './pusher-api.ts'
import { messagesOf, type PusherMessage } from './pusher-message.ts'
import { realtimePublisher } from './publisher.table.ts'

type PublisherDeps = Pick<Deps, 'db' | 'egress' | 'clock' | 'log' | 'notifications'>

const everyMs = 5_000
const leaseSeconds = 60
const readAtOnce = 20
const latestMs = 10 * 60_000
/** Larger events would be hundreds of messages; the stream and webhooks have them. */
const mostMessages = 100

/** Starts the loop. Returns what ends it. */
export function startPublisher(deps: PublisherDeps, account: PusherAccount): () => Promise<void> {
  const loop = startLoop({
    everyMs,
    look: (isStopped) => publishWaiting(deps, account, isStopped),
    onError: (error) => deps.log.warn({ err: error }, 'publishing through Pusher failed'),
  })
  const forget = deps.notifications.on('patchbay_sequenced', loop.wake)
  return () => {
    forget()
    return loop.stop()
  }
}

async function publishWaiting(
  deps: PublisherDeps,
  account: PusherAccount,
  isStopped: () => boolean,
): Promise<void> {
  const { db } = deps
  let position = await claim(db)
  if (position === undefined) return
  try {
    for (let events = await latestEvents(db, position, readAtOnce); events.length > 0;) {
      for (const event of events) await publishOne(deps, account, event)
      position = events.at(-1)?.position ?? position
      await db
        .update(realtimePublisher)
        .set({ position, leasedUntil: sql`now() + ${leaseSeconds} * interval '1 second'` })
        .where(eq(realtimePublisher.id, 1))
      events = isStopped() ? [] : await latestEvents(db, position, readAtOnce)
    }
  } finally {
    await db.update(realtimePublisher).set({ leasedUntil: null }).where(eq(realtimePublisher.id, 1))
  }
}

/** How far events have been published, for the one process that may go on; the first begins with what comes now. */
async function claim(db: Deps['db']): Promise<number | undefined> {
  await db.execute(sql`
    insert into realtime_publisher (id, position)
    select 1, coalesce(max(position), 0) from events on conflict do nothing`)
  const [row] = await db
    .update(realtimePublisher)
    .set({ leasedUntil: sql`now() + ${leaseSeconds} * interval '1 second'` })
    .where(
      sql`${realtimePublisher.id} = 1 and (${realtimePublisher.leasedUntil} is null or ${realtimePublisher.leasedUntil} < now())`,
    )
    .returning()
  return row?.position
}

async function publishOne(deps: PublisherDeps, account: PusherAccount, event: EventRow): Promise<void> {
  if (deps.clock.now().getTime() - event.occurredAt.getTime() > latestMs) return
  const messages = await messagesOf(deps, event)
  if (messages.length > mostMessages) {
    deps.log.warn({ event: event.id }, 'an event is too large for Pusher')
    return
  }
  const [channel = ''] = channelsOf(event.projectId)
  const addressed = messages.map((message: PusherMessage) => ({ channel, ...message }))
  for (let from = 0; from < addressed.length; from += mostOfBatch) {
    await publish(deps, account, addressed.slice(from, from + mostOfBatch))
  }
}
