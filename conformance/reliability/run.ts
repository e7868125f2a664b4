/**
 * Events in and out while the server is killed again and again: nothing that was accepted may be lost, and what
 * comes twice comes under the same id.
 *
 *     node conformance/reliability/run.ts [--kills 200] [--events 20000] [--crash-every 6] [--rate 40] [--ordered]
 *
 * `--crash-every 6`: at every sixth kill the database is shut down immediately, as in a crash, before the server is
 * killed; 0 leaves it running. `--rate`: events a second.
 */
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'

import { freePort } from '../rigs/listen.ts'
import { startPatchbay } from '../rigs/patchbay.ts'
import { stopOrphanedPostgres } from '../rigs/postmaster.ts'
import { startFlappingReceiver, type FlappingReceiver, type Taken } from './flapping-receiver.ts'
import { slackSender, startSlackApp, type ApiCall } from './slack-app.ts'

export type ReliabilityOptions = {
  kills: number
  events: number
  /** At every so many kills the database crashes too; 0: never. */
  crashEvery: number
  /** Events a second. */
  rate: number
  /** Deliveries keep the order of events; one that fails then holds up all behind it. */
  ordered: boolean
  /** Longest time that a server is left alone before it is killed, in milliseconds. */
  longestLife: number
  /** Ends the run early: what it started is stopped and its folder removed, and it rejects. */
  signal?: AbortSignal
  say?: (line: string) => void
}

export type ReliabilityRun = {
  kills: number
  crashes: number
  accepted: number
  /** Accepted events that never arrived. */
  lost: string[]
  /** Deliveries beyond an event's first. */
  duplicates: number
  /** Most deliveries of one event. */
  mostOfOne: number
  /** Events that came under more than one id. */
  differentIds: number
  forged: number
  /** Share of events that came after one that was recorded later. */
  outOfOrder: number
  seconds: number
}

const catalogs = fileURLToPath(new URL('../../.cache/catalog', import.meta.url))
const apiKey = 'ak_reliability_run_0123'

/** Runs it all against a server with its embedded database. */
export async function reliabilityRun(options: ReliabilityOptions): Promise<ReliabilityRun> {
  const say = options.say ?? (() => {})
  const started = performance.now()
  const slack = await startSlackApp()
  const receiver = await startFlappingReceiver()
  const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-reliability-'))
  await mkdir(catalogs, { recursive: true })
  await symlink(catalogs, join(dataDir, 'catalog'))
  const port = await freePort()
  const config = {
    toolkits: { slack: { base_url: slack.url } },
    egress: { allow_private: [slack.host, new URL(receiver.url).host] },
  }
  const start = () =>
    startPatchbay({ dataDir, port, config, apiKey, env: { PATCHBAY_RATE_LIMIT: '1000000000' } })
  let server = await start()
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])])
  try {
    const call = caller(server.url)
    const subscription = await call('POST', '/webhook_subscriptions', {
      webhook_url: receiver.url,
      enabled_events: ['composio.trigger.message'],
      ordered: options.ordered,
    })
    receiver.verifyWith(String(subscription['secret']))
    receiver.flap(options.ordered ? 0.01 : 0.1, options.ordered ? 0.001 : 0.01)
    const url = await slack.setUp(call)
    const accepted: string[] = []
    const sending = sendAll(url, options, accepted, signal)
    let crashes = 0
    for (let kill = 1; kill <= options.kills; kill += 1) {
      await pause(100 + Math.random() * options.longestLife, signal)
      if (options.crashEvery > 0 && kill % options.crashEvery === 0) {
        crashes += (await stopOrphanedPostgres(dataDir)).length
        await pause(Math.random() * 500)
      }
      await server.kill()
      server = await start()
      if (kill % 10 === 0)
        say(`${kill} kills, ${accepted.length} accepted, ${receiver.taken.length} deliveries`)
    }
    await sending
    signal.throwIfAborted()
    receiver.flap(0, 0)
    const recorded = await drain(dataDir, receiver, accepted, signal)
    const seconds = (performance.now() - started) / 1_000
    const { kills } = options
    return {
      ...judge(accepted, receiver.taken, recorded),
      kills,
      crashes,
      forged: receiver.forged(),
      seconds,
    }
  } finally {
    stopping.abort()
    await server.stop()
    await receiver.close()
    await slack.close()
    await stopOrphanedPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}

const pause = (ms: number, signal?: AbortSignal) => setTimeout(ms, undefined, { ...(signal && { signal }) })

function caller(url: string): ApiCall {
  return async (method, path, body) => {
    const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' }
    const request = { method, headers, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api/v3.1${path}`, request)
    const answer = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer
  }
}

/** Sends events at a steady rate, each again until it is accepted, and notes them in the order of acceptance. */
async function sendAll(
  url: string,
  { events, rate }: ReliabilityOptions,
  accepted: string[],
  signal: AbortSignal,
): Promise<void> {
  const sender = slackSender(url, 16)
  const started = performance.now()
  const lanes = new Set<Promise<void>>()
  async function sendOne(id: string): Promise<void> {
    while (!signal.aborted) {
      if (await sender.send(id, 'hello')) return void accepted.push(id)
      await pause(200 + Math.random() * 200)
    }
  }
  for (let index = 0; index < events && !signal.aborted; index += 1) {
    const wait = started + (index / rate) * 1_000 - performance.now()
    if (wait > 0) await pause(wait)
    const lane = sendOne(`Ev${index}`).finally(() => lanes.delete(lane))
    lanes.add(lane)
    if (lanes.size >= 200) await Promise.race(lanes)
  }
  await Promise.all(lanes)
  await sender.close()
}

/**
 * Waits for what is still under way, and cuts the waits of retries and of a dead process's claims short.
 * @returns the events in the order in which they were recorded
 */
async function drain(
  dataDir: string,
  receiver: FlappingReceiver,
  accepted: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const database = new pg.Client({
    host: await socketFolder(dataDir),
    user: 'patchbay',
    database: 'patchbay',
  })
  await database.connect()
  try {
    const deadline = Date.now() + 120_000
    while (missing(accepted, receiver.taken).length > 0 && Date.now() < deadline) {
      await database.query(
        `update webhook_deliveries set next_attempt_at = now() - interval '1 second', leased_until = null
         where id in (
           select id from webhook_deliveries
           where status = 'pending' and (leased_until is null or leased_until < now() + interval '10 seconds')
           for update skip locked)`,
      )
      await database.query(`select pg_notify('patchbay_events', '')`)
      await pause(500, signal)
    }
    const { rows } = await database.query<{ event: string }>(
      `select data -> 'payload' ->> 'ts' as event from events order by position`,
    )
    return rows.map(({ event }) => event)
  } finally {
    await database.end()
  }
}

async function socketFolder(dataDir: string): Promise<string> {
  const { readPostmasterFile } = await import('../../server/src/db/embedded/postmaster.ts')
  const file = await readPostmasterFile(join(dataDir, 'postgres'))
  if (!file) throw new Error('the database does not run')
  return file.socketFolder
}

function missing(accepted: readonly string[], taken: readonly Taken[]): string[] {
  const came = new Set(taken.map(({ event }) => event))
  return accepted.filter((event) => !came.has(event))
}

function judge(accepted: readonly string[], taken: readonly Taken[], recorded: readonly string[]) {
  const byEvent = Map.groupBy(taken, ({ event }) => event)
  const counts = [...byEvent.values()].map((rows) => rows.length)
  const place = new Map(recorded.map((event, index) => [event, index]))
  let latest = -1
  let late = 0
  for (const [event] of byEvent) {
    const at = place.get(event) ?? 0
    if (at < latest) late += 1
    latest = Math.max(latest, at)
  }
  return {
    accepted: accepted.length,
    lost: missing(accepted, taken),
    duplicates: taken.length - byEvent.size,
    mostOfOne: Math.max(0, ...counts),
    differentIds: [...byEvent.values()].filter(
      (rows) => new Set(rows.map(({ webhookId }) => webhookId)).size > 1,
    ).length,
    outOfOrder: late / Math.max(1, byEvent.size),
  }
}

/** What the bars are, and whether they are met. */
export function failures(run: ReliabilityRun): string[] {
  return [
    ...(run.lost.length > 0 ? [`${run.lost.length} lost: ${run.lost.slice(0, 5).join(', ')}`] : []),
    ...(run.duplicates > run.accepted * 0.01 ? [`${run.duplicates} duplicates are more than 1 %`] : []),
    ...(run.mostOfOne > 2 ? [`one event came ${run.mostOfOne} times`] : []),
    ...(run.differentIds > 0 ? [`${run.differentIds} events under more than one id`] : []),
    ...(run.forged > 0 ? [`${run.forged} wrong signatures`] : []),
  ]
}

async function main(): Promise<void> {
  const options = {
    kills: { type: 'string', default: '200' },
    events: { type: 'string', default: '20000' },
    'crash-every': { type: 'string', default: '0' },
    rate: { type: 'string', default: '40' },
    ordered: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ options })
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => stopping.abort(new Error(`ended by ${name}`)))
  const run = await reliabilityRun({
    kills: Number(values.kills),
    events: Number(values.events),
    crashEvery: Number(values['crash-every']),
    rate: Number(values.rate),
    ordered: values.ordered,
    longestLife: 4_000,
    signal: stopping.signal,
    say,
  })
  const share = (100 * run.duplicates) / run.accepted
  say(`${run.kills} kills -9, ${run.crashes} crashes of the database, ${run.seconds.toFixed(0)} s`)
  say(`${run.accepted} accepted, ${run.lost.length} lost`)
  say(`${run.duplicates} duplicates (${share.toFixed(2)} %), at most ${run.mostOfOne} of an event`)
  say(`${(100 * run.outOfOrder).toFixed(2)} % out of order`)
  const broken = failures(run)
  for (const line of broken) say(`FAILED: ${line}`)
  if (broken.length > 0) process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
