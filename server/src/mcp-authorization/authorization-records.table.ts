import { index, pgTable, primaryKey, text, timestamp } from '../db/columns.ts'
import { sealed } from '../db/sealed.ts'

/**
 * What the authorization server for MCP clients keeps: clients, grants, codes and tokens. They belong to no project
 * before somebody consents, and what a client presents (a token, a code) is kept only as its hash.
 */
export const authorizationRecords = pgTable(
  'mcp_authorization_records',
  {
    /** `Client`, `Grant`, `AccessToken`, …, as the library names its models. */
    model: text('model').notNull(),
    idHash: text('id_hash').notNull(),
    /** Of the grant that a token or code was issued under. */
    grantHash: text('grant_hash'),
    /** Of the second id by which sessions are found. */
    uidHash: text('uid_hash'),
    /** The record itself. Sealed: a token's own text is part of it. */
    payload: sealed('payload').notNull(),
    consumedAt: timestamp('consumed_at', { withTimezone: true }),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.model, table.idHash] }),
    index('mcp_authorization_records_grant').on(table.grantHash),
    index('mcp_authorization_records_uid').on(table.model, table.uidHash),
    index('mcp_authorization_records_expiry').on(table.expiresAt),
  ],
)
