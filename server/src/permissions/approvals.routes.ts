/** Operations on what a person is asked about. */
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { idOf, pageOf, pageRequest, queryLimit, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import {
  type ApprovalRow,
  argumentsOf,
  decideApproval,
  decisions,
  findApproval,
  listApprovals,
  possibleDecisions,
  statusOf,
} from './approvals.ts'
import { approvalStates } from './approvals.table.ts'

const tag = 'Permissions'
const Params = z.object({ id: idOf('approval') })

const Taint = z.object({ tool: z.string(), account: z.string().nullable(), log_id: z.string() })
const Approval = z.object({
  id: z.string(),
  status: z.enum(approvalStates),
  session_id: z.string().nullable(),
  user_id: z.string().nullable(),
  toolkit_slug: z.string(),
  tool_slug: z.string(),
  tool_version: z.string(),
  connected_account_id: z.string().nullable(),
  /** What the tool would get; null once it is over. */
  arguments: z.record(z.string(), z.unknown()).nullable(),
  /** Of tool, version, account and arguments. */
  hash: z.string(),
  reasons: z.array(
    z.object({
      source: z.enum(['session', 'person', 'policy', 'taint']),
      message: z.string(),
      policy_id: z.string().optional(),
      chain: z.array(Taint).optional(),
    }),
  ),
  /** What can be decided. */
  decisions: z.array(z.enum(decisions)),
  decision: z.enum(decisions).nullable(),
  decided_at: z.string().nullable(),
  created_at: z.string(),
  /** Until when it can be decided, and then used. */
  expires_at: z.string(),
})

function present(deps: Deps, row: ApprovalRow): z.input<typeof Approval> {
  const now = deps.clock.now()
  const status = statusOf(row, now)
  return {
    id: row.id,
    status,
    session_id: row.sessionId === '' ? null : row.sessionId,
    user_id: row.userId,
    toolkit_slug: row.toolkit,
    tool_slug: row.tool,
    tool_version: row.toolVersion,
    connected_account_id: row.connectedAccountId,
    arguments: argumentsOf(deps, row) ?? null,
    hash: row.hash,
    reasons: row.reasons,
    decisions: status === 'pending' ? possibleDecisions(row) : [],
    decision: row.decision,
    decided_at: row.decidedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  }
}

export const approvalRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/approvals',
    operationId: 'getApprovals',
    tag,
    summary: 'List the calls that a person is, or was, asked about',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: z.object({
      status: z.preprocess((value) => (value === '' ? undefined : value), z.enum(approvalStates).optional()),
      session_id: z.preprocess(
        (value) => (value === '' ? undefined : value),
        idOf('toolRouterSession').optional(),
      ),
      limit: queryLimit(100, 20),
      cursor: queryString,
    }),
    body: nothing,
    success: { status: 200, body: pageOf(Approval) },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, query }) => {
      const request = pageRequest(query.cursor, query.limit)
      const filter = { status: query.status, sessionId: query.session_id }
      const page = await listApprovals(deps, principal.projectId, filter, request)
      return { ...page, items: page.items.map((row) => present(deps, row)) }
    },
  }),
  operation({
    method: 'GET',
    path: '/approvals/:id',
    operationId: 'getApprovalsById',
    tag,
    summary: 'Get one approval',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Params,
    query: nothing,
    body: nothing,
    success: { status: 200, body: Approval },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) =>
      present(deps, await findApproval(deps, principal.projectId, params.id)),
  }),
  operation({
    method: 'POST',
    path: '/approvals/:id/decide',
    operationId: 'postApprovalsByIdDecide',
    tag,
    summary: 'Allow or refuse a call: once, for its session, or from now on',
    access: 'project',
    rateClass: 'standard',
    audit: 'approval.decided',
    params: Params,
    query: nothing,
    body: z.strictObject({
      decision: z.enum(decisions),
      /** The approval's `hash`: proof of what the person was shown. */
      hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be the hash of the approval'),
    }),
    success: { status: 200, body: Approval },
    errors: [400, 401, 404, 409, 500],
    handler: async ({ deps, principal, params, body }) =>
      present(deps, await decideApproval(deps, principal.projectId, params.id, body)),
  }),
]
