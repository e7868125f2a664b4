import { index, integer, pgTable, text, timestamp, uuid } from '../db/columns.ts'
import type { KeyScope } from '../http/key-limits.ts'
import { members, organizations } from '../organization/organization.table.ts'
import { projects } from './projects.table.ts'

/** API keys, by keyed hash. The key itself is shown once, when it is made. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    uuid: uuid('uuid').notNull().defaultRandom(),
    autoId: integer('auto_id').generatedAlwaysAsIdentity(),
    kind: text('kind', { enum: ['project', 'user', 'organization'] }).notNull(),
    hash: text('hash').notNull().unique(),
    name: text('name').notNull(),
    orgId: text('org_id')
      .notNull()
      .references(() => organizations.id),
    /** The project of a project key. */
    projectId: text('project_id').references(() => projects.id),
    /** Whose key it is. */
    memberId: text('member_id')
      .notNull()
      .references(() => members.id),
    /** Kinds of calls that it is for; null: all. */
    scopes: text('scopes').array().$type<KeyScope[]>(),
    /** Addresses and CIDR ranges that it is for; null: all. */
    allowedIps: text('allowed_ips').array(),
    expiresAt: timestamp('expires_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [index('api_keys_project').on(table.projectId)],
)

export type ApiKeyRow = typeof apiKeys.$inferSelect
