import { serial, pgTable, text, timestamp, uuid } from '../db/columns.ts'
import { organizations } from '../organization/organization.table.ts'

/** A project owns everything else: every other row names the project it belongs to. */
export const projects = pgTable('projects', {
  id: text('id').primaryKey(),
  uuid: uuid('uuid').notNull().defaultRandom(),
  /** The counting number that older clients show. */
  autoId: serial('auto_id').notNull(),
  orgId: text('org_id')
    .notNull()
    .references(() => organizations.id),
  name: text('name').notNull(),
  email: text('email').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  deletedAt: timestamp('deleted_at', { withTimezone: true }),
})

export type ProjectRow = typeof projects.$inferSelect
