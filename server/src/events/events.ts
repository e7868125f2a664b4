/**
 * The outbox of events. A feature records what happened in its own transaction, so an event exists exactly when
 * the change does; a deliverer takes waiting ones over in a transaction of its own, so none is lost or taken twice.
 */
import { and, asc, eq, inArray, isNull } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { events, type EventRow } from './events.table.ts'

export type { EventRow } from './events.table.ts'

export type EventType = 'composio.connected_account.expired'

export interface NewEvent {
  projectId: string
  type: EventType
  subjectId: string
  data: object
  occurredAt: Date
}

/** Records an event; it is there when `tx` commits. */
export async function recordEvent(tx: Database, event: NewEvent): Promise<void> {
  await tx.insert(events).values({ id: newId('event'), ...event })
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

/** Events of a project about one thing, oldest first. */
export async function eventsOf(db: Database, projectId: string, subjectId: string): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(and(eq(events.projectId, projectId), eq(events.subjectId, subjectId)))
    .orderBy(asc(events.occurredAt))
}
