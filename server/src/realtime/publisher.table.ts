import { bigint, integer, pgTable, timestamp } from '../db/columns.ts'

/** One row: up to which event all have been published through the Pusher account. */
export const realtimePublisher = pgTable('realtime_publisher', {
  id: integer('id').primaryKey(),
  position: bigint('position', { mode: 'number' }).notNull(),
  /** Until when one process publishes alone, by the database's clock. */
  leasedUntil: timestamp('leased_until', { withTimezone: true }),
})
