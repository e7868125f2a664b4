/**
 * What an execution costs: POST /tools/execute through the running server, beside a bare Fastify proxy and the
 * upstream called directly, in turns of half a second.
 *
 *     node bench/execute.ts [seconds per measurement] [--calls 100000] [--profile FOLDER]
 *
 * `--calls` makes so many executions instead, 16 at a time, and shows the server's memory as they go. `--profile`
 * leaves a processor profile of the server in a folder. Client and upstream share the machine with the servers and
 * the database, so read the ratios; `cpu` is processor time of the server itself, without its database.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { Pool } from 'undici'
import { type Measured, measureInTurns, warmUp } from './measure.ts'
import { cpuOf, residentOf, startRig, token, type Rig } from './rig.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { calls: { type: 'string' }, profile: { type: 'string' } },
})
const seconds = Number(positionals[0] ?? 3)
const call = { user_id: 'bench', arguments: { owner: 'octo', repo: 'hello' } }

const { profile } = values
const rig = await startRig(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])
try {
  await (values.calls === undefined ? compare(rig) : watchMemory(rig, Number(values.calls)))
} finally {
  await rig.stop()
}

async function compare({ upstream, server, pool }: Rig): Promise<void> {
  const proxy = fork(new URL('./proxy.ts', import.meta.url), [upstream.url, token])
  const [{ url }] = (await once(proxy, 'message')) as [{ url: string }]
  const proxyPool = new Pool(url, { connections: 128 })
  const post = (to: Pool, path: string) => async () => {
    const { statusCode, body } = await to.request({
      path,
      method: 'POST',
      headers: { 'x-api-key': server.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify(call),
    })
    const answer = (await body.json()) as { successful?: boolean; id?: number }
    if (statusCode !== 200 || answer.successful === false) throw new Error(JSON.stringify(answer))
  }
  const ways = {
    direct: { once: () => direct(upstream.pool) },
    proxy: { once: post(proxyPool, '/execute'), cpu: () => cpuOf(proxy.pid ?? 0) },
    patchbay: {
      once: post(pool, '/api/v3.1/tools/execute/GITHUB_GET_A_REPOSITORY'),
      cpu: () => cpuOf(server.pid),
    },
  }
  for (const { once: ask } of Object.values(ways)) await warmUp(ask, 128)
  process.stdout.write('in flight  way          p50 ms   p99 ms  calls/s  cpu ms/call\n')
  for (const concurrency of [1, 16, 128]) {
    const seen = await measureInTurns(ways, concurrency, seconds)
    for (const [name, measured] of Object.entries(seen)) report(concurrency, name, measured)
    const { direct: bare, proxy: baseline, patchbay: ours } = seen
    const share = (ours.perSecond / baseline.perSecond).toFixed(2)
    const cpu = (baseline.cpu / ours.cpu).toFixed(2)
    process.stdout.write(
      `${' '.repeat(11)}p50 ${signed(ours.p50 - bare.p50)} ms on direct, ${signed(ours.p50 - baseline.p50)} ms on the proxy; ` +
        `throughput ${share} of the proxy, by processor time ${cpu}\n`,
    )
  }
  await proxyPool.close()
  proxy.disconnect()
}

async function watchMemory({ server, post }: Rig, calls: number): Promise<void> {
  let left = calls
  const every = Math.max(1, Math.floor(calls / 10))
  process.stdout.write('   calls  resident MB\n')
  async function lane(): Promise<void> {
    while (left > 0) {
      left -= 1
      const done = calls - left
      await post('/tools/execute/GITHUB_GET_A_REPOSITORY', call)
      if (done % every === 0)
        process.stdout.write(
          `${String(done).padStart(8)}  ${residentOf(server.pid).toFixed(0).padStart(11)}\n`,
        )
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
}

async function direct(pool: Pool): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
  const { statusCode, body } = await pool.request({ path: '/repos/octo/hello', method: 'GET', headers })
  await body.json()
  if (statusCode !== 200) throw new Error(`the upstream answered ${statusCode}`)
}

function signed(milliseconds: number): string {
  return `${milliseconds < 0 ? '' : '+'}${milliseconds.toFixed(2)}`
}

function report(concurrency: number, name: string, { p50, p99, perSecond, cpu }: Measured & { cpu: number }) {
  const cells = [p50.toFixed(2), p99.toFixed(2), perSecond.toFixed(0), cpu === 0 ? '' : cpu.toFixed(3)]
  process.stdout.write(
    `${String(concurrency).padStart(9)}  ${name.padEnd(9)} ${cells.map((cell) => cell.padStart(8)).join(' ')}\n`,
  )
}
