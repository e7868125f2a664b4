/** The audit row of a call that changed something, written by `http/register.ts`. */
import type { FastifyRequest } from 'fastify'
import { recordAudit, type AuditDeps } from '../audit/audit.ts'
import type { AuditEvent } from './operation.ts'

export type Audit = (event: AuditEvent, request: FastifyRequest) => Promise<void>

/** Writes audit rows to the database. */
export function createAudit(deps: AuditDeps): Audit {
  return async function audit(event, request) {
    const { principal } = request
    if (!principal) return
    await recordAudit(deps, {
      event,
      orgId: principal.orgId,
      projectId: principal.kind === 'organization' ? null : principal.projectId,
      keyId: principal.keyId,
      requestId: request.id,
      path: request.url.split('?')[0] ?? '',
    })
  }
}
