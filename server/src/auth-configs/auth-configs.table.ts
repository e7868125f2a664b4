import { boolean, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from '../db/columns.ts'
import { authModes } from '@patchbay/catalog'
import { sealed } from '../db/sealed.ts'
import { projects } from '../projects/projects.table.ts'

/** Which tools an auth config derives its scopes from, and which may be executed through it. */
export interface ToolAccessConfig {
  tools_for_connected_account_creation: string[]
  tools_available_for_execution: string[]
}

/** How users of a project authenticate with a toolkit. */
export const authConfigs = pgTable(
  'auth_configs',
  {
    id: text('id').primaryKey(),
    uuid: uuid('uuid').notNull().defaultRandom(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    toolkit: text('toolkit').notNull(),
    name: text('name').notNull(),
    /** `default`: the operator's own app (managed auth). `custom`: the project's credentials. */
    type: text('type', { enum: ['default', 'custom'] }).notNull(),
    authScheme: text('auth_scheme', { enum: authModes }).notNull(),
    /** Secret fields, sealed together: client secret, proxy key, shared credentials. */
    credentials: sealed('credentials'),
    credentialsVersion: integer('credentials_version').notNull().default(0),
    /** Fields that are not secret, such as client_id and instance URLs. */
    publicFields: jsonb('public_fields').$type<Record<string, string>>().notNull().default({}),
    scopes: jsonb('scopes').$type<string[]>().notNull().default([]),
    userScopes: jsonb('user_scopes').$type<string[]>().notNull().default([]),
    proxyUrl: text('proxy_url'),
    toolAccessConfig: jsonb('tool_access_config')
      .$type<ToolAccessConfig>()
      .notNull()
      .default({ tools_for_connected_account_creation: [], tools_available_for_execution: [] }),
    status: text('status', { enum: ['ENABLED', 'DISABLED'] })
      .notNull()
      .default('ENABLED'),
    isEnabledForToolRouter: boolean('is_enabled_for_tool_router').notNull().default(true),
    createdBy: text('created_by').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    unique('auth_configs_project_id').on(table.projectId, table.id),
    index('auth_configs_list').on(table.projectId, table.toolkit, table.createdAt),
  ],
)

export type AuthConfigRow = typeof authConfigs.$inferSelect
