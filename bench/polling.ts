/**
 * What polls of triggers cost, and how late they come: 100,000 instances of 10,000 accounts of 16 toolkits, whose
 * providers answer in 100 ms. `node bench/polling.ts [instances] [seconds per measurement] [toolkits]`
 *
 * 1. Bare requests to the same providers, as many at a time: the baseline.
 * 2. Every instance overdue: how many polls a second there can be, and what each costs.
 * 3. An interval of a minute, by a clock that runs as fast as this machine can follow at 80 % of that: how late polls start.
 *    `times` says how fast: 1 is the time of the world, 0.5 is a machine twice as fast.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Catalog, CatalogToolkit } from '@patchbay/catalog'
import { Pool } from 'undici'
import { createAuthConfig } from '../server/src/auth-configs/auth-configs.ts'
import { Config } from '../server/src/config.ts'
import { insertAccount } from '../server/src/connected-accounts/connected-accounts.ts'
import { openDatabase } from '../server/src/db/database.ts'
import { startEmbeddedPostgres } from '../server/src/db/embedded/embedded-postgres.ts'
import { migrate } from '../server/src/db/migrate.ts'
import { listenToNotifications } from '../server/src/db/notifications.ts'
import { sql } from '../server/src/db/sql.ts'
import { createEgress } from '../server/src/egress/egress.ts'
import { parseEnv } from '../server/src/env.ts'
import { bootstrap } from '../server/src/projects/bootstrap.ts'
import { projects } from '../server/src/projects/projects.table.ts'
import { loadServed } from '../server/src/startup/catalog/load-catalog.ts'
import { pollInstance } from '../server/src/triggers/poll.ts'
import { startPoller } from '../server/src/triggers/poller.ts'
import { MasterKey } from '../server/src/vault/master-key.ts'
import { createVault } from '../server/src/vault/vault.ts'
import { measure } from './measure.ts'
import { cpuOf } from './rig.ts'

const [instances = 100_000, seconds = 20, toolkitCount = 16] = process.argv.slice(2).map(Number)
const accountCount = Math.max(1, Math.round(instances / 10))
const intervalMs = 60_000
const slugs = Array.from({ length: toolkitCount }, (_, nth) => `bench${nth}`)
const log = { info() {}, debug() {}, warn() {}, error() {} }

const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-bench-'))
const provider = fork(fileURLToPath(new URL('polling-provider.ts', import.meta.url)), [
  String(toolkitCount),
  '100',
])
const [ports] = (await once(provider, 'message')) as [number[]]
const postgres = await startEmbeddedPostgres({ dataDir, log })
const database = openDatabase(postgres.connection, () => {})
const { db } = database
await migrate(database.pool)
const notifications = await listenToNotifications(postgres.connection, () => {})
database.changes.follow(notifications)
const cacheDir = fileURLToPath(new URL('../.cache', import.meta.url))
const served = await loadServed(cacheDir, 'head', () => process.stdout.write('compiling the catalog\n'))
const vault = createVault({ masterKey: new MasterKey(Buffer.alloc(32, 7)) })
await bootstrap(db, vault, { apiKey: undefined, orgApiKey: undefined })
const [project] = await db.select().from(projects)
const projectId = project?.id ?? ''
const clock = worldClock()
const deps = {
  env: parseEnv({ PATCHBAY_DATA_DIR: dataDir }),
  config: Config.parse({
    toolkits: Object.fromEntries(
      slugs.map((slug, nth) => [slug, { base_url: `http://127.0.0.1:${ports[nth]}` }]),
    ),
    egress: { allow_private: ['127.0.0.1'] },
  }),
  catalog: withCopies(served.catalog),
  search: served.search,
  egress: createEgress({ allowPrivate: ['127.0.0.1'] }),
  db,
  vault,
  clock,
  log,
}

try {
  await fill()
  const bare = await baseline()
  await due(0)
  const most = await pollFor(seconds)
  line('', '', 'a second', 'ms of CPU', 'database')
  line('bare requests', '', bare.perSecond.toFixed(0), bare.cpu.toFixed(2), '')
  line('polls, all due', '', most.perSecond.toFixed(0), most.cpu.toFixed(2), most.databaseCpu.toFixed(2))
  line(
    '',
    'share',
    `${((100 * most.perSecond) / bare.perSecond).toFixed(0)} %`,
    `${(most.cpu / bare.cpu).toFixed(1)} times`,
    '',
  )
  const needed = instances / (intervalMs / 1_000)
  clock.speed(Math.min(1, (0.8 * most.perSecond) / needed))
  await due(intervalMs)
  await pollFor(intervalMs / 1_000 / clock.times / 2)
  const steady = await pollFor(Math.max(seconds, intervalMs / 1_000 / clock.times))
  line('', '', 'a second', 'lag p50 s', 'lag p99 s', 'times')
  const [p50, p99] = [0.5, 0.99].map((share) => (quantile(steady.lags, share) / 1_000).toFixed(1))
  line('every minute', '', steady.perSecond.toFixed(0), p50 ?? '', p99 ?? '', clock.times.toFixed(2))
  const shortest = intervalMs / 1_000 / clock.times
  line(
    '',
    `an interval of ${shortest.toFixed(0)} s of this machine's time has a p99 lag of ${(Number(p99) / clock.times).toFixed(1)} s`,
  )
} finally {
  await deps.egress.close()
  await notifications.close()
  await database.close()
  await postgres.stop()
  served.catalog.close()
  provider.kill()
  await rm(dataDir, { recursive: true, force: true })
}

/** The time of the world, until it is told to run slower. */
function worldClock() {
  let [from, at, times] = [Date.now(), Date.now(), 1]
  return {
    now: () => new Date(at + (Date.now() - from) * times),
    get times() {
      return times
    },
    speed(wanted: number) {
      at += (Date.now() - from) * times
      from = Date.now()
      times = wanted
    },
  }
}

/** The catalog with a copy of a polled toolkit under each name. */
function withCopies(catalog: Catalog): Catalog {
  const original = catalog.toolkit('discord')
  const trigger = original?.triggers?.[0]
  if (!original || !trigger) throw new Error('there is no toolkit to copy')
  const copies = new Map(
    slugs.map((slug): [string, CatalogToolkit] => [
      slug,
      { ...original, slug, triggers: [{ ...trigger, slug: `${slug.toUpperCase()}_NEW_MESSAGE` }] },
    ]),
  )
  const summary = catalog.toolkits().find(({ slug }) => slug === 'discord')
  const summaries = summary ? slugs.map((slug) => ({ ...summary, slug, triggers_count: 1 })) : []
  const toolkits = [...catalog.toolkits(), ...summaries]
  return {
    ...catalog,
    hash: catalog.hash,
    toolkits: () => toolkits,
    toolkit: (slug, version) => copies.get(slug) ?? catalog.toolkit(slug, version),
  }
}

/** Accounts, each with a sealed token, and instances that are not due. */
async function fill(): Promise<void> {
  const configs = await Promise.all(
    slugs.map((slug) =>
      createAuthConfig(deps, projectId, 'bench', {
        toolkit: { slug },
        auth_config: { type: 'use_custom_auth', authScheme: 'BEARER_TOKEN', credentials: {} },
      } as Parameters<typeof createAuthConfig>[3]),
    ),
  )
  const jobs = { enqueue: async () => {} } as never
  for (let made = 0; made < accountCount; made += 100) {
    const batch = Array.from({ length: Math.min(100, accountCount - made) }, async (_, nth) => {
      const authConfig = configs[(made + nth) % toolkitCount]
      if (!authConfig) return
      await insertAccount(
        { db, vault, clock, jobs },
        {
          projectId,
          authConfig,
          userId: `user-${made + nth}`,
          values: { publicFields: {}, credential: { token: `token-${made + nth}-0123456789abcdef` } },
          status: 'ACTIVE',
        },
      )
    })
    await Promise.all(batch)
  }
  await db.execute(sql`
    insert into trigger_instances (id, project_id, toolkit, slug, version, connected_account_id, auth_config_id, user_id,
      config, config_hash, state, created_at, updated_at)
    select 'ti_' || substr(a.id, 4) || n, a.project_id, a.toolkit, upper(a.toolkit) || '_NEW_MESSAGE', '', a.id,
      a.auth_config_id, a.user_id, jsonb_build_object('channel_id', n::text), n::text,
      jsonb_build_object('began', '2026-01-01T00:00:00.000Z'), now(), now()
    from connected_accounts a, generate_series(1, ${Math.round(instances / accountCount)}::int) n`)
  await db.execute(sql`analyze`)
}

/** Makes every instance due within `spread` milliseconds from now. */
async function due(spread: number): Promise<void> {
  await db.execute(sql`
    update trigger_instances set leased_until = null,
      next_poll_at = ${clock.now().toISOString()}::timestamptz + random() * ${spread}::int * interval '1 millisecond'`)
}

async function baseline(): Promise<{ perSecond: number; cpu: number }> {
  const { atOnce } = deps.env.polls
  const pools = ports.map(
    (port) => new Pool(`http://127.0.0.1:${port}`, { connections: atOnce / toolkitCount }),
  )
  let turn = 0
  const once = async () => {
    const answer = await pools[(turn += 1) % pools.length]?.request({
      path: '/channels/1/messages',
      method: 'GET',
    })
    await answer?.body.json()
  }
  const before = process.cpuUsage()
  const { perSecond, calls } = await measure(once, atOnce, seconds / 2)
  const cpu = ownCpu(before) / calls
  await Promise.all(pools.map((pool) => pool.close()))
  return { perSecond, cpu }
}

async function pollFor(forSeconds: number) {
  const lags: number[] = []
  const poller = startPoller(deps, (own, row) => {
    lags.push(clock.now().getTime() - (row.nextPollAt?.getTime() ?? 0))
    return pollInstance(own, row)
  })
  const [before, databaseBefore, started] = [process.cpuUsage(), databaseCpu(), performance.now()]
  await new Promise((resolve) => setTimeout(resolve, forSeconds * 1_000))
  const elapsed = (performance.now() - started) / 1_000
  const polls = lags.length
  const result = {
    lags: lags.toSorted((a, b) => a - b),
    perSecond: polls / elapsed,
    cpu: ownCpu(before) / polls,
    databaseCpu: (databaseCpu() - databaseBefore) / polls,
  }
  await poller.stop()
  return result
}

/** Milliseconds of processor that this process has used since. */
function ownCpu(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** Milliseconds of processor that the database's processes have used. */
function databaseCpu(): number {
  const postmaster = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0] ?? ''
  const children = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === postmaster)
  return children.reduce((sum, pid) => sum + cpuOf(Number(pid)), 0)
}

function parentOf(pid: string): string | undefined {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function line(name: string, what: string, ...rest: string[]): void {
  const columns = rest.map((text) => text.padStart(12)).join('')
  process.stdout.write(`${name.padEnd(18)}${what.padEnd(8)}${columns}\n`)
}
