/**
 * What an execution costs: POST /tools/execute through the running server against the same upstream called
 * directly, in one run, as a ratio. `node bench/execute.ts [seconds per measurement]`
 *
 * Client and upstream share the machine with the server and its database, so read the ratios.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Pool } from 'undici'
import { startPatchbay, type Patchbay } from '../conformance/rigs/patchbay.ts'
import { measure, type Measured } from './measure.ts'

const seconds = Number(process.argv[2] ?? 4)
const token = 'ghp_bench_0123456789abcdefghij'

const worker = new Worker(new URL('./upstream.ts', import.meta.url))
const [address] = (await once(worker, 'message')) as [{ port: number }]
const upstreamUrl = `http://127.0.0.1:${address.port}`
const server = await startPatchbay({
  config: {
    toolkits: { github: { base_url: upstreamUrl } },
    egress: { allow_private: [`127.0.0.1:${address.port}`] },
  },
  env: { PATCHBAY_RATE_LIMIT: '1000000000' },
})
const pools = {
  upstream: new Pool(upstreamUrl, { connections: 64 }),
  server: new Pool(server.url, { connections: 64 }),
}

try {
  await connectAccount(server)
  await measure(direct, 4, 1)
  await measure(execute, 4, 2)
  report('concurrency', 'call', { p50: 'p50 ms', p99: 'p99 ms', perSecond: 'calls/s' })
  for (const concurrency of [1, 32]) {
    const calls = {
      direct: await measure(direct, concurrency, seconds),
      execute: await measure(execute, concurrency, seconds),
    }
    for (const [name, measured] of Object.entries(calls)) report(String(concurrency), name, format(measured))
    report(String(concurrency), 'ratio', ratio(calls.execute, calls.direct))
  }
} finally {
  await Promise.all([pools.upstream.close(), pools.server.close()])
  await server.stop()
  await worker.terminate()
}

async function direct(): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
  const { statusCode, body } = await pools.upstream.request({
    path: '/repos/octo/hello',
    method: 'GET',
    headers,
  })
  await body.json()
  if (statusCode !== 200) throw new Error(`the upstream answered ${statusCode}`)
}

async function execute(): Promise<void> {
  const answer = await post('/tools/execute/GITHUB_GET_A_REPOSITORY', {
    user_id: 'bench',
    arguments: { owner: 'octo', repo: 'hello' },
  })
  if (answer['successful'] !== true) throw new Error(JSON.stringify(answer))
}

async function connectAccount({ logs }: Patchbay): Promise<void> {
  const config = await post('/auth_configs', {
    toolkit: { slug: 'github' },
    auth_config: { type: 'use_custom_auth', authScheme: 'BEARER_TOKEN', credentials: {} },
  })
  const { id } = config['auth_config'] as { id: string }
  const val = { status: 'ACTIVE', token }
  const connection = { user_id: 'bench', state: { authScheme: 'BEARER_TOKEN', val } }
  const account = await post('/connected_accounts', { auth_config: { id }, connection })
  if (account['id'] === undefined) throw new Error(`${JSON.stringify(account)}\n${logs()}`)
}

async function post(path: string, body: object): Promise<Record<string, unknown>> {
  const { body: answer } = await pools.server.request({
    path: `/api/v3.1${path}`,
    method: 'POST',
    headers: { 'x-api-key': server.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, unknown>
}

type Row = Record<keyof Measured, string>

function format({ p50, p99, perSecond }: Measured): Row {
  return { p50: p50.toFixed(2), p99: p99.toFixed(2), perSecond: perSecond.toFixed(0) }
}

/** How many times longer, and how many times fewer. */
function ratio(one: Measured, other: Measured): Row {
  return {
    p50: `${(one.p50 / other.p50).toFixed(1)}×`,
    p99: `${(one.p99 / other.p99).toFixed(1)}×`,
    perSecond: `1/${(other.perSecond / one.perSecond).toFixed(1)}`,
  }
}

function report(concurrency: string, name: string, { p50, p99, perSecond }: Row): void {
  const columns = [
    concurrency.padStart(11),
    name.padEnd(8),
    ...[p50, p99, perSecond].map((cell) => cell.padStart(9)),
  ]
  process.stdout.write(`${columns.join('  ')}\n`)
}
