import { bigint, bigserial, index, jsonb, pgSequence, pgTable, text, timestamp } from '../db/columns.ts'
import { sql } from '../db/sql.ts'
import type { EventType } from './events.ts'
import { projects } from '../projects/projects.table.ts'

/** Gives events their places. Only whoever holds the lock of `takeEvents` takes from it. */
export const eventPositions = pgSequence('event_positions')

/** What happened that a project may want to be told: an outbox, written in the transaction of what happened. */
export const events = pgTable(
  'events',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    type: text('type').$type<EventType>().notNull(),
    /** Id of the thing that the event is about. */
    subjectId: text('subject_id').notNull(),
    /** The thing as the API shows it, as it was at that moment. No secrets. */
    data: jsonb('data').$type<object>().notNull(),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
    /** Counts events as they are recorded: those of one poll have one moment, and keep their order. */
    recorded: bigserial('recorded', { mode: 'number' }).notNull(),
    /** When whoever delivers events took this one over; null until then. */
    takenAt: timestamp('taken_at', { withTimezone: true }),
    /** Its place in the order in which events were taken over, and become visible; null until then. */
    position: bigint('position', { mode: 'number' }),
  },
  (table) => [
    index('events_waiting')
      .on(table.recorded)
      .where(sql`${table.takenAt} is null`),
    index('events_project').on(table.projectId, table.occurredAt),
    index('events_position').on(table.position),
    index('events_sequence').on(table.projectId, table.position),
    index('events_subject').on(table.subjectId, table.occurredAt),
    index('events_age').on(table.occurredAt),
  ],
)

export type EventRow = typeof events.$inferSelect
