/**
 * The outbox of events. A feature records what happened in its own transaction, so an event exists exactly when
 * the change does; a deliverer takes waiting ones over in a transaction of its own, so none is lost or taken twice.
 */
import {
  and,
  asc,
  containing,
  desc,
  eq,
  fromEpoch,
  gt,
  ilike,
  inArray,
  isNull,
  lt,
  not,
  sql,
} from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { ApiError } from '../http/errors.ts'
import { events, type EventRow } from './events.table.ts'

export type { EventRow } from './events.table.ts'

export const eventTypes = [
  'composio.connected_account.expired',
  'composio.trigger.message',
  'composio.trigger.disabled',
  'composio.trigger.stalled',
] as const

export type EventType = (typeof eventTypes)[number]

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
  await recordEvents(tx, [event])
}

/** Of one statement: Postgres takes 65,535 parameters. */
const mostInserted = 500

/** Records events in this order. */
export async function recordEvents(tx: Database, recorded: readonly NewEvent[]): Promise<void> {
  if (recorded.length === 0) return
  for (let from = 0; from < recorded.length; from += mostInserted) {
    const rows = recorded.slice(from, from + mostInserted).map((event) => ({ id: newId('event'), ...event }))
    await tx.insert(events).values(rows).onConflictDoNothing()
  }
  await tx.execute(sql`select pg_notify('patchbay_events', '')`)
}

/**
 * Takes over up to `limit` waiting events, as they were recorded, and gives them their places. They count as taken when
 * `tx` commits. One transaction at a time in all processes does it, so that places become visible in their order:
 * who has read up to one of them misses nothing. None while another is at it, which then takes them.
 */
export async function takeEvents(tx: Database, limit: number, now: Date): Promise<EventRow[]> {
  const { rows } = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('patchbay events')) as mine`,
  )
  if (rows[0]?.mine !== true) return []
  const waiting = await tx
    .select()
    .from(events)
    .where(isNull(events.takenAt))
    .orderBy(asc(events.recorded))
    .limit(limit)
  if (waiting.length === 0) return []
  const ids = sql.param(waiting.map(({ id }) => id))
  await tx.execute(sql`
    update events set taken_at = ${now.toISOString()}::timestamptz, position = placed.position
    from (
      select id, nextval('event_positions') as position
      from (select id from unnest(${ids}::text[]) with ordinality as given(id, place) order by place) as ordered
    ) as placed
    where events.id = placed.id`)
  await tellSequenced(tx, [...new Set(waiting.map(({ projectId }) => projectId))])
  return waiting
}

/** Postgres takes up to 8,000 bytes in a notification; a project id has 15. */
const projectsTold = 400

async function tellSequenced(tx: Database, projectIds: readonly string[]): Promise<void> {
  const said = projectIds.length > projectsTold ? '' : projectIds.join(',')
  await tx.execute(sql`select pg_notify('patchbay_sequenced', ${said})`)
}

/** Events of a project that got their place after this one, in their order. */
export async function eventsAfter(
  db: Database,
  projectId: string,
  position: number,
  limit: number,
): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(and(eq(events.projectId, projectId), gt(events.position, position)))
    .orderBy(asc(events.position))
    .limit(limit)
}

/** Events of every project that got their place after this one, in their order. For whoever passes all of them on. */
export async function latestEvents(db: Database, position: number, limit: number): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(gt(events.position, position))
    .orderBy(asc(events.position))
    .limit(limit)
}

/** The place of the project's latest event; 0 before the first. */
export async function latestPosition(db: Database, projectId: string): Promise<number> {
  const [row] = await db
    .select({ position: sql<string | null>`max(${events.position})` })
    .from(events)
    .where(eq(events.projectId, projectId))
  return Number(row?.position ?? 0)
}

/** The place of an event of the project; undefined for one that is not there. */
export async function positionOf(db: Database, projectId: string, id: string): Promise<number | undefined> {
  const [row] = await db
    .select({ position: events.position })
    .from(events)
    .where(and(eq(events.projectId, projectId), eq(events.id, id)))
  return row?.position ?? undefined
}

/** The place just before the project's first event since a moment. */
export async function positionBefore(db: Database, projectId: string, since: Date): Promise<number> {
  const [row] = await db
    .select({ position: sql<string | null>`min(${events.position})` })
    .from(events)
    .where(
      and(eq(events.projectId, projectId), sql`${events.occurredAt} >= ${since.toISOString()}::timestamptz`),
    )
  return row?.position == null ? latestPosition(db, projectId) : Number(row.position) - 1
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

/** Events of a project in a span of time (epoch milliseconds, the end not included), oldest first; about one thing where it is named. */
export async function eventsBetween(
  db: Database,
  projectId: string,
  from: number,
  to: number,
  limit: number,
  subjectId?: string,
): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(
      and(
        eq(events.projectId, projectId),
        subjectId === undefined ? undefined : eq(events.subjectId, subjectId),
        sql`${events.occurredAt} >= ${fromEpoch(from)} and ${events.occurredAt} < ${fromEpoch(to)}`,
      ),
    )
    .orderBy(asc(events.occurredAt), asc(events.recorded))
    .limit(limit)
}

/** Events of a project about one thing before a moment, the latest first. */
export async function eventsBefore(
  { db }: { db: Database },
  projectId: string,
  subjectId: string,
  before: Date,
  limit: number,
): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(
      and(eq(events.projectId, projectId), eq(events.subjectId, subjectId), lt(events.occurredAt, before)),
    )
    .orderBy(desc(events.occurredAt), desc(events.recorded))
    .limit(limit)
}

/**
 * Removes up to 5,000 events that were taken over and are older than that, but for those that are still being
 * delivered. @returns how many
 */
export async function purgeEvents({ db }: { db: Database }, days: number): Promise<number> {
  const { rowCount } = await db.execute(sql`
    delete from events where id in (
      select id from events e
      where occurred_at < now() - ${days}::int * interval '1 day' and taken_at is not null
        and not exists (select from webhook_deliveries d where d.event_id = e.id and d.status = 'pending')
      limit 5000)`)
  return rowCount ?? 0
}

/** Events of a project about one thing, oldest first. */
export async function eventsOf(db: Database, projectId: string, subjectId: string): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(and(eq(events.projectId, projectId), eq(events.subjectId, subjectId)))
    .orderBy(asc(events.occurredAt), asc(events.recorded))
}

export interface EventSearch {
  type: EventType
  /** Epoch milliseconds; the end is not included. */
  from: number
  to: number
  /** A text that the event's data holds, in any case. */
  text: string | undefined
  /** What fields of the data must be. */
  data: readonly { field: string; value: string }[]
  /** Whether a delivery of it has failed so far; undefined: either. */
  deliveryFailed: boolean | undefined
  /** `recorded` of the last one on the page before. */
  cursor: string | undefined
  limit: number
}

/** Events of a project that a search wants, the latest first. @throws {ApiError} BadRequest for a foreign cursor */
export async function searchEvents(
  db: Database,
  projectId: string,
  search: EventSearch,
): Promise<EventRow[]> {
  const failed = sql`exists (select from webhook_deliveries d where d.event_id = ${events.id}
    and d.last_error is not null and d.delivered_at is null)`
  return db
    .select()
    .from(events)
    .where(
      and(
        eq(events.projectId, projectId),
        eq(events.type, search.type),
        sql`${events.occurredAt} >= ${fromEpoch(search.from)} and ${events.occurredAt} < ${fromEpoch(search.to)}`,
        search.text === undefined ? undefined : ilike(sql`${events.data}::text`, containing(search.text)),
        ...search.data.map(({ field, value }) => sql`${events.data} ->> ${field} = ${value}`),
        search.deliveryFailed === undefined ? undefined : search.deliveryFailed ? failed : not(failed),
        search.cursor === undefined ? undefined : lt(events.recorded, placeOf(search.cursor)),
      ),
    )
    .orderBy(desc(events.recorded))
    .limit(search.limit)
}

function placeOf(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw new ApiError('BadRequest', 'cursor is not one that this server returned', {
    errors: ['cursor: not a cursor of this list'],
  })
}

/** One event of a project. */
export async function findEvent(db: Database, projectId: string, id: string): Promise<EventRow | undefined> {
  const [row] = await db
    .select()
    .from(events)
    .where(and(eq(events.projectId, projectId), eq(events.id, id)))
  return row
}
