import { integer, pgTable, text, timestamp } from '../db/columns.ts'

/** One row: what this database was set up with. */
export const installation = pgTable('installation', {
  id: integer('id').primaryKey(),
  /** Id of the master key that seals this database's credentials; never the key. */
  masterKeyId: text('master_key_id').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})
