/**
 * What result hints save: answers of the stateful stand-ins, cut to 2,000 tokens with the hints of the catalog and,
 * in the same run, without. `node bench/result-tokens.ts`
 */
import { countTokens } from 'gpt-tokenizer'
import { compileShipped } from '../catalog/src/build/compile-shipped.ts'
import { startEmulate } from '../conformance/rigs/emulate.ts'
import { trimResult } from '../server/src/execution/results/trim.ts'

const most = 2_000
const things = 50
const words = 'The button does nothing when the name has an umlaut. '

interface Case {
  toolkit: string
  tool: string
  read: () => Promise<Record<string, unknown>>
}

type Service = Parameters<typeof startEmulate>[0]
const standIns = await Promise.all(
  (['github', 'google', 'slack'] satisfies Service[]).map((name) => startEmulate(name)),
)
const [github = '', google = '', slack = ''] = standIns.map(({ url }) => url)

async function ask(url: string, body?: object): Promise<unknown> {
  const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' }
  const response = await fetch(
    url,
    body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
  )
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response.json()
}

async function fill(): Promise<void> {
  const start = (at: number, hour: string) => ({
    dateTime: `2030-01-${String((at % 28) + 1).padStart(2, '0')}T${hour}:00:00Z`,
  })
  await ask(`${github}/user/repos`, { name: 'shop' })
  for (let at = 0; at < things; at += 1) {
    await ask(`${github}/repos/${login}/shop/issues`, { title: `Login fails ${at}`, body: words.repeat(6) })
    await ask(`${google}/calendar/v3/calendars/primary/events`, {
      summary: `Meeting ${at}`,
      description: words.repeat(3),
      start: start(at, '09'),
      end: start(at, '10'),
      attendees: [{ email: 'ann@example.com' }, { email: 'bo@example.com' }],
    })
    await ask(`${slack}/api/chat.postMessage`, { channel, text: `${at}: ${words}` })
  }
}

const { login } = (await ask(`${github}/user`)) as { login: string }
const { channels } = (await ask(`${slack}/api/conversations.list`, {})) as { channels: { id: string }[] }
const channel = channels[0]?.id ?? ''
const cases: Case[] = [
  {
    toolkit: 'github',
    tool: 'GITHUB_LIST_REPOSITORY_ISSUES',
    read: async () => ({ items: await ask(`${github}/repos/${login}/shop/issues?per_page=${things}`) }),
  },
  {
    toolkit: 'github',
    tool: 'GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER',
    read: async () => ({ items: await ask(`${github}/user/repos`) }),
  },
  {
    toolkit: 'googlecalendar',
    tool: 'GOOGLECALENDAR_EVENTS_LIST',
    read: async () =>
      (await ask(`${google}/calendar/v3/calendars/primary/events?maxResults=${things}`)) as object as Record<
        string,
        unknown
      >,
  },
  {
    toolkit: 'slack',
    tool: 'SLACK_FETCH_CONVERSATION_HISTORY',
    read: async () =>
      (await ask(`${slack}/api/conversations.history`, { channel, limit: things })) as object as Record<
        string,
        unknown
      >,
  },
]

try {
  await fill()
  // All of it first: compiling takes seconds, in which a stand-in ends its idle connections.
  const answers = await Promise.all(cases.map(async (each) => ({ ...each, whole: await each.read() })))
  for (const { toolkit, tool, whole } of answers) {
    const hints = compileShipped(toolkit).toolkit.tools.find(({ slug }) => slug === tool)?.result_hints
    const list = hints?.items ?? ''
    const shown = (data: Record<string, unknown>) =>
      Array.isArray(data[list]) ? data[list].filter((item) => typeof item === 'object').length : 0
    const keptOnly = trimResult(
      whole,
      Math.ceil(JSON.stringify(whole).length / 4) - 1,
      hints && { ...hints, drop: hints.keep ? [`${list}.*.*`] : [] },
    ).data
    const count = (data: unknown) => countTokens(JSON.stringify(data))
    const [hinted, bare] = [trimResult(whole, most, hints).data, trimResult(whole, most, undefined).data]
    process.stdout.write(
      `${tool}\n  whole ${count(whole)} tokens, ${shown(whole)} items; what is always read of them ${count(keptOnly)} (${Math.round((1 - count(keptOnly) / count(whole)) * 100)} % less)\n` +
        `  in ${most} tokens: ${shown(hinted)} items with hints (${count(hinted)} tokens), ${shown(bare)} without (${count(bare)})\n`,
    )
  }
} finally {
  await Promise.all(standIns.map((standIn) => standIn.close()))
}
