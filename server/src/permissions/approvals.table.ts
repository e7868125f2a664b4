import { sql } from '../db/sql.ts'
import { index, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from '../db/columns.ts'
import { sealed } from '../db/sealed.ts'
import type { Reason, TaintedBy } from './reason.ts'

export const approvalStates = ['pending', 'approved', 'used', 'denied', 'expired'] as const
export const decisions = ['allow_once', 'allow_session', 'always_allow', 'deny', 'always_deny'] as const

/** Calls that a person is, or was, asked about. */
export const approvals = pgTable(
  'approvals',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id').notNull(),
    /** Empty for a call outside of sessions. */
    sessionId: text('session_id').notNull().default(''),
    userId: text('user_id'),
    toolkit: text('toolkit').notNull(),
    tool: text('tool').notNull(),
    toolVersion: text('tool_version').notNull(),
    connectedAccountId: text('connected_account_id'),
    /** Of the call, with its arguments. */
    hash: text('hash').notNull(),
    /** Until it is over: what the person is asked about. */
    arguments: sealed('arguments'),
    reasons: jsonb('reasons').$type<Reason[]>().notNull(),
    state: text('state', { enum: approvalStates }).notNull().default('pending'),
    decision: text('decision', { enum: decisions }),
    decidedAt: timestamp('decided_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    index('approvals_project').on(table.projectId, table.createdAt),
    uniqueIndex('approvals_pending')
      .on(table.projectId, table.sessionId, table.hash)
      .where(sql`${table.state} = 'pending'`),
    index('approvals_call').on(table.projectId, table.sessionId, table.hash),
    index('approvals_expiry').on(table.expiresAt),
  ],
)

/** Answers that hold for the rest of a session. */
export const sessionAnswers = pgTable(
  'session_answers',
  {
    projectId: text('project_id').notNull(),
    sessionId: text('session_id').notNull(),
    tool: text('tool').notNull(),
    /** `__none__` for a tool that needs none. */
    account: text('account').notNull(),
    /** What had asked: `session`, `taint`, or the id of a policy. */
    asker: text('asker').notNull(),
    answer: text('answer', { enum: ['allow', 'deny'] }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({
      name: 'session_answers_call',
      columns: [table.projectId, table.sessionId, table.tool, table.account, table.asker],
    }),
  ],
)

/** Content of others that the agent of a session has read: the first call of each tool and account. */
export const sessionTaints = pgTable(
  'session_taints',
  {
    projectId: text('project_id').notNull(),
    sessionId: text('session_id').notNull(),
    tool: text('tool').notNull(),
    account: text('account').notNull(),
    origin: jsonb('origin').$type<TaintedBy>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({
      name: 'session_taints_call',
      columns: [table.projectId, table.sessionId, table.tool, table.account],
    }),
  ],
)

export type ApprovalRow = typeof approvals.$inferSelect
export type Decision = (typeof decisions)[number]
