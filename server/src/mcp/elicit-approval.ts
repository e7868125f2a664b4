/**
 * Asking the person behind an MCP client about a call, where the client can. All other clients are told of the approval
 * in the result.
 */
import type { CallToolResult, InputRequiredResult, Server, ServerContext } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { isId } from '../db/ids.ts'
import { ApiError } from '../http/errors.ts'
import { mcpServer } from '../late-packages.ts'
import { decideApproval, decisions, findApproval, type Decision } from '../permissions/approvals.ts'
import type { MetaToolCall } from '../tool-router/meta/meta-tool-call.ts'
import { accountsNeeded } from './accounts-needed.ts'
import { abilitiesHere, askOnStream, isOf2026 } from './ask-client.ts'
import { askToConnect, awaitConnections } from './ask-to-connect.ts'
import type { Exchange } from './serve-mcp.ts'

const Pending = z.object({
  approval_required: z.literal(true),
  approval: z.object({
    id: z.string(),
    tool_slug: z.string(),
    connected_account_id: z.string().nullable(),
    arguments: z.unknown(),
    reasons: z.array(z.object({ message: z.string() })),
    decisions: z.array(z.enum(decisions)),
  }),
})
type Approval = z.output<typeof Pending>['approval']

const Batch = z.object({ results: z.array(z.object({ response: z.object({ data: z.unknown() }) })).min(1) })

/** Forms that a person is shown at once; beyond that the result lists the approvals. */
const mostForms = 10
/** Characters of arguments that a form shows; the whole is in the approval. */
const longestArguments = 4_000

const titles: Record<Decision, string> = {
  allow_once: 'Allow this call',
  allow_session: 'Allow for this session',
  always_allow: 'Always allow for this account',
  deny: 'Do not allow',
  always_deny: 'Never allow for this account',
}

function questionFor(asked: readonly Approval[]): InputRequiredResult {
  return mcpServer().inputRequired({
    inputRequests: Object.fromEntries(asked.map((approval) => [approval.id, formOf(approval)])),
  })
}

/**
 * The calls that a person is to be asked about before the call is repeated; none when a part of a batch has run
 * already, as all of it would run again.
 */
function approvalsIn(data: Record<string, unknown>): Approval[] {
  const single = Pending.safeParse(data)
  if (single.success) return [single.data.approval]
  const batch = Batch.safeParse(data)
  if (!batch.success) return []
  const found = batch.data.results.map(({ response }) => Pending.safeParse(response.data))
  return found.every(({ success }) => success) ? found.flatMap((one) => one.data?.approval ?? []) : []
}

function messageOf({ tool_slug, connected_account_id, arguments: args, reasons }: Approval): string {
  const text = JSON.stringify(args, undefined, 1) ?? ''
  const shown = text.length > longestArguments ? `${text.slice(0, longestArguments)}…` : text
  const account = connected_account_id === null ? '' : ` with account ${connected_account_id}`
  const why = reasons.map(({ message }) => message).join('; ')
  return `Allow ${tool_slug}${account}? Asked because ${why}.\n\n${shown}`
}

function formOf(approval: Approval) {
  return mcpServer().inputRequired.elicit({
    message: messageOf(approval),
    requestedSchema: schemaWith({
      oneOf: approval.decisions.map((decision) => ({ const: decision, title: titles[decision] })),
    }),
  })
}

/** A form of one field, the decision. */
function schemaWith<Choice extends object>(choice: Choice) {
  const decision = { type: 'string' as const, title: 'Decision', ...choice }
  return { type: 'object' as const, properties: { decision }, required: ['decision'] }
}

const Content = z.object({ decision: z.enum(decisions) })

/**
 * Decides what the person answered, before the call is made again. An answer that fits nothing is no answer: the
 * call asks once more.
 */
async function takeAnswers(
  call: MetaToolCall,
  responses: ServerContext['mcpReq']['inputResponses'],
): Promise<void> {
  for (const id of Object.keys(responses ?? {}).slice(0, 50)) {
    const response = mcpServer().inputResponse(responses, id)
    const decision = response.kind === 'elicit' ? decisionOf(response) : undefined
    if (isId('approval', id) && decision !== undefined) await decide(call, id, decision)
  }
}

async function decide({ deps, session }: MetaToolCall, id: string, decision: Decision): Promise<void> {
  try {
    const { hash, sessionId } = await findApproval(deps, session.projectId, id)
    if (sessionId === session.id) await decideApproval(deps, session.projectId, id, { decision, hash })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

function decisionOf({ action, content }: { action: string; content?: unknown }): Decision | undefined {
  if (action === 'decline') return 'deny'
  return action === 'accept' ? Content.safeParse(content).data?.decision : undefined
}

/** What can be asked about the data of a result, and how the call is made again. */
type Run = (see: (data: Record<string, unknown>) => void) => Promise<CallToolResult>

/** The result, or the question that comes before it. What was answered once is not asked again. */
export async function askOrAnswer(
  server: Server,
  context: ServerContext,
  exchange: Exchange,
  call: MetaToolCall,
  run: Run,
): Promise<CallToolResult | InputRequiredResult> {
  const { deps, session } = call
  await awaitConnections(deps, session.projectId, context, exchange)
  await takeAnswers(call, context.mcpReq.inputResponses)
  const seen: Record<string, unknown>[] = []
  const result = await run((data) => void seen.push(data))
  const [data] = seen
  if (data === undefined || hasAnswered(context)) return result
  const abilities = abilitiesHere(context, exchange)
  const links = abilities.url ? await accountsNeeded(call, data) : []
  const toConnect = askToConnect(context, exchange, links)
  if (toConnect) return toConnect
  const asked = abilities.form ? approvalsIn(data) : []
  if (asked.length === 0 || asked.length > mostForms) return result
  if (isOf2026(context)) return questionFor(asked)
  return (await askOnCall(server, context, exchange, call, asked)) ? run(() => undefined) : result
}

function hasAnswered({ mcpReq }: ServerContext): boolean {
  return Object.keys(mcpReq.inputResponses ?? {}).length > 0
}

/** Asks a client of 2025 about calls. @returns whether anything was decided. */
async function askOnCall(
  server: Server,
  context: ServerContext,
  exchange: Exchange,
  call: MetaToolCall,
  asked: readonly Approval[],
): Promise<boolean> {
  const answers = asked.map(async (approval) => {
    const requestedSchema = schemaWith({
      enum: approval.decisions,
      // As revisions before 2025-11-25 name them, too.
      enumNames: approval.decisions.map((decision) => titles[decision]),
    })
    const params = { message: messageOf(approval), requestedSchema }
    const answer = await askOnStream(server, context, exchange, params)
    const decision = decisionOf(answer)
    if (decision !== undefined) await decide(call, approval.id, decision)
    return decision !== undefined
  })
  return (await Promise.all(answers)).includes(true)
}
