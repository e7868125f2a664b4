/** `patchbay approval …`: what a person is asked about. */
import { plain, withClient } from './api-client.ts'
import { command } from './command.ts'

interface Approval {
  id: string
  status: string
  tool_slug: string
  connected_account_id: string | null
  user_id: string | null
  arguments: unknown
  hash: string
  reasons: { message: string; chain?: { tool: string; log_id: string }[] }[]
  decisions: string[]
  expires_at: string
}

export const approvalList = command({
  name: 'approval list',
  summary: 'list the calls that wait for a decision',
  async run(_input, context) {
    return withClient(context, async (client) => {
      const { items } = (await client.call('GET', '/approvals?status=pending&limit=100')) as {
        items: Approval[]
      }
      for (const approval of items) context.out(describe(approval))
      if (items.length === 0) context.out('nothing waits for a decision\n')
    })
  },
})

export const approvalDecide = command({
  name: 'approval decide',
  summary: 'show a call that waits, and decide it',
  usage: 'ID [DECISION]',
  details:
    '  DECISION   allow_once, allow_session, always_allow, deny or always_deny; without it the call is only shown',
  positionals: ['ID', 'DECISION'],
  optional: 1,
  async run({ positionals: { ID = '', DECISION } }, context) {
    const path = `/approvals/${encodeURIComponent(ID)}`
    return withClient(context, async (client) => {
      const approval = (await client.call('GET', path)) as Approval
      context.out(describe(approval))
      if (DECISION === undefined) return
      const answer = { decision: DECISION, hash: approval.hash }
      const decided = (await client.call('POST', `${path}/decide`, answer)) as Approval
      context.out(`${decided.status}\n`)
    })
  },
})

function describe(approval: Approval): string {
  const { id, status, tool_slug, connected_account_id, user_id, reasons, decisions, expires_at } = approval
  const account = connected_account_id ?? 'no account'
  const lines = [
    `${id}  ${status}  ${tool_slug} with ${account}, for ${user_id ?? 'nobody named'}, until ${expires_at}`,
    ...reasons.map(({ message }) => `  because ${message}`),
    `  ${JSON.stringify(approval.arguments)}`,
    ...(decisions.length > 0 ? [`  decide: ${decisions.join(', ')}`] : []),
  ]
  return plain(`${lines.join('\n')}\n`)
}
