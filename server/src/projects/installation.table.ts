import { sealed } from '../db/sealed.ts'
import { integer, pgTable, text, timestamp } from '../db/columns.ts'

/** One row: what this database was set up with. */
export const installation = pgTable('installation', {
  id: integer('id').primaryKey(),
  /** Id of the master key that seals this database's credentials; never the key. */
  masterKeyId: text('master_key_id').notNull(),
  /** What API keys and tokens are hashed with. Sealed; made at the first start, and the same ever after. */
  hashKeys: sealed('hash_keys'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})
