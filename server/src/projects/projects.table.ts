import { index, jsonb, serial, pgTable, text, timestamp, uuid } from '../db/columns.ts'
import { organizations } from '../organization/organization.table.ts'
import type { ProjectConfigInput } from './project-config.ts'

/** A project owns everything else: every other row names the project it belongs to. */
export const projects = pgTable(
  'projects',
  {
    id: text('id').primaryKey(),
    uuid: uuid('uuid').notNull().defaultRandom(),
    /** The counting number that older clients show. */
    autoId: serial('auto_id').notNull(),
    orgId: text('org_id')
      .notNull()
      .references(() => organizations.id),
    name: text('name').notNull(),
    email: text('email').notNull(),
    /** Settings that differ from the defaults. */
    config: jsonb('config').$type<ProjectConfigInput>().notNull().default({}),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [index('projects_organization').on(table.orgId, table.createdAt)],
)

export type ProjectRow = typeof projects.$inferSelect
