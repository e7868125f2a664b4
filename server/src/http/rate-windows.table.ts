import { bigint, index, pgTable, primaryKey, text, timestamp } from '../db/columns.ts'

/**
 * What was used of limits that all nodes share: a row for each limit and window. Not logged by Postgres: a crash of the
 * database forgets at most one window.
 */
export const rateWindows = pgTable(
  'rate_windows',
  {
    key: text('key').notNull(),
    /** Counts windows since 1970. */
    number: bigint('number', { mode: 'number' }).notNull(),
    used: bigint('used', { mode: 'number' }).notNull(),
    /** What the last statement was granted, which it reads back. */
    granted: bigint('granted', { mode: 'number' }).notNull(),
    /** The next window looks at this one until then. */
    keepUntil: timestamp('keep_until', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.key, table.number] }),
    index('rate_windows_kept').on(table.keepUntil),
  ],
)
