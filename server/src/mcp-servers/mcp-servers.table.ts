import {
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from '../db/columns.ts'
import { projects } from '../projects/projects.table.ts'

/** An MCP endpoint of a project: which tools it offers, and through which auth configs. */
export const mcpServers = pgTable(
  'mcp_servers',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    name: text('name').notNull(),
    toolkits: text('toolkits').array().notNull(),
    authConfigIds: text('auth_config_ids').array().notNull(),
    /** Slugs of the tools offered; when empty, all of the toolkits'. */
    allowedTools: text('allowed_tools').array().notNull(),
    /** Whether a user without an account is given a link to connect one. */
    managedAuth: boolean('managed_auth').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    unique('mcp_servers_project_id').on(table.projectId, table.id),
    index('mcp_servers_list').on(table.projectId, table.updatedAt),
  ],
)

/** A user of an MCP server. */
export const mcpServerInstances = pgTable(
  'mcp_server_instances',
  {
    id: uuid('id').notNull().defaultRandom(),
    projectId: text('project_id').notNull(),
    serverId: uuid('server_id').notNull(),
    userId: text('user_id').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'mcp_server_instances_user', columns: [table.serverId, table.userId] }),
    foreignKey({
      name: 'mcp_server_instances_server',
      columns: [table.projectId, table.serverId],
      foreignColumns: [mcpServers.projectId, mcpServers.id],
    }),
  ],
)

export type McpServerRow = typeof mcpServers.$inferSelect
export type McpServerInstanceRow = typeof mcpServerInstances.$inferSelect
