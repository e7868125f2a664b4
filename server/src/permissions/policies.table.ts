import { boolean, index, integer, jsonb, pgTable, text, timestamp } from '../db/columns.ts'
import { projects } from '../projects/projects.table.ts'
import { policyEffects, type PolicyMatch } from './policy-rules.ts'

/** What a project lets its agents do, whoever they work for. The first enabled one that is about a call decides. */
export const permissionPolicies = pgTable(
  'permission_policies',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    name: text('name').notNull(),
    effect: text('effect', { enum: policyEffects }).notNull(),
    match: jsonb('match').$type<PolicyMatch>().notNull(),
    /** Lower ones are looked at first. */
    priority: integer('priority').notNull().default(0),
    isEnabled: boolean('is_enabled').notNull().default(true),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('permission_policies_project').on(table.projectId, table.priority, table.createdAt)],
)

export type PolicyRow = typeof permissionPolicies.$inferSelect
