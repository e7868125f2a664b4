import { integer, jsonb, pgTable, primaryKey, text, timestamp } from '../db/columns.ts'
import { sealed } from '../db/sealed.ts'
import { organizations } from '../organization/organization.table.ts'

/** OAuth apps that an organisation registered through the API, for all of its projects. */
export const managedApps = pgTable(
  'managed_apps',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => organizations.id),
    toolkit: text('toolkit').notNull(),
    clientId: text('client_id').notNull(),
    /** `client_secret`, unless the app is a public client. */
    credentials: sealed('credentials').notNull(),
    credentialsVersion: integer('credentials_version').notNull().default(1),
    /** Scopes to ask for instead of the toolkit's usual ones. */
    scopes: jsonb('scopes').$type<string[]>(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.toolkit] })],
)

export type ManagedAppRow = typeof managedApps.$inferSelect
