/** The one place where a call of a tool or an API is allowed, asked about or refused; every path passes it. */
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { argumentsOf, askFor, denied, possibleDecisions, useApproval, type ApprovalRow } from './approvals.ts'
import { sessionTaints } from './approvals.table.ts'
import { type GuardedCall, hashOf } from './guarded-call.ts'
import { judge, type Facts, type Verdict } from './judge.ts'
import type { Reason } from './reason.ts'
import { noAccount } from './session-permissions.ts'

export { readFacts } from './facts.ts'
export type { Facts } from './judge.ts'
export type { GuardedCall } from './guarded-call.ts'
export type { SessionPermissions } from './session-permissions.ts'

type CheckDeps = Pick<Deps, 'db' | 'vault' | 'clock'>

/** Ends a call that a person has to be asked about. What they are asked is `approval`. */
export class ApprovalRequired extends ApiError {
  override name = 'ApprovalRequired'
  readonly approval: ApprovalRow

  constructor(approval: ApprovalRow) {
    const why = approval.reasons.map(({ message }) => message).join('; ')
    const lines = [`approval: ${approval.id}`, `hash: ${approval.hash}`]
    super(
      'ApprovalRequired',
      `approval_required: ${approval.tool} waits for approval ${approval.id}: ${why}`,
      {
        errors: lines,
        suggestedFix: fixOf(approval.id),
      },
    )
    this.approval = approval
  }
}

function fixOf(id: string): string {
  return `Have a person decide POST /api/v3.1/approvals/${id}/decide; once it is approved, repeat the call with the same arguments.`
}

/**
 * Lets a call pass, or ends it.
 * @param facts what `readFacts` read for the call.
 * @throws {ApiError} PermissionDenied, with the reasons; ApprovalRequired when a person has to be asked.
 */
export async function checkCall(deps: CheckDeps, call: GuardedCall, facts: Facts): Promise<void> {
  const verdict = judge(call, facts)
  if (verdict.effect === 'allow') return
  const messages = verdict.reasons.map(({ message }) => message)
  if (verdict.effect === 'deny') throw denied(call.tool, messages)
  if (await useApproval(deps, call, verdict.reasons)) return
  throw new ApprovalRequired(await askFor(deps, call, verdict.reasons))
}

/** What `checkCall` would say, with the hash that an approval would bind to. Asks nobody. */
export function previewCall(call: GuardedCall, facts: Facts): { hash: string; permission: Verdict } {
  return { hash: hashOf(call), permission: judge(call, facts) }
}

/** An approval as an agent, or the person it works for, is told of it. */
export function describeApproval(deps: CheckDeps, row: ApprovalRow): Record<string, unknown> {
  return {
    approval_required: true,
    approval: {
      id: row.id,
      hash: row.hash,
      tool_slug: row.tool,
      connected_account_id: row.connectedAccountId,
      arguments: argumentsOf(deps, row) ?? null,
      reasons: row.reasons.map(presentReason),
      decisions: possibleDecisions(row),
      decide: `POST /api/v3.1/approvals/${row.id}/decide`,
      expires_at: row.expiresAt.toISOString(),
    },
    suggested_fix: fixOf(row.id),
  }
}

/** A reason as the API shows it. */
export function presentReason({ source, message, policy_id, chain }: Reason): Record<string, unknown> {
  return { source, message, ...(policy_id !== undefined && { policy_id }), ...(chain && { chain }) }
}

export interface Reading {
  projectId: string
  sessionId: string
  tool: string
  accountId: string | undefined
  logId: string
}

/** Notes that a session has read content of others. */
export async function noteTaint({ db }: Pick<Deps, 'db'>, reading: Reading): Promise<void> {
  const { projectId, sessionId, tool, accountId, logId } = reading
  await db
    .insert(sessionTaints)
    .values({
      projectId,
      sessionId,
      tool,
      account: accountId ?? noAccount,
      origin: { tool, account: accountId ?? null, log_id: logId },
    })
    .onConflictDoNothing()
}
