import { sql } from '../db/sql.ts'
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from '../db/columns.ts'
import { authModes } from '@patchbay/catalog'
import { authConfigs } from '../auth-configs/auth-configs.table.ts'
import { sealed } from '../db/sealed.ts'

export const accountStatuses = [
  'INITIALIZING',
  'INITIATED',
  'ACTIVE',
  'FAILED',
  'EXPIRED',
  'INACTIVE',
  'REVOKED',
] as const

/** Who besides the creator may use a SHARED account. */
export interface SharedAcl {
  allow_all_users: boolean
  allowed_user_ids: string[]
  not_allowed_user_ids: string[]
}

/** What the provider says of the person behind an account. */
export interface UserInfo {
  /** The most telling of the values: an e-mail address, a login. */
  display: string
}

/** A user's account at a toolkit's provider. */
export const connectedAccounts = pgTable(
  'connected_accounts',
  {
    id: text('id').primaryKey(),
    uuid: uuid('uuid').notNull().defaultRandom(),
    projectId: text('project_id').notNull(),
    authConfigId: text('auth_config_id').notNull(),
    userId: text('user_id').notNull(),
    toolkit: text('toolkit').notNull(),
    authScheme: text('auth_scheme', { enum: authModes }).notNull(),
    status: text('status', { enum: accountStatuses }).notNull(),
    statusReason: text('status_reason'),
    isDisabled: boolean('is_disabled').notNull().default(false),
    wordId: text('word_id').notNull(),
    alias: text('alias'),
    accountType: text('account_type', { enum: ['PRIVATE', 'SHARED'] })
      .notNull()
      .default('PRIVATE'),
    sharedAcl: jsonb('shared_acl').$type<SharedAcl>(),
    /** Connection fields that are not secret, such as subdomain or region. */
    publicFields: jsonb('public_fields').$type<Record<string, string>>().notNull().default({}),
    /** The credential: tokens, keys, passwords. Sealed; null until there is one, and again once deleted. */
    credential: sealed('credential'),
    /** Counts writes of `credential`; bound into its seal. */
    credentialVersion: integer('credential_version').notNull().default(0),
    tokenExpiresAt: timestamp('token_expires_at', { withTimezone: true }),
    /** Until when one process may refresh the token alone, by the database's clock. */
    refreshLeaseUntil: timestamp('refresh_lease_until', { withTimezone: true }),
    /** Refreshes that failed for the moment since the last one that worked. */
    refreshFailures: integer('refresh_failures').notNull().default(0),
    /** Until then nobody asks the provider again, by the database's clock. */
    refreshRetryAt: timestamp('refresh_retry_at', { withTimezone: true }),
    /** Since when it is not known whether the provider has acted on a refresh, as its answer did not arrive. */
    refreshUncertainAt: timestamp('refresh_uncertain_at', { withTimezone: true }),
    /** Whose account it is, as the provider told: for people to tell accounts apart. Never used to decide. */
    userInfo: jsonb('user_info').$type<UserInfo>(),
    /** Where the user's browser goes when the connection is made. */
    callbackUrl: text('callback_url'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    foreignKey({
      name: 'connected_accounts_auth_config',
      columns: [table.projectId, table.authConfigId],
      foreignColumns: [authConfigs.projectId, authConfigs.id],
    }),
    unique('connected_accounts_project_id').on(table.projectId, table.id),
    index('connected_accounts_user').on(table.projectId, table.userId, table.toolkit),
    index('connected_accounts_list').on(table.projectId, table.createdAt),
    index('connected_accounts_token_end')
      .on(table.tokenExpiresAt)
      .where(sql`${table.status} = 'ACTIVE' and ${table.deletedAt} is null`),
    uniqueIndex('connected_accounts_alias')
      .on(table.projectId, table.userId, table.toolkit, table.alias)
      .where(sql`${table.deletedAt} is null and ${table.alias} is not null`),
  ],
)

export type ConnectedAccountRow = typeof connectedAccounts.$inferSelect
export type AccountStatus = (typeof accountStatuses)[number]
