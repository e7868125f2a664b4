/** The audit trail: one row for each call that changed something, written by `http/register.ts`. */
import type { FastifyRequest } from 'fastify'
import { bigserial, index, pgTable, text, timestamp } from '../db/columns.ts'
import type { Database } from '../db/database.ts'
import type { AuditEvent } from './operation.ts'

export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    event: text('event').notNull(),
    orgId: text('org_id').notNull(),
    projectId: text('project_id'),
    /** Which key did it. */
    keyId: text('key_id').notNull(),
    requestId: text('request_id').notNull(),
    /** Path of the request, which names the object; never its query or body. */
    path: text('path').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('audit_events_project').on(table.projectId, table.id)],
)

export type Audit = (event: AuditEvent, request: FastifyRequest) => Promise<void>

/** Writes audit rows to the database. */
export function createAudit(db: Database): Audit {
  return async function audit(event, request) {
    const { principal } = request
    if (!principal) return
    await db.insert(auditEvents).values({
      event,
      orgId: principal.orgId,
      projectId: principal.kind === 'organization' ? null : principal.projectId,
      keyId: principal.keyId,
      requestId: request.id,
      path: request.url.split('?')[0] ?? '',
    })
  }
}
