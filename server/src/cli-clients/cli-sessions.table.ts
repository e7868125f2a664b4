import { index, pgTable, text, timestamp } from '../db/columns.ts'

/**
 * Logins of command line clients. Whoever knows a session's id is given its key, so only the id's hash is kept, and
 * no key: that is made when the client collects it.
 */
export const cliSessions = pgTable(
  'cli_sessions',
  {
    idHash: text('id_hash').primaryKey(),
    /** Six hexadecimal digits by which a person recognises the login. */
    code: text('code').notNull(),
    /** What kind of key the client wants. */
    scope: text('scope', { enum: ['project', 'user'] }).notNull(),
    /** Where the client says it runs. */
    source: text('source'),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    /** The key that a person showed; null until then. */
    linkedKeyId: text('linked_key_id'),
    projectId: text('project_id'),
    /** When the client was given its key, which happens once. */
    collectedAt: timestamp('collected_at', { withTimezone: true }),
  },
  (table) => [index('cli_sessions_code').on(table.code), index('cli_sessions_expiry').on(table.expiresAt)],
)

export type CliSessionRow = typeof cliSessions.$inferSelect
