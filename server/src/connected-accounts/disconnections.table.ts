import { index, integer, jsonb, pgTable, text, timestamp } from '../db/columns.ts'
import { sealed } from '../db/sealed.ts'
import { projects } from '../projects/projects.table.ts'
import type { TokenKind } from './protocols/revocation.ts'

/** Why an account was disconnected. */
export const disconnectionCauses = [
  'revoked',
  'deleted',
  'auth_config_deleted',
  'project_deleted',
  'panic',
] as const

/**
 * - `pending`: the provider has still to be told
 * - `revoked`: dead at the provider
 * - `not_supported`: the provider has no way to be told
 * - `nothing_to_revoke`: there was no credential
 * - `failed`: the provider refused, or did not answer for a day; the credential may live on there
 */
export const disconnectionOutcomes = [
  'pending',
  'revoked',
  'not_supported',
  'nothing_to_revoke',
  'failed',
] as const

/** A receipt for each account that was disconnected, kept after the account itself. */
export const disconnections = pgTable(
  'disconnections',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    connectedAccountId: text('connected_account_id').notNull(),
    authConfigId: text('auth_config_id').notNull(),
    toolkit: text('toolkit').notNull(),
    userId: text('user_id').notNull(),
    cause: text('cause', { enum: disconnectionCauses }).notNull(),
    outcome: text('outcome', { enum: disconnectionOutcomes }).notNull(),
    revokedTokens: jsonb('revoked_tokens').$type<TokenKind[]>().notNull().default([]),
    attempts: integer('attempts').notNull().default(0),
    /** Name of the last problem: an OAuth error code, `status 503`. */
    problem: text('problem'),
    /** What is to be revoked, while the outcome is pending. Sealed under a data key of its own. */
    credential: sealed('credential'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    completedAt: timestamp('completed_at', { withTimezone: true }),
  },
  (table) => [
    index('disconnections_account').on(table.projectId, table.connectedAccountId),
    index('disconnections_auth_config').on(table.projectId, table.authConfigId, table.outcome),
  ],
)

export type DisconnectionRow = typeof disconnections.$inferSelect
export type DisconnectionCause = (typeof disconnectionCauses)[number]
