import { sql } from '../db/sql.ts'
import {
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
import { connectedAccounts } from '../connected-accounts/connected-accounts.table.ts'
import { sealed } from '../db/sealed.ts'
import { projects } from '../projects/projects.table.ts'
import type { PollState } from './poll-cursor.ts'

/** A URL that an app calls: one for an OAuth app (`clientId`), or a hook that the server registered for an account. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    toolkit: text('toolkit').notNull(),
    clientId: text('client_id'),
    accountId: text('account_id'),
    /** Trigger type whose definition says how calls are proved; null for an endpoint of an OAuth app. */
    triggerSlug: text('trigger_slug'),
    /** Instances of an account with the same key share the hook. */
    shareKey: text('share_key'),
    /** SHA-256 of the token in the URL: the token itself is sealed. */
    tokenHash: text('token_hash').notNull().unique(),
    /** `{ url, fields }`, sealed. */
    secrets: sealed('secrets').notNull(),
    secretsVersion: integer('secrets_version').notNull(),
    /** The hook's id at the provider, and what else its deletion needs. */
    upstreamId: text('upstream_id'),
    kept: jsonb('kept').$type<Record<string, string>>().notNull().default({}),
    /** When the provider ends the hook. */
    expiresAt: timestamp('expires_at', { withTimezone: true }),
    leasedUntil: timestamp('leased_until', { withTimezone: true }),
    lastReceivedAt: timestamp('last_received_at', { withTimezone: true }),
    lastError: text('last_error'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    uniqueIndex('webhook_endpoints_app')
      .on(table.projectId, table.toolkit, table.clientId)
      .where(sql`${table.clientId} is not null`),
    uniqueIndex('webhook_endpoints_hook')
      .on(table.projectId, table.accountId, table.toolkit, table.shareKey)
      .where(sql`${table.accountId} is not null`),
    index('webhook_endpoints_ending')
      .on(table.expiresAt)
      .where(sql`${table.expiresAt} is not null`),
  ],
)

/** A trigger type at work for one account with one configuration. */
export const triggerInstances = pgTable(
  'trigger_instances',
  {
    id: text('id').primaryKey(),
    uuid: uuid('uuid').notNull().defaultRandom(),
    projectId: text('project_id').notNull(),
    toolkit: text('toolkit').notNull(),
    slug: text('slug').notNull(),
    /** Version of the toolkit. */
    version: text('version').notNull(),
    connectedAccountId: text('connected_account_id').notNull(),
    authConfigId: text('auth_config_id').notNull(),
    userId: text('user_id').notNull(),
    config: jsonb('config').$type<Record<string, unknown>>().notNull(),
    configHash: text('config_hash').notNull(),
    endpointId: text('endpoint_id'),
    /** What an event at an app's endpoint must say to be for this instance. */
    routeKey: text('route_key'),
    /** Null while it is at work. */
    disabledAt: timestamp('disabled_at', { withTimezone: true }),
    disabledBy: text('disabled_by', { enum: ['user', 'account'] }),
    disabledReason: text('disabled_reason'),
    state: jsonb('state').$type<PollState>().notNull(),
    /** Null for types that the app calls. */
    nextPollAt: timestamp('next_poll_at', { withTimezone: true }),
    lastPollAt: timestamp('last_poll_at', { withTimezone: true }),
    /** Of the last poll that worked. */
    lastSuccessAt: timestamp('last_success_at', { withTimezone: true }),
    /** When it counts as stalled unless a poll works before; null where none is due. */
    stallsAt: timestamp('stalls_at', { withTimezone: true }),
    /** Since when it has been stalled; null while all is well. */
    stalledAt: timestamp('stalled_at', { withTimezone: true }),
    lastEventAt: timestamp('last_event_at', { withTimezone: true }),
    consecutiveErrors: integer('consecutive_errors').notNull().default(0),
    lastError: text('last_error'),
    /** Until when one process polls it alone, by the database's clock. */
    leasedUntil: timestamp('leased_until', { withTimezone: true }),
    /** Counts claims and what takes them away: a poll is written down only under the number it was claimed with. */
    claims: integer('claims').notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    foreignKey({
      name: 'trigger_instances_account',
      columns: [table.projectId, table.connectedAccountId],
      foreignColumns: [connectedAccounts.projectId, connectedAccounts.id],
    }),
    unique('trigger_instances_config').on(
      table.projectId,
      table.connectedAccountId,
      table.slug,
      table.configHash,
    ),
    index('trigger_instances_list').on(table.projectId, table.createdAt),
    index('trigger_instances_endpoint').on(table.endpointId),
    index('trigger_instances_due')
      .on(table.nextPollAt)
      .where(sql`${table.disabledAt} is null and ${table.nextPollAt} is not null`),
    index('trigger_instances_stalling')
      .on(table.stallsAt)
      .where(sql`${table.disabledAt} is null and ${table.stalledAt} is null`),
    index('trigger_instances_account_index').on(table.connectedAccountId),
  ],
)

/** What polls came to. */
export const triggerPolls = pgTable(
  'trigger_polls',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id').notNull(),
    triggerId: text('trigger_id').notNull(),
    outcome: text('outcome', { enum: ['nothing', 'events', 'failed'] }).notNull(),
    found: integer('found').notNull(),
    error: text('error'),
    upstreamStatus: integer('upstream_status'),
    /** Polls that this row stands for, from the first to the last. */
    times: integer('times').notNull().default(1),
    firstAt: timestamp('first_at', { withTimezone: true }).notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
  },
  (table) => [
    index('trigger_polls_list').on(table.triggerId, table.at),
    index('trigger_polls_age').on(table.at),
  ],
)

export type TriggerPollRow = typeof triggerPolls.$inferSelect
export type TriggerInstanceRow = typeof triggerInstances.$inferSelect
export type WebhookEndpointRow = typeof webhookEndpoints.$inferSelect
