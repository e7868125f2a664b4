/**
 * Asking a person about a call. An approval is of one call, arguments and all, is good for an hour, and is used up
 * by the call that it was given for.
 */
import { changePermissions } from '../consumer/consumer-permissions.ts'
import { and, count, desc, eq, gt, inArray, lt, sql } from '../db/sql.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { type Page, type PageRequest, pageResult } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { findTool } from '../tools/tools.ts'
import { approvals, sessionAnswers, type ApprovalRow, type Decision } from './approvals.table.ts'
import { type GuardedCall, hashOf } from './guarded-call.ts'
import { askerOf, type Reason } from './reason.ts'
import { noAccount } from './session-permissions.ts'

export type { ApprovalRow, Decision } from './approvals.table.ts'
export { decisions } from './approvals.table.ts'

/** An approval's state as of now. */
export type ApprovalStatus = ApprovalRow['state']

type ApprovalDeps = Pick<Deps, 'db' | 'vault' | 'clock'>

const minutesToDecide = 60
/** How long what was decided can be looked up. */
const daysKept = 30
/** Pending approvals that one project may have: an agent in a loop must not fill the database. */
const mostPending = 1_000

const aheadOf = (now: Date) => new Date(now.getTime() + minutesToDecide * 60_000)

/** The rows of this very call. */
const ofCall = (call: GuardedCall) =>
  and(
    eq(approvals.projectId, call.projectId),
    eq(approvals.sessionId, call.sessionId ?? ''),
    eq(approvals.hash, hashOf(call)),
  )

/**
 * Uses up an approval of this very call; false when there is none, or when it was given before there was a further
 * reason to ask. Of two calls at once, one gets it.
 */
export async function useApproval(
  { db, clock }: ApprovalDeps,
  call: GuardedCall,
  reasons: readonly Reason[],
): Promise<boolean> {
  const approved = await db
    .select()
    .from(approvals)
    .where(and(ofCall(call), eq(approvals.state, 'approved'), gt(approvals.expiresAt, clock.now())))
  const row = approved.find((each) => covers(each, reasons))
  if (!row) return false
  const used = await db
    .update(approvals)
    .set({ state: 'used' })
    .where(
      and(eq(approvals.projectId, call.projectId), eq(approvals.id, row.id), eq(approvals.state, 'approved')),
    )
    .returning({ id: approvals.id })
  return used.length > 0
}

/** Whether the person who was asked was told all of these reasons. */
function covers(row: ApprovalRow, reasons: readonly Reason[]): boolean {
  const told = new Set(row.reasons.map(askerOf))
  return reasons.every((reason) => told.has(askerOf(reason)))
}

/**
 * The open question about this very call, or a new one.
 * @throws {ApiError} PermissionDenied when the person said no to this call within the hour.
 */
export async function askFor(
  deps: ApprovalDeps,
  call: GuardedCall,
  reasons: readonly Reason[],
): Promise<ApprovalRow> {
  const [known] = await deps.db
    .select()
    .from(approvals)
    .where(
      and(
        ofCall(call),
        inArray(approvals.state, ['pending', 'denied']),
        gt(approvals.expiresAt, deps.clock.now()),
      ),
    )
    .orderBy(desc(approvals.createdAt))
    .limit(1)
  if (known?.state === 'denied') throw denied(call.tool, ['the person said no to this call'])
  if (known && covers(known, reasons)) return known
  // One that nobody decided in time, or that says too little, gives its place away.
  await deps.db
    .update(approvals)
    .set({ state: 'expired' })
    .where(and(ofCall(call), eq(approvals.state, 'pending')))
  return insertApproval(deps, call, reasons)
}

async function insertApproval(
  { db, vault, clock }: ApprovalDeps,
  call: GuardedCall,
  reasons: readonly Reason[],
): Promise<ApprovalRow> {
  const { projectId } = call
  const now = clock.now()
  await refuseTooMany(db, projectId, now)
  const id = newId('approval')
  const [row] = await db
    .insert(approvals)
    .values({
      id,
      projectId,
      sessionId: call.sessionId ?? '',
      userId: call.userId ?? null,
      toolkit: call.toolkit,
      tool: call.tool,
      toolVersion: call.version,
      connectedAccountId: call.accountId ?? null,
      hash: hashOf(call),
      arguments: vault.seal(sealContext(projectId, id), { ...call.arguments }),
      reasons: [...reasons],
      createdAt: now,
      expiresAt: aheadOf(now),
    })
    .onConflictDoNothing()
    .returning()
  if (row) return row
  const [other] = await db
    .select()
    .from(approvals)
    .where(and(ofCall(call), eq(approvals.state, 'pending')))
  if (!other) throw new ApiError('ApprovalDecided', 'The same call was decided at this moment: repeat it')
  return other
}

async function refuseTooMany(db: Deps['db'], projectId: string, now: Date): Promise<void> {
  const [pending] = await db
    .select({ rows: count() })
    .from(approvals)
    .where(
      and(eq(approvals.projectId, projectId), eq(approvals.state, 'pending'), gt(approvals.expiresAt, now)),
    )
  if ((pending?.rows ?? 0) < mostPending) return
  throw new ApiError(
    'PermissionDenied',
    `${mostPending} calls of this project wait for an approval already`,
    {
      suggestedFix: 'Decide those of GET /api/v3.1/approvals?status=pending, or wait until they are over.',
    },
  )
}

/** @throws {ApiError} ApprovalNotFound */
export async function findApproval(
  { db }: ApprovalDeps,
  projectId: string,
  id: string,
): Promise<ApprovalRow> {
  const [row] = await db
    .select()
    .from(approvals)
    .where(and(eq(approvals.projectId, projectId), eq(approvals.id, id)))
  if (!row) throw new ApiError('ApprovalNotFound', `Approval ${id} not found`)
  return row
}

export interface ApprovalFilter {
  status?: ApprovalStatus | undefined
  sessionId?: string | undefined
}

/** One page of a project's approvals, newest first. */
export async function listApprovals(
  { db, clock }: ApprovalDeps,
  projectId: string,
  { status, sessionId }: ApprovalFilter,
  request: PageRequest,
): Promise<Page<ApprovalRow>> {
  const where = and(
    eq(approvals.projectId, projectId),
    sessionId === undefined ? undefined : eq(approvals.sessionId, sessionId),
    status === undefined ? undefined : eq(statusColumn(clock.now()), status),
  )
  const [total] = await db.select({ rows: count() }).from(approvals).where(where)
  const rows = await db
    .select()
    .from(approvals)
    .where(where)
    .orderBy(desc(approvals.createdAt), desc(approvals.id))
    .limit(request.limit)
    .offset(request.offset)
  return pageResult(rows, total?.rows ?? 0, request)
}

const statusColumn = (now: Date) =>
  sql<ApprovalStatus>`case when ${approvals.state} in ('pending', 'approved') and ${approvals.expiresAt} <= ${now.toISOString()}::timestamptz then 'expired' else ${approvals.state} end`

/** `statusColumn` of a row that was read. */
export function statusOf({ state, expiresAt }: ApprovalRow, now: Date): ApprovalStatus {
  const isOpen = state === 'pending' || state === 'approved'
  return isOpen && expiresAt <= now ? 'expired' : state
}

/** What the person is asked about; undefined once it is over. */
export function argumentsOf({ vault }: ApprovalDeps, row: ApprovalRow): Record<string, unknown> | undefined {
  if (row.arguments === null) return undefined
  return vault.open<Record<string, unknown>>(sealContext(row.projectId, row.id), row.arguments).reveal()
}

export interface Answer {
  decision: Decision
  /** Hash of what the person was shown. */
  hash: string
}

/**
 * Decides a pending approval.
 * @throws {ApiError} ApprovalNotFound; ApprovalDecided when it is decided or over; BadRequest for another hash, or
 * for a decision that this call cannot have.
 */
export async function decideApproval(
  deps: ApprovalDeps & Pick<Deps, 'catalog'>,
  projectId: string,
  id: string,
  { decision, hash }: Answer,
): Promise<ApprovalRow> {
  const row = await findApproval(deps, projectId, id)
  const now = deps.clock.now()
  if (row.hash !== hash) throw badDecision(`hash: is not that of ${id}; look at what it asks again`)
  if (statusOf(row, now) !== 'pending') throw decided(id)
  const isPossible = possibleDecisions(row).includes(decision)
  if (!isPossible) throw badDecision(`decision: one of ${possibleDecisions(row).join(', ')} for this call`)
  const isAllowed = !decision.endsWith('deny')
  const answered = await deps.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(approvals)
      .set({
        state: isAllowed ? 'approved' : 'denied',
        decision,
        decidedAt: now,
        expiresAt: aheadOf(now),
      })
      .where(and(eq(approvals.projectId, projectId), eq(approvals.id, id), eq(approvals.state, 'pending')))
      .returning()
    if (!changed) throw decided(id)
    await rememberInSession({ ...deps, db: tx }, changed, decision)
    if (decision.startsWith('always')) await rememberForAccount({ ...deps, db: tx }, changed, isAllowed)
    return changed
  })
  // Another call may have looked before it was committed.
  return answered
}

/** What can be decided: outside a session none is remembered, and a policy is not a person's to lift for good. */
export function possibleDecisions({ sessionId, connectedAccountId, reasons, tool }: ApprovalRow): Decision[] {
  const isTheirs = reasons.every(({ source }) => source === 'session' || source === 'person')
  const hasRow = connectedAccountId !== null && tool !== 'PROXY'
  return [
    'allow_once',
    ...(sessionId === '' ? [] : (['allow_session'] as const)),
    ...(isTheirs && hasRow ? (['always_allow'] as const) : []),
    'deny',
    ...(hasRow ? (['always_deny'] as const) : []),
  ]
}

async function rememberInSession(
  { db }: Pick<Deps, 'db'>,
  row: ApprovalRow,
  decision: Decision,
): Promise<void> {
  if (row.sessionId === '') return
  const answer = decision.endsWith('deny') ? ('deny' as const) : ('allow' as const)
  const lasts = decision === 'allow_session' || decision.startsWith('always')
  const kept = row.reasons.filter(({ once }) => lasts || (once === true && decision === 'deny'))
  if (kept.length === 0) return
  const call = {
    projectId: row.projectId,
    sessionId: row.sessionId,
    tool: row.tool,
    account: row.connectedAccountId ?? noAccount,
    answer,
  }
  const askers = [...new Set(kept.map(askerOf))]
  await db
    .insert(sessionAnswers)
    .values(askers.map((asker) => ({ ...call, asker })))
    .onConflictDoUpdate({
      target: [
        sessionAnswers.projectId,
        sessionAnswers.sessionId,
        sessionAnswers.tool,
        sessionAnswers.account,
        sessionAnswers.asker,
      ],
      set: { answer, createdAt: sql`now()` },
    })
}

/** As if they had said so in their settings. */
async function rememberForAccount(
  deps: ApprovalDeps & Pick<Deps, 'catalog'>,
  { projectId, connectedAccountId, tool, toolkit }: ApprovalRow,
  isAllowed: boolean,
): Promise<void> {
  if (connectedAccountId === null) return
  const { tags } = findTool(deps, tool)
  const writes = tags.includes('destructiveHint') ? 'destructive' : 'write'
  await changePermissions(deps, projectId, connectedAccountId, [
    {
      toolSlug: tool,
      toolkitSlug: toolkit,
      riskGroup: tags.includes('readOnlyHint') ? 'read' : writes,
      state: isAllowed ? 'always_allow' : 'always_deny',
      source: 'elicitation',
      permissionConfigVersion: null,
    },
  ])
}

/** Drops the arguments of what is over, and rows that nobody looks up any more. */
export async function purgeApprovals({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await db
    .update(approvals)
    .set({ arguments: null })
    .where(and(lt(approvals.expiresAt, now), sql`${approvals.arguments} is not null`))
  const old = new Date(now.getTime() - daysKept * 86_400_000)
  await db.delete(approvals).where(lt(approvals.expiresAt, old))
}

/** The refusal of a call. */
export function denied(tool: string, reasons: readonly string[]): ApiError {
  return new ApiError('PermissionDenied', `${tool} is not allowed: ${reasons.join('; ')}`, {
    errors: [...reasons],
  })
}

function decided(id: string): ApiError {
  return new ApiError('ApprovalDecided', `Approval ${id} is decided or over`, {
    headers: { 'x-should-retry': 'false' },
  })
}

function badDecision(line: string): ApiError {
  return new ApiError('BadRequest', `Invalid body: ${line}`, { errors: [line] })
}

const sealContext = (projectId: string, id: string) => ({
  projectId,
  table: 'approvals',
  rowId: id,
  column: 'arguments',
  version: 1,
})
