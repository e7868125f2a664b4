/**
 * What serving a built catalog costs: start, memory at rest and after load, latencies of reads and lists.
 *
 *     node bench/catalog.ts STORE [requests]
 *
 * STORE is a folder that `patchbay catalog build --out STORE` made (a search index that is missing is built into it).
 * Baselines of the same run: the start of an empty Node process, and the same client reading 2 KB from an HTTP server
 * that does nothing else. Reads of one tool take turns with that baseline, so that what else happens on the machine
 * meets both: `beyond` is what their quantiles have over those of the baseline meanwhile. Client, server and database share the machine, so read the ratios; `cpu` is the server
 * process's own time a request, which others on the machine disturb least. Linux only.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { Pool } from 'undici'
import { type Catalog, openCatalog } from '../catalog/src/index.ts'
import { startPatchbay, type Patchbay } from '../conformance/rigs/patchbay.ts'
import { dataFolderOf } from '../conformance/rigs/serve-store.ts'
import { toolJson } from '../server/src/tools/tool-json.ts'

const [given = '', count = '1000'] = process.argv.slice(2)
const requests = Number(count)
/** The same at every start of a data folder. */
const apiKey = `ak_${randomBytes(18).toString('base64url')}`
const write = (line: string) => process.stdout.write(`${line}\n`)

interface Row {
  /** Milliseconds. */
  p50: number
  p99: number
  cpu: number
  /** Kilobytes of the answer. */
  size: number
}

const start = (dataDir: string): Promise<Patchbay> =>
  startPatchbay({
    dataDir,
    apiKey,
    env: { PATCHBAY_CATALOG: 'full', PATCHBAY_RATE_LIMIT: '1000000000', LOG_LEVEL: 'warn' },
  })

/** CPU milliseconds that a process has used, all its threads together. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function memoryOf(pid: number): string {
  const of = (file: string, name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? 0) /
    1024
  return `${of('status', 'VmRSS').toFixed(0)} MB resident, peak ${of('status', 'VmHWM').toFixed(0)}`
}

function quantile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
}

/** Reads one path after the other; the first `warmUp` do not count. */
async function timeReads(
  pool: Pool,
  { headers, pid }: { headers: Record<string, string>; pid: number },
  paths: readonly string[],
  warmUp = 0,
  between: () => Promise<void> = async () => undefined,
): Promise<Row> {
  const times: number[] = []
  let bytes = 0
  let before = cpuOf(pid)
  for (const [at, path] of paths.entries()) {
    if (at === warmUp) before = cpuOf(pid)
    await between()
    const started = performance.now()
    const { statusCode, body } = await pool.request({ path, method: 'GET', headers })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text.slice(0, 200)}`)
    if (at < warmUp) continue
    times.push(performance.now() - started)
    bytes += text.length
  }
  const cpu = (cpuOf(pid) - before) / times.length
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), cpu, size: bytes / times.length / 1024 }
}

function report(name: string, { p50, p99, cpu, size }: Row, baseline: Row): void {
  const ratio = `${(p50 / baseline.p50).toFixed(1)}×`
  const figures = [p50.toFixed(2), p99.toFixed(2), cpu.toFixed(2), size.toFixed(0), ratio]
  write(`${name.padEnd(30)}${figures.map((figure) => figure.padStart(9)).join('')}`)
}

/** The load: single tools spread over the store, whole toolkits page by page, searches, toolkits. */
async function load(server: Patchbay, store: string, idle: Pool, baseline: Row): Promise<void> {
  const pool = new Pool(server.url, { connections: 1 })
  const caller = { headers: { 'x-api-key': server.apiKey }, pid: server.pid }
  const catalog = openCatalog(store)
  const slugs = catalog.summaries().map(({ slug }) => slug)
  timeOwnWork(catalog, slugs)
  const large = catalog
    .toolkits()
    .filter(({ tools_count: tools }) => tools >= 500)
    .map(({ slug }) => slug)
  catalog.close()
  const many = (n: number, path: (at: number) => string) =>
    Array.from({ length: n }, (_, at) => `/api/v3.1${path(at)}`)
  const spread = (at: number) => slugs[(at * 7919) % slugs.length] ?? ''
  const useCases = ['send an email', 'create an issue', 'list repositories', 'upload a file', 'weather today']
  const rows: [string, string[], number?][] = [
    ['one tool, each another', many(requests, (at) => `/tools/${spread(at)}`), 50],
    ['one tool, read before', many(requests, (at) => `/tools/${spread(at % 200)}`), 200],
    [
      '500 tools, each another toolkit',
      many(large.length, (at) => `/tools?toolkit_slug=${large[at] ?? ''}&limit=500`),
    ],
    ['500 tools, read before', many(20, () => '/tools?toolkit_slug=github&limit=500'), 2],
    [
      '20 tools by relevance',
      many(200, (at) => `/tools?limit=20&query=${encodeURIComponent(useCases[at % 5] ?? '')}`),
      5,
    ],
    ['100 toolkits', many(60, () => '/toolkits?limit=100'), 2],
    ['one tool, after all this', many(requests, (at) => `/tools/${spread(at + 5000)}`), 50],
  ]
  for (const [name, paths, warmUp] of rows) {
    const meanwhile: number[] = []
    const between = name.startsWith('one tool') ? () => timeIdle(idle, meanwhile) : undefined
    const row = await timeReads(pool, caller, paths, warmUp, between)
    report(name, row, baseline)
    if (between) reportBeyond(row, meanwhile)
  }
  await pool.close()
}

/** What the server does for a tool that was not read before, in this process: all but HTTP and the key. */
function timeOwnWork(catalog: Catalog, slugs: readonly string[]): void {
  const times: number[] = []
  const warmUp = 500
  for (let at = 0; at < warmUp + requests; at += 1) {
    const started = performance.now()
    toolJson({ catalog }, slugs[(at * 7919) % slugs.length] ?? '')
    if (at >= warmUp) times.push(performance.now() - started)
  }
  const figures = [quantile(times, 0.5), quantile(times, 0.99)]
  write(`${'one tool, in process'.padEnd(30)}${figures.map((ms) => ms.toFixed(2).padStart(9)).join('')}`)
}

async function timeIdle(idle: Pool, times: number[]): Promise<void> {
  const started = performance.now()
  await (await idle.request({ path: '/', method: 'GET' })).body.text()
  times.push(performance.now() - started)
}

function reportBeyond({ p50, p99 }: Row, meanwhile: number[]): void {
  const beyond = [p50 - quantile(meanwhile, 0.5), p99 - quantile(meanwhile, 0.99)]
  write(`${'  beyond'.padEnd(30)}${beyond.map((ms) => ms.toFixed(2).padStart(9)).join('')}`)
}

/** What the client itself costs: 2 KB from a server that does nothing else. */
async function withIdleServer(use: (idle: Pool, baseline: Row) => Promise<void>): Promise<void> {
  const worker = new Worker(new URL('upstream.ts', import.meta.url))
  const [{ port }] = (await once(worker, 'message')) as [{ port: number }]
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 1 })
  const paths = Array.from({ length: requests }, () => '/')
  await use(pool, await timeReads(pool, { headers: {}, pid: process.pid }, paths, 50))
  await pool.close()
  await worker.terminate()
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const started = performance.now()
  const result = await work()
  return [performance.now() - started, result]
}

async function main(store: string): Promise<void> {
  const dataDir = await dataFolderOf(store)
  try {
    // The first start makes the database and leaves the compiled code; nobody's second start pays for that.
    await (await start(dataDir)).stop()
    const [bare] = await timed(async () => spawnSync(process.execPath, ['-e', '0']))
    const [ready, server] = await timed(() => start(dataDir))
    try {
      const bytes = readdirSync(store).reduce((sum, name) => sum + statSync(join(store, name)).size, 0)
      write(
        `store ${(bytes / 1e6).toFixed(1)} MB: ${/[\d,]+ toolkits, [\d,]+ tools/.exec(server.logs())?.[0] ?? ''}`,
      )
      write(
        `start to ready ${ready.toFixed(0)} ms (${cpuOf(server.pid)} ms cpu), ${(ready / bare).toFixed(1)} × empty Node (${bare.toFixed(0)} ms)`,
      )
      await sleep(10_000)
      write(`at rest    ${memoryOf(server.pid)}`)
      write(
        `${''.padEnd(30)}${['p50 ms', 'p99 ms', 'cpu ms', 'KB', 'ratio'].map((head) => head.padStart(9)).join('')}`,
      )
      await withIdleServer(async (idle, baseline) => {
        report('baseline', baseline, baseline)
        await load(server, store, idle, baseline)
      })
      write(`under load ${memoryOf(server.pid)}`)
      await sleep(10_000)
      write(`after load ${memoryOf(server.pid)}`)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

if (!existsSync(join(given, 'store.json'))) {
  process.stderr.write('usage: node bench/catalog.ts STORE [requests]\n')
  process.exitCode = 2
} else await main(resolve(given))
