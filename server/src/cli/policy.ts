/** `patchbay policy …`: what a project lets its agents do. */
import { plain, withClient } from './api-client.ts'
import { command, UsageError } from './command.ts'
import { readJsonFile } from './read-file.ts'

interface Policy {
  id: string
  name: string
  effect: string
  match: object
  priority: number
  enabled: boolean
}

interface Tested {
  tested: number
  effects: Record<string, number>
  policies: { id: string | null; name: string; effect: string; matched: number }[]
  samples: { log_id: string; tool_slug: string; created_at: string; effect: string; policy: string }[]
}

export const policyList = command({
  name: 'policy list',
  summary: 'list the policies of the project, in the order in which they are looked at',
  async run(_input, context) {
    return withClient(context, async (client) => {
      const { items } = (await client.call('GET', '/policies?limit=200')) as { items: Policy[] }
      for (const policy of items) context.out(lineOf(policy))
    })
  },
})

export const policyAdd = command({
  name: 'policy add',
  summary: 'add policies of a file',
  usage: 'FILE',
  details: [
    '  FILE   JSON: a policy, or a list of them, such as',
    '         {"name": "no mail to strangers", "effect": "ask",',
    '          "match": {"tools": ["GMAIL_SEND_*"], "arguments": {"recipient_email": {"not_glob": "*@acme.com"}}}}',
  ].join('\n'),
  positionals: ['FILE'],
  async run({ positionals: { FILE = '' } }, context) {
    const policies = await readPolicies(FILE)
    return withClient(context, async (client) => {
      for (const policy of policies)
        context.out(lineOf((await client.call('POST', '/policies', policy)) as Policy))
    })
  },
})

export const policyRemove = command({
  name: 'policy remove',
  summary: 'delete a policy',
  usage: 'ID',
  positionals: ['ID'],
  async run({ positionals: { ID = '' } }, context) {
    return withClient(context, async (client) => {
      await client.call('DELETE', `/policies/${encodeURIComponent(ID)}`)
      context.out(`removed: ${ID}\n`)
    })
  },
})

export const policyTest = command({
  name: 'policy test',
  summary: 'hold policies against the calls of the log, and change nothing',
  usage: '[FILE] [--since TIME] [--limit N]',
  details: [
    '  FILE          policies to try, as of `policy add`; those of the project when left out',
    '  --since TIME  only calls since then, such as 2026-01-31T12:00:00Z',
    '  --limit N     how many of the latest calls (1000)',
  ].join('\n'),
  options: { since: { type: 'string' }, limit: { type: 'string' } },
  positionals: ['FILE'],
  optional: 1,
  async run({ values, positionals: { FILE } }, context) {
    if (values.limit !== undefined && !/^\d{1,5}$/.test(values.limit))
      throw new UsageError('--limit takes a number')
    const body = {
      ...(FILE !== undefined && { policies: await readPolicies(FILE) }),
      ...(values.since !== undefined && { since: values.since }),
      ...(values.limit !== undefined && { limit: Number(values.limit) }),
    }
    return withClient(context, async (client) => {
      context.out(report((await client.call('POST', '/policies/test', body)) as Tested))
    })
  },
})

async function readPolicies(file: string): Promise<unknown[]> {
  const read = await readJsonFile(file)
  return Array.isArray(read) ? read : [read]
}

function lineOf({ id, name, effect, match, priority, enabled }: Policy): string {
  const off = enabled ? '' : '  (off)'
  return plain(
    `${id}  ${effect.padEnd(5)} ${String(priority).padStart(4)}  ${name}  ${JSON.stringify(match)}${off}\n`,
  )
}

function report({ tested, effects, policies, samples }: Tested): string {
  const counts = Object.entries(effects).map(([effect, count]) => `${effect} ${count}`)
  const lines = [
    `${tested} calls: ${counts.join(', ')}`,
    ...policies.map(({ name, effect, matched }) => `  ${effect.padEnd(5)} ${name}: ${matched}`),
    ...samples
      .slice(0, 20)
      .map((call) => `    ${call.created_at}  ${call.effect.padEnd(9)} ${call.tool_slug}  ${call.log_id}`),
  ]
  return plain(`${lines.join('\n')}\n`)
}
