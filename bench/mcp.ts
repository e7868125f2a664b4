/**
 * What serving MCP costs: `tools/list` and `tools/call` of an MCP server here against one made with the official SDK
 * alone that lists the same tools and makes the same upstream call, in one run, as a ratio.
 * `node bench/mcp.ts [seconds per measurement]`
 *
 * Client, both servers, upstream and database share the machine, so read the ratios.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Pool } from 'undici'
import { startPatchbay } from '../conformance/rigs/patchbay.ts'
import { measure, type Measured } from './measure.ts'

const seconds = Number(process.argv[2] ?? 4)
const token = 'ghp_bench_0123456789abcdefghij'
const tool = 'GITHUB_GET_A_REPOSITORY'

const worker = new Worker(new URL('./upstream.ts', import.meta.url))
const [upstream] = (await once(worker, 'message')) as [{ port: number }]
const upstreamUrl = `http://127.0.0.1:${upstream.port}`
const patchbay = await startPatchbay({
  config: {
    toolkits: { github: { base_url: upstreamUrl } },
    egress: { allow_private: [`127.0.0.1:${upstream.port}`] },
  },
  env: { PATCHBAY_RATE_LIMIT: '1000000000' },
})
const ours = new Pool(patchbay.url, { connections: 64 })
const path = await makeServer()
const { tools } = (await rpc(ours, path, 'tools/list')) as { tools: object[] }
const baseline = new Worker(new URL('./mcp-baseline.ts', import.meta.url), {
  workerData: { upstream: upstreamUrl, token, tools },
})
const [address] = (await once(baseline, 'message')) as [{ port: number }]
const alone = new Pool(`http://127.0.0.1:${address.port}`, { connections: 64 })

try {
  const args = { name: tool, arguments: { owner: 'octo', repo: 'hello' } }
  const calls = { 'tools/list': undefined, 'tools/call': args }
  process.stdout.write('in flight  method      server      p50 ms   p99 ms  calls/s\n')
  for (const concurrency of [1, 16]) {
    for (const [method, params] of Object.entries(calls)) {
      for (const pool of [alone, ours]) await measure(() => rpc(pool, path, method, params), concurrency, 1)
      const sdk = await measure(() => rpc(alone, '/', method, params), concurrency, seconds)
      const here = await measure(() => rpc(ours, path, method, params), concurrency, seconds)
      report(concurrency, method, 'sdk alone', sdk)
      report(concurrency, method, 'patchbay', here)
      const share = (here.perSecond / sdk.perSecond).toFixed(2)
      process.stdout.write(`${' '.repeat(11)}throughput ${share} of the SDK alone\n`)
    }
  }
} finally {
  await Promise.all([ours.close(), alone.close()])
  await patchbay.stop()
  await Promise.all([worker.terminate(), baseline.terminate()])
}

/** An MCP server with one connected account; answers its path. */
async function makeServer(): Promise<string> {
  const config = await post('/auth_configs', {
    toolkit: { slug: 'github' },
    auth_config: { type: 'use_custom_auth', authScheme: 'BEARER_TOKEN', credentials: {} },
  })
  const { id } = config['auth_config'] as { id: string }
  const val = { status: 'ACTIVE', token }
  const connection = { user_id: 'bench', state: { authScheme: 'BEARER_TOKEN', val } }
  await post('/connected_accounts', { auth_config: { id }, connection })
  const server = await post('/mcp/servers', { name: 'bench', auth_config_ids: [id], allowed_tools: [tool] })
  return `/v3/mcp/${String(server['id'])}/mcp?user_id=bench`
}

async function post(route: string, body: object): Promise<Record<string, unknown>> {
  const { body: answer } = await ours.request({
    path: `/api/v3.1${route}`,
    method: 'POST',
    headers: { 'x-api-key': patchbay.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, unknown>
}

async function rpc(pool: Pool, route: string, method: string, params?: object): Promise<object> {
  const { statusCode, body } = await pool.request({
    path: route,
    method: 'POST',
    headers: {
      'x-api-key': patchbay.apiKey,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, ...(params && { params }) }),
  })
  const text = await body.text()
  const line = text.startsWith('{') ? text : (/^data: (.*)$/m.exec(text)?.[1] ?? '{}')
  const { result } = JSON.parse(line) as { result?: { isError?: boolean } & object }
  if (statusCode !== 200 || !result || result.isError) throw new Error(`${statusCode} ${text.slice(0, 300)}`)
  return result
}

function report(concurrency: number, method: string, name: string, { p50, p99, perSecond }: Measured): void {
  const cells = [p50.toFixed(2), p99.toFixed(2), perSecond.toFixed(0)].map((cell) => cell.padStart(8))
  process.stdout.write(
    `${String(concurrency).padStart(9)}  ${method.padEnd(10)}  ${name.padEnd(9)} ${cells.join(' ')}\n`,
  )
}
