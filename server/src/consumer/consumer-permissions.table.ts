import { foreignKey, pgTable, text, timestamp, unique } from '../db/columns.ts'
import { connectedAccounts } from '../connected-accounts/connected-accounts.table.ts'

export const riskGroups = ['read', 'write', 'destructive'] as const
export const permissionStates = ['always_allow', 'always_deny', 'ask_once', 'ask_always'] as const
export const permissionSources = ['initial_connect', 'settings', 'elicitation', 'migration'] as const

/** What a person lets agents do with one of their accounts, tool by tool. */
export const consumerPermissions = pgTable(
  'consumer_permissions',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id').notNull(),
    connectedAccountId: text('connected_account_id').notNull(),
    toolSlug: text('tool_slug').notNull(),
    toolkitSlug: text('toolkit_slug').notNull(),
    riskGroup: text('risk_group', { enum: riskGroups }).notNull(),
    state: text('state', { enum: permissionStates }).notNull(),
    /** Where the person said so. */
    source: text('source', { enum: permissionSources }).notNull(),
    permissionConfigVersion: text('permission_config_version'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: 'consumer_permissions_account',
      columns: [table.projectId, table.connectedAccountId],
      foreignColumns: [connectedAccounts.projectId, connectedAccounts.id],
    }),
    unique('consumer_permissions_tool').on(table.projectId, table.connectedAccountId, table.toolSlug),
  ],
)

export type ConsumerPermissionRow = typeof consumerPermissions.$inferSelect
