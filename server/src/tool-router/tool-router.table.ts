import { index, integer, jsonb, pgTable, text, timestamp } from '../db/columns.ts'
import { projects } from '../projects/projects.table.ts'
import type { SessionConfig } from './session-config.ts'

/** What an agent holds: a user, and which toolkits, tools and accounts are open to it. */
export const toolRouterSessions = pgTable(
  'tool_router_sessions',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    userId: text('user_id').notNull(),
    config: jsonb('config').$type<SessionConfig>().notNull(),
    /** Counts changes of `config`, from 1. */
    configVersion: integer('config_version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [index('tool_router_sessions_project').on(table.projectId, table.createdAt)],
)

export type SessionRow = typeof toolRouterSessions.$inferSelect
