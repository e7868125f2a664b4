/**
 * Asking the person behind an MCP client about a call, where the client can (revision 2026-07-28: the answer comes
 * with the repeated call, so nothing is kept open). All other clients are told of the approval in the result.
 */
import type {
  CallToolResult,
  InputRequiredResult,
  InputResponseView,
  ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import { isId } from '../db/ids.ts'
import { ApiError } from '../http/errors.ts'
import { mcpServer } from '../late-packages.ts'
import { decideApproval, decisions, findApproval, type Decision } from '../permissions/approvals.ts'
import type { MetaToolCall } from '../tool-router/meta/meta-tool-call.ts'

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

/** Whether the client shows forms to its person; said with every request of this revision. */
export function canAsk({ mcpReq }: ServerContext): boolean {
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {}
  return z.object({ elicitation: z.object({}) }).safeParse(envelope[mcpServer().CLIENT_CAPABILITIES_META_KEY])
    .success
}

/**
 * What the person is to be asked before the call is repeated; undefined when nobody has to be, or when a part of a
 * batch has run already, as all of it would run again.
 */
export function questionFor(data: Record<string, unknown>): InputRequiredResult | undefined {
  const approvals = approvalsIn(data)
  if (approvals.length === 0 || approvals.length > mostForms) return undefined
  return mcpServer().inputRequired({
    inputRequests: Object.fromEntries(approvals.map((approval) => [approval.id, formOf(approval)])),
  })
}

function approvalsIn(data: Record<string, unknown>): Approval[] {
  const single = Pending.safeParse(data)
  if (single.success) return [single.data.approval]
  const batch = Batch.safeParse(data)
  if (!batch.success) return []
  const found = batch.data.results.map(({ response }) => Pending.safeParse(response.data))
  return found.every(({ success }) => success) ? found.flatMap((one) => one.data?.approval ?? []) : []
}

function formOf({ tool_slug, connected_account_id, arguments: args, reasons, decisions }: Approval) {
  const text = JSON.stringify(args, undefined, 1) ?? ''
  const shown = text.length > longestArguments ? `${text.slice(0, longestArguments)}…` : text
  const account = connected_account_id === null ? '' : ` with account ${connected_account_id}`
  const why = reasons.map(({ message }) => message).join('; ')
  return mcpServer().inputRequired.elicit({
    message: `Allow ${tool_slug}${account}? Asked because ${why}.\n\n${shown}`,
    requestedSchema: {
      type: 'object',
      properties: {
        decision: {
          type: 'string',
          title: 'Decision',
          oneOf: decisions.map((decision) => ({ const: decision, title: titles[decision] })),
        },
      },
      required: ['decision'],
    },
  })
}

const Content = z.object({ decision: z.enum(decisions) })

/**
 * Decides what the person answered, before the call is made again. An answer that fits nothing is no answer: the
 * call asks once more.
 */
export async function takeAnswers({ deps, session }: MetaToolCall, { mcpReq }: ServerContext): Promise<void> {
  for (const id of Object.keys(mcpReq.inputResponses ?? {}).slice(0, 50)) {
    if (!isId('approval', id)) continue
    const decision = decisionOf(mcpServer().inputResponse(mcpReq.inputResponses, id))
    if (decision === undefined) continue
    try {
      const { hash, sessionId } = await findApproval(deps, session.projectId, id)
      if (sessionId === session.id) await decideApproval(deps, session.projectId, id, { decision, hash })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }
}

function decisionOf(response: InputResponseView): Decision | undefined {
  if (response.kind !== 'elicit') return undefined
  if (response.action === 'decline') return 'deny'
  if (response.action !== 'accept') return undefined
  return Content.safeParse(response.content).data?.decision
}

/** The result, or the question that comes before it. What was answered once is not asked again. */
export async function askOrAnswer(
  context: ServerContext,
  call: MetaToolCall,
  run: (see: (data: Record<string, unknown>) => void) => Promise<CallToolResult>,
): Promise<CallToolResult | InputRequiredResult> {
  if (!canAsk(context)) return run(() => undefined)
  await takeAnswers(call, context)
  if (Object.keys(context.mcpReq.inputResponses ?? {}).length > 0) return run(() => undefined)
  let question: InputRequiredResult | undefined
  const result = await run((data) => (question = questionFor(data)))
  return question ?? result
}
