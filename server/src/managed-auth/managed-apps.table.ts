import { integer, jsonb, pgTable, primaryKey, text, timestamp } from '../db/columns.ts'
import { sql } from '../db/sql.ts'
import { sealed } from '../db/sealed.ts'
import { organizations } from '../organization/organization.table.ts'

/** OAuth apps that an organisation registered through the API, for all of its projects. */
export const managedApps = pgTable(
  'managed_apps',
  {
    /** Names the row in its seal, and to who walks all sealed values. */
    id: text('id')
      .notNull()
      .generatedAlwaysAs(sql`org_id || '/' || toolkit`),
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
