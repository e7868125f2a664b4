import { jsonb, pgTable, primaryKey, text, timestamp } from '../db/columns.ts'

/** What the agent of a session wants to remember of an app: ids it found, names it was told. */
export const sessionMemories = pgTable(
  'session_memories',
  {
    projectId: text('project_id').notNull(),
    sessionId: text('session_id').notNull(),
    app: text('app').notNull(),
    /** The newest last. */
    facts: jsonb('facts').$type<string[]>().notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'session_memories_app', columns: [table.projectId, table.sessionId, table.app] }),
  ],
)
