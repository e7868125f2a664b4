/**
 * What serving MCP costs: `tools/list` and `tools/call` of an MCP server here against one made with the official SDK
 * alone that lists the same tools and makes the same upstream call, in turns of half a second, as a ratio.
 * `node bench/mcp.ts [seconds per measurement] [--profile FOLDER]`
 *
 * Client, both servers, upstream and database share the machine, so read the ratios.
 */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { Pool } from 'undici'
import { type Measured, measureInTurns, warmUp } from './measure.ts'
import { cpuOf, startRig, token } from './rig.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { profile: { type: 'string' } },
})
const seconds = Number(positionals[0] ?? 3)
const tool = 'GITHUB_GET_A_REPOSITORY'

const { profile } = values
const rig = await startRig(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])
const { pool: ours, server: patchbay } = rig
const server = await rig.post('/mcp/servers', {
  name: 'bench',
  auth_config_ids: [rig.authConfig],
  allowed_tools: [tool],
})
const path = `/v3/mcp/${String(server['id'])}/mcp?user_id=bench`
const { tools } = (await rpc(ours, path, 'tools/list')) as { tools: object[] }
const baseline = new Worker(new URL('./mcp-baseline.ts', import.meta.url), {
  workerData: { upstream: rig.upstream.url, token, tools },
})
const [address] = (await once(baseline, 'message')) as [{ port: number }]
const alone = new Pool(`http://127.0.0.1:${address.port}`, { connections: 64 })

try {
  const args = { name: tool, arguments: { owner: 'octo', repo: 'hello' } }
  const waysOf = (method: string, params?: object) => ({
    sdk: { once: () => rpc(alone, '/', method, params), cpu: cpuOfBaseline },
    here: { once: () => rpc(ours, path, method, params), cpu: () => cpuOf(patchbay.pid) },
  })
  const calls = { 'tools/list': waysOf('tools/list'), 'tools/call': waysOf('tools/call', args) }
  for (const ways of Object.values(calls))
    for (const { once: ask } of Object.values(ways)) await warmUp(ask, 16)
  process.stdout.write('in flight  method      server      p50 ms   p99 ms  calls/s   cpu ms\n')
  for (const concurrency of [1, 16]) {
    for (const [method, ways] of Object.entries(calls)) {
      const { sdk, here } = await measureInTurns(ways, concurrency, seconds)
      report(concurrency, method, 'sdk alone', sdk)
      report(concurrency, method, 'patchbay', here)
      const share = (here.perSecond / sdk.perSecond).toFixed(2)
      const byCpu = (sdk.cpu / here.cpu).toFixed(2)
      process.stdout.write(
        `${' '.repeat(11)}throughput ${share} of the SDK alone, by processor time ${byCpu}\n`,
      )
    }
  }
} finally {
  await alone.close()
  await rig.stop()
  await baseline.terminate()
}

async function cpuOfBaseline(): Promise<number> {
  const answer = once(baseline, 'message') as Promise<[{ cpu: number }]>
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  baseline.postMessage('cpu')
  return (await answer)[0].cpu
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

function report(
  concurrency: number,
  method: string,
  name: string,
  measured: Measured & { cpu: number },
): void {
  const { p50, p99, perSecond, cpu } = measured
  const cells = [p50.toFixed(2), p99.toFixed(2), perSecond.toFixed(0), cpu.toFixed(2)].map((cell) =>
    cell.padStart(8),
  )
  process.stdout.write(
    `${String(concurrency).padStart(9)}  ${method.padEnd(10)}  ${name.padEnd(9)} ${cells.join(' ')}\n`,
  )
}
