import { index, pgTable, primaryKey, text, timestamp } from '../../db/columns.ts'
import { sealed } from '../../db/sealed.ts'

/** One row for each idempotency key in use: what became of the call that was made with it. */
export const toolEffects = pgTable(
  'tool_effects',
  {
    projectId: text('project_id').notNull(),
    /** Keyed hash: a caller's key may be a name of its own. */
    keyHash: text('key_hash').notNull(),
    /** Keyed hash of the operation and its body. */
    fingerprint: text('fingerprint').notNull(),
    /** The attempt that holds the key. */
    owner: text('owner').notNull(),
    /**
     * `open`: nothing that changes anything has left; `sent`: it may have; `done`: the answer is here; `told`: and
     * was delivered, where the key is derived from the call.
     */
    state: text('state', { enum: ['open', 'sent', 'done', 'told'] }).notNull(),
    /** Until when the owner is taken to be alive, by the database's clock. */
    leaseUntil: timestamp('lease_until', { withTimezone: true }).notNull(),
    answer: sealed('answer'),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'tool_effects_key', columns: [table.projectId, table.keyHash] }),
    index('tool_effects_expiry').on(table.expiresAt),
  ],
)

export type ToolEffectRow = typeof toolEffects.$inferSelect
