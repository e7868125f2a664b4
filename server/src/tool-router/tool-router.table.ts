import { index, integer, jsonb, pgTable, primaryKey, text, timestamp } from '../db/columns.ts'
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
  (table) => [
    index('tool_router_sessions_project').on(table.projectId, table.createdAt),
    index('tool_router_sessions_user').on(table.projectId, table.userId, table.createdAt),
  ],
)

/** Configurations that a PATCH replaced. */
export const toolRouterSessionHistory = pgTable(
  'tool_router_session_history',
  {
    projectId: text('project_id').notNull(),
    sessionId: text('session_id')
      .notNull()
      .references(() => toolRouterSessions.id),
    version: integer('version').notNull(),
    config: jsonb('config').$type<SessionConfig>().notNull(),
    /** When the version was superseded. */
    archivedAt: timestamp('archived_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'tool_router_session_history_version', columns: [table.sessionId, table.version] }),
  ],
)

export type SessionRow = typeof toolRouterSessions.$inferSelect
