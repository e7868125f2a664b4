import { pgTable, text, timestamp } from '../db/columns.ts'

export const organizations = pgTable('organizations', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** The member who claimed an organisation that an agent set up. */
  humanOwnerId: text('human_owner_id'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})

/** People of an organisation. */
export const members = pgTable('members', {
  id: text('id').primaryKey(),
  orgId: text('org_id')
    .notNull()
    .references(() => organizations.id),
  email: text('email').notNull(),
  name: text('name').notNull(),
  role: text('role', { enum: ['ADMIN', 'MEMBER'] }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})

export type OrganizationRow = typeof organizations.$inferSelect
export type MemberRow = typeof members.$inferSelect
