/**
 * What the whole answer of a search costs: POST …/search through the running server beside the bare engine in the
 * same run, and the tokens of each answer. `node bench/search-answer.ts [seconds per measurement]`
 *
 * Client, server and database share the machine, so read the ratios.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countTokens } from 'gpt-tokenizer'
import { startPatchbay } from '../conformance/rigs/patchbay.ts'
import { indexCatalog, loadCatalog } from '../server/src/startup/catalog/load-catalog.ts'
import { readHeadSet } from '../search/bench/data-set.ts'
import { percentile } from '../search/bench/measures.ts'
import { measure, type Measured } from './measure.ts'

const seconds = Number(process.argv[2] ?? 3)
/** Every eighth use case of the search benchmark, and some with long answers. */
const useCases = [
  ...readHeadSet()
    .queries.filter((_, at) => at % 8 === 0)
    .map(({ text }) => text),
  'send a message to the #general channel on slack',
  'open an issue about a login bug in acme/shop on github',
  'find unread emails in gmail and label them',
  'schedule a meeting with ann tomorrow at 9 and send her an email',
  'add a row to a notion database',
  'create a deal in hubspot',
  'create or update a file in a github repository',
  'append rows to a google sheet',
  'create a product in shopify with images and variants',
  'create a dns record in cloudflare',
  'export all contacts of hubspot to csv',
  'find free time for a meeting and create the event',
]

const server = await startPatchbay({ env: { PATCHBAY_RATE_LIMIT: '1000000000' } })
const folder = await mkdtemp(join(tmpdir(), 'patchbay-bench-'))
try {
  const catalog = await loadCatalog(folder, () => {})
  const index = indexCatalog(catalog)
  const post = async (path: string, body: unknown): Promise<string> => {
    const response = await fetch(`${server.url}/api/v3.1${path}`, {
      method: 'POST',
      headers: { 'x-api-key': server.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(await response.text())
    return response.text()
  }
  const { session_id: id } = JSON.parse(await post('/tool_router/session', { user_id: 'bench' })) as {
    session_id: string
  }
  const search = (useCase: string) =>
    post(`/tool_router/session/${id}/search`, { queries: [{ use_case: useCase }] })

  let at = 0
  const next = () => useCases[at++ % useCases.length] ?? ''
  const calls: Record<string, () => Promise<void>> = {
    engine: async () => void index.search(next(), { limit: 10 }),
    session: async () =>
      void (await fetch(`${server.url}/api/v3.1/tool_router/session/${id}`, {
        headers: { 'x-api-key': server.apiKey },
      }).then((r) => r.text())),
    search: async () => void (await search(next())),
  }
  const tokens: number[] = []
  for (const useCase of useCases) {
    const count = countTokens(await search(useCase))
    tokens.push(count)
    write(`${String(count).padStart(6)} tokens  ${useCase}`)
  }
  write(
    `tokens: mean ${Math.round(tokens.reduce((sum, count) => sum + count, 0) / tokens.length)}, ` +
      `p95 ${percentile(tokens, 0.95)}, most ${Math.max(...tokens)} over ${tokens.length} use cases`,
  )
  for (const [name, call] of Object.entries(calls)) {
    await measure(call, 1, 1)
    report(name, await measure(call, 1, seconds))
  }
  catalog.close()
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

function report(name: string, { p50, p99, perSecond }: Measured): void {
  write(
    `${name.padEnd(8)} p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${perSecond.toFixed(0)} a second`,
  )
}

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}
