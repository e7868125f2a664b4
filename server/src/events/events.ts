/**
 * The outbox of events. A feature records what happened in its own transaction, so an event exists exactly when
 * the change does; a deliverer takes waiting ones over in a transaction of its own, so none is lost or taken twice.
 */
import { and, asc, eq, fromEpoch, inArray, isNull, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { events, type EventRow } from './events.table.ts'

export type { EventRow } from './events.table.ts'

export type EventType =
  | 'composio.connected_account.expired'
  | 'composio.trigger.message'
  | 'composio.trigger.disabled'

/** `data` of `composio.trigger.message`. */
export interface TriggerMessage {
  log_id: string
  trigger_slug: string
  trigger_id: string
  connected_account_id: string
  auth_config_id: string
  user_id: string
  /** What the app said, in the shape of the trigger type's payload. */
  payload: Record<string, unknown>
}

export interface NewEvent {
  projectId: string
  type: EventType
  subjectId: string
  data: object
  occurredAt: Date
  /** Given where the same happening may be recorded twice: the second time is ignored. */
  id?: string
}

/** Records an event; it is there when `tx` commits, and whoever waits for events is told then. */
export async function recordEvent(tx: Database, event: NewEvent): Promise<void> {
  await tx
    .insert(events)
    .values({ id: newId('event'), ...event })
    .onConflictDoNothing()
  await tx.execute(sql`select pg_notify('patchbay_events', '')`)
}

/** Takes over up to `limit` waiting events, oldest first. They count as taken when `tx` commits. */
export async function takeEvents(tx: Database, limit: number, now: Date): Promise<EventRow[]> {
  const waiting = await tx
    .select()
    .from(events)
    .where(isNull(events.takenAt))
    .orderBy(asc(events.occurredAt))
    .limit(limit)
    .for('update', { skipLocked: true })
  const ids = waiting.map(({ id }) => id)
  if (ids.length > 0) await tx.update(events).set({ takenAt: now }).where(inArray(events.id, ids))
  return waiting
}

/** Events by id. */
export async function eventsById(db: Database, ids: readonly string[]): Promise<Map<string, EventRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select()
    .from(events)
    .where(inArray(events.id, [...ids]))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Events of a project in a span of time (epoch milliseconds, the end not included), oldest first. */
export async function eventsBetween(
  db: Database,
  projectId: string,
  from: number,
  to: number,
  limit: number,
): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(
      and(
        eq(events.projectId, projectId),
        sql`${events.occurredAt} >= ${fromEpoch(from)} and ${events.occurredAt} < ${fromEpoch(to)}`,
      ),
    )
    .orderBy(asc(events.occurredAt))
    .limit(limit)
}

/** Events of a project about one thing, oldest first. */
export async function eventsOf(db: Database, projectId: string, subjectId: string): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(and(eq(events.projectId, projectId), eq(events.subjectId, subjectId)))
    .orderBy(asc(events.occurredAt))
}
