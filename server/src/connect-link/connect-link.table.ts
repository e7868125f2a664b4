import { foreignKey, index, integer, jsonb, pgTable, text, timestamp } from '../db/columns.ts'
import { connectedAccounts } from '../connected-accounts/connected-accounts.table.ts'
import { sealed } from '../db/sealed.ts'

/** A link that a user opens to connect an account. Known by the hash of its token only. */
export const connectLinks = pgTable(
  'connect_links',
  {
    tokenHash: text('token_hash').primaryKey(),
    projectId: text('project_id').notNull(),
    connectedAccountId: text('connected_account_id').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    /** What to ask the provider for, in place of what the auth config says. */
    scopes: jsonb('scopes').$type<string[]>(),
    /** Hash of the cookie of the browser that opened the link first; in another one it does not work. */
    browserHash: text('browser_hash'),
    /** Set when the connection was made or refused; a link works once. */
    consumedAt: timestamp('consumed_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: 'connect_links_account',
      columns: [table.projectId, table.connectedAccountId],
      foreignColumns: [connectedAccounts.projectId, connectedAccounts.id],
    }),
    index('connect_links_account_index').on(table.projectId, table.connectedAccountId),
  ],
)

/**
 * A link of a session by which its user chooses what to connect; the choice makes the link of that account. Known by
 * the hash of its token only.
 */
export const choiceLinks = pgTable(
  'choice_links',
  {
    tokenHash: text('token_hash').primaryKey(),
    projectId: text('project_id').notNull(),
    sessionId: text('session_id').notNull(),
    userId: text('user_id').notNull(),
    /** Slugs to choose from; null for all that the session opens. */
    toolkits: jsonb('toolkits').$type<string[]>(),
    callbackUrl: text('callback_url'),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    /** As in `connect_links`. */
    browserHash: text('browser_hash'),
    /** What was chosen last. While it is not connected, another may be chosen, which ends it. */
    connectedAccountId: text('connected_account_id'),
    choices: integer('choices').notNull().default(0),
    consumedAt: timestamp('consumed_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('choice_links_session').on(table.projectId, table.sessionId)],
)

/** One authorization request that is under way at a provider. Known by the hash of its state parameter. */
export const oauthStates = pgTable(
  'oauth_states',
  {
    stateHash: text('state_hash').primaryKey(),
    projectId: text('project_id').notNull(),
    connectedAccountId: text('connected_account_id').notNull(),
    /** The redirect URI sent to the provider; the token request must repeat it exactly. */
    redirectUri: text('redirect_uri').notNull(),
    /** PKCE verifier, sealed. */
    verifier: sealed('verifier').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    consumedAt: timestamp('consumed_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: 'oauth_states_account',
      columns: [table.projectId, table.connectedAccountId],
      foreignColumns: [connectedAccounts.projectId, connectedAccounts.id],
    }),
    index('oauth_states_account_index').on(table.projectId, table.connectedAccountId),
  ],
)

/**
 * One connection that waits for its project to say whose browser made it. Known by the hash of its session URI; the
 * row goes when it is redeemed.
 */
export const authSessions = pgTable(
  'auth_sessions',
  {
    sessionHash: text('session_hash').primaryKey(),
    projectId: text('project_id').notNull(),
    connectedAccountId: text('connected_account_id').notNull(),
    /** What completes the connection: the provider's callback, or what the form held. Sealed. */
    held: sealed('held').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: 'auth_sessions_account',
      columns: [table.projectId, table.connectedAccountId],
      foreignColumns: [connectedAccounts.projectId, connectedAccounts.id],
    }),
    index('auth_sessions_account_index').on(table.projectId, table.connectedAccountId),
  ],
)

export type AuthSessionRow = typeof authSessions.$inferSelect
export type ChoiceLinkRow = typeof choiceLinks.$inferSelect
export type ConnectLinkRow = typeof connectLinks.$inferSelect
export type OAuthStateRow = typeof oauthStates.$inferSelect
