/**
 * What one process knows of requests that wait in it, and how they hear of others that reached another process: a
 * client's requests may go to any of them. All of it goes with the request, but for the log levels, of which only the
 * newest stay.
 */
import { z } from 'zod'
import { endOfConnection } from '../connect-link/connect-link.ts'
import { sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { methodOf } from './mcp-session.ts'

export const logLevels = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
] as const
export type LogLevel = (typeof logLevels)[number]

/** What a person did with a question; all that a form of ours asks for is a decision. */
const PersonsAnswer = z.object({
  action: z.enum(['accept', 'decline', 'cancel']),
  content: z.object({ decision: z.string().max(50).optional() }).optional(),
})
export type PersonsAnswer = z.output<typeof PersonsAnswer>

const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancelled'), key: z.string() }),
  z.object({ kind: z.literal('answered'), key: z.string(), answer: PersonsAnswer }),
  z.object({ kind: z.literal('level'), session: z.string(), level: z.enum(logLevels) }),
  z.object({ kind: z.literal('asked'), session: z.string(), projectId: z.string(), accountId: z.string() }),
])
/** What another process said; nothing when words were lost. */
const Said = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  .pipe(Message)
export type NodeMessage = z.output<typeof Message>

/** A client that is to hear when accounts are connected that its person was asked for. */
export interface Awaiting {
  session: string
  /** Projects by account. */
  accounts: Map<string, string>
  /** Tells the client that one is. */
  connected: (accountId: string) => void
}

export interface McpNode {
  /** Calls under way, by who made them and their id. */
  calls: Map<string, Set<AbortController>>
  /** Questions to a person, by who was asked and the question's id. */
  questions: Map<string, (answer: PersonsAnswer) => void>
  levels: Map<string, LogLevel>
  awaiting: Set<Awaiting>
  /** Acts on a message, here and, if it is for all, on the other nodes. */
  tell(message: NodeMessage, reach: 'here' | 'all'): void
}

/** Sessions whose level is remembered; who is forgotten hears what is usual. */
const mostLevels = 10_000
/** Accounts that one client waits for. */
const mostAwaited = 50
/** Bytes that Postgres takes. */
const longest = 7_900

/** What this process knows; `close` ends its listening. */
export function openMcpNode(
  deps: Pick<Deps, 'db' | 'notifications' | 'log' | 'clock'>,
): McpNode & { close(): void } {
  const { db, notifications, log } = deps
  const node: McpNode = {
    calls: new Map(),
    questions: new Map(),
    levels: new Map(),
    awaiting: new Set(),
    tell(message, reach) {
      act(node, message)
      const text = JSON.stringify(message)
      if (reach === 'here' || Buffer.byteLength(text) > longest) return
      db.execute(sql`select pg_notify('patchbay_mcp', ${text})`).catch((error: unknown) =>
        log.warn({ err: error }, 'telling other nodes of an MCP message failed'),
      )
    },
  }
  const ends = [
    notifications.on('patchbay_rows', (table) => {
      if (table === 'connected_accounts' || table === '') tellConnected(deps, node)
    }),
    notifications.on('patchbay_mcp', (text) => {
      const message = Said.safeParse(text)
      if (message.success) act(node, message.data)
    }),
  ]
  return Object.assign(node, { close: () => ends.forEach((end) => end()) })
}

function act({ calls, questions, levels, awaiting }: McpNode, message: NodeMessage): void {
  switch (message.kind) {
    case 'cancelled': {
      const same = calls.get(message.key) ?? new Set()
      if (same.size === 1) for (const call of same) call.abort()
      return
    }
    case 'answered':
      return questions.get(message.key)?.(message.answer)
    case 'level':
      levels.delete(message.session)
      levels.set(message.session, message.level)
      for (const oldest of levels.keys())
        if (levels.size > mostLevels) levels.delete(oldest)
        else return
      return
    case 'asked':
      for (const { session, accounts } of awaiting)
        if (session === message.session && accounts.size < mostAwaited)
          accounts.set(message.accountId, message.projectId)
  }
}

/** Tells clients which of the accounts that they wait for are connected; nothing is read while nobody waits. */
function tellConnected(deps: Pick<Deps, 'db' | 'clock' | 'log'>, { awaiting }: McpNode): void {
  for (const { accounts, connected } of awaiting) {
    for (const [accountId, projectId] of accounts) {
      endOfConnection(deps, { projectId, connectedAccountId: accountId }).then(
        (status) => {
          if (status === undefined || !accounts.delete(accountId)) return
          if (status === 'ACTIVE') connected(accountId)
        },
        (error: unknown) =>
          deps.log.warn({ err: error }, 'looking at an account that a client waits for failed'),
      )
    }
  }
}

/** What the ids of our questions begin with. */
export const questionPrefix = 'patchbay-'

const Reply = z.object({
  id: z.string().startsWith(questionPrefix),
  result: z.unknown().optional(),
  error: z.unknown().optional(),
})

/** The answer of a person that a message of a client is; undefined when it is none. */
export function answerIn(body: unknown): { id: string; answer: PersonsAnswer } | undefined {
  if (methodOf(body) !== '') return undefined
  const reply = Reply.safeParse(body)
  if (!reply.success || (reply.data.result === undefined && reply.data.error === undefined)) return undefined
  const answer = PersonsAnswer.safeParse(reply.data.result)
  return { id: reply.data.id, answer: answer.success ? answer.data : { action: 'cancel' } }
}
