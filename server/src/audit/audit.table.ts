import { sql } from '../db/sql.ts'
import { bigserial, index, integer, pgTable, text, timestamp } from '../db/columns.ts'

/** Who did what. Rows are only ever added, and chained each to the one before within a second. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    event: text('event').notNull(),
    /** Null for what the server did by itself. */
    orgId: text('org_id'),
    projectId: text('project_id'),
    /** Which key did it; `system` for the server itself. */
    keyId: text('key_id').notNull(),
    requestId: text('request_id').notNull(),
    /** Path of the request or of the object, which names it; never a query or body. */
    path: text('path').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    /** The project's chain, or the organisation's for what belongs to no project. */
    chain: text('chain').notNull().default(''),
    /** From 1; 0 until the row is chained. */
    position: integer('position').notNull().default(0),
    /** Keyed hash over this row and the hash before it; 64 hex digits. */
    hash: text('hash').notNull().default(''),
  },
  (table) => [
    index('audit_events_project').on(table.projectId, table.id),
    index('audit_events_chain').on(table.chain, table.position),
    index('audit_events_loose')
      .on(table.id)
      .where(sql`position = 0`),
  ],
)

/** The end of each chain, so that rows cut off at the end are missed. */
export const auditChains = pgTable('audit_chains', {
  chain: text('chain').primaryKey(),
  position: integer('position').notNull(),
  hash: text('hash').notNull(),
})

export type AuditRow = typeof auditEvents.$inferSelect
