/** Claims of due polls: nobody gets more than its room, and no crowd hides the others. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { sql } from '../db/sql.ts'
import { claimPolls } from './claim-polls.ts'
import { startPoller } from './poller.ts'
import { commitFailure, PollFailure } from './poll-outcome.ts'
import { PollLimits, type Rooms } from './poll-limits.ts'

let server: TestServer
/** In a year: the server's own poller, whose clock says today, finds nothing due. */
const now = new Date(Date.now() + 365 * 24 * 3_600_000)
const accounts: Record<string, string> = {}

beforeAll(async () => {
  server = await testServer()
  for (const [name, toolkit] of [
    ['crowd', 'discord'],
    ['quiet', 'discord'],
    ['elsewhere', 'github'],
  ] as const)
    accounts[name] = await connect(toolkit, name)
})
afterAll(() => server.close())
beforeEach(() => server.deps.db.execute(sql`delete from trigger_instances`))

async function connect(toolkit: string, user_id: string): Promise<string> {
  const authScheme = 'BEARER_TOKEN'
  const { body: config } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: toolkit },
      auth_config: { type: 'use_custom_auth', authScheme, credentials: {} },
    },
  })
  const state = { authScheme, val: { status: 'ACTIVE', token: `token-of-${user_id}-0123456789` } }
  const { body } = await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: config.auth_config.id }, connection: { user_id, state } },
  })
  return body.id
}

/** Instances of an account that are due; `overdue`: seconds. */
async function add(name: string, toolkit: string, count: number, overdue: number): Promise<void> {
  const due = new Date(now.getTime() - overdue * 1_000).toISOString()
  await server.deps.db.execute(sql`
    insert into trigger_instances (id, project_id, toolkit, slug, version, connected_account_id, auth_config_id, user_id,
      config, config_hash, state, next_poll_at, created_at, updated_at)
    select ${name} || n, ${server.projectId}, ${toolkit}, 'SLUG', '1', ${accounts[name]}, 'ac_1', ${name},
      '{}', n::text, '{}', ${due}::timestamptz, now(), now()
    from generate_series(1, ${count}::int) as n`)
}

const usual: Rooms = { places: 40, toolkits: [], accounts: [], usualToolkit: 32, usualAccount: 2 }

async function claim(rooms: Partial<Rooms> = {}): Promise<Record<string, number>> {
  const claimed = await claimPolls(server.deps.db, now, { ...usual, ...rooms })
  return Object.fromEntries(
    [...Map.groupBy(claimed, ({ userId }) => userId)].map(([name, rows]) => [name, rows.length]),
  )
}

test('an account that is crowded gets its room, and one that came later is not kept waiting', async () => {
  await add('crowd', 'discord', 500, 60)
  await add('quiet', 'discord', 1, 1)
  // Without limits of accounts and toolkits the crowd takes every place.
  await server.deps.db
    .transaction(async (tx) => {
      const all = await claimPolls(tx, now, { ...usual, usualAccount: 999, usualToolkit: 999 })
      expect(new Set(all.map(({ userId }) => userId))).toStrictEqual(new Set(['crowd']))
      tx.rollback()
    })
    .catch(() => undefined)
  expect(await claim({ places: 160 })).toStrictEqual({ crowd: 2, quiet: 1 })
})

test('a crowd larger than what one claim looks at hides nobody once its account is full', async () => {
  await add('crowd', 'discord', 2_500, 60)
  await add('quiet', 'discord', 1, 1)
  expect(await claim()).toStrictEqual({ crowd: 2 })
  expect(await claim({ accounts: [{ name: String(accounts['crowd']), room: 0 }] })).toStrictEqual({
    quiet: 1,
  })
})

test('a toolkit that is crowded leaves places for others', async () => {
  await add('crowd', 'discord', 60, 60)
  await add('elsewhere', 'github', 3, 1)
  const ofOne = { usualAccount: 99 }
  expect(await claim({ ...ofOne, usualToolkit: 10 })).toStrictEqual({ crowd: 10, elsewhere: 3 })
  expect(await claim({ ...ofOne, toolkits: [{ name: 'discord', room: 0, ofAccount: 99 }] })).toStrictEqual({})
  expect(await claim({ ...ofOne, toolkits: [{ name: 'discord', room: 7, ofAccount: 5 }] })).toStrictEqual({
    crowd: 5,
  })
})

test('two that claim at once claim different instances', async () => {
  await add('crowd', 'discord', 60, 60)
  const rooms = { ...usual, places: 30, usualAccount: 99 }
  const both = await Promise.all([
    claimPolls(server.deps.db, now, rooms),
    claimPolls(server.deps.db, now, rooms),
  ])
  const ids = both.flat().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

/** A process whose polls hang until `end`, and then fail. */
async function hangingPoller() {
  let end = () => {}
  const held = new Promise<void>((resolve) => (end = resolve))
  const deps = { ...server.deps, clock: { now: () => now } }
  const poller = startPoller(deps, async (own, row) => {
    await held
    await commitFailure(own, row, new PollFailure('the provider is slow'))
  })
  void poller.run()
  await expect.poll(async () => (await leases()).length, { timeout: 15_000 }).toBe(1)
  // It claims no more, and is still at what it has.
  const stopped = poller.stop()
  return {
    renew: () => poller.renew(),
    end() {
      end()
      return stopped
    },
  }
}

/** Seconds that are left of each lease. */
async function leases(): Promise<number[]> {
  const { rows } = await server.deps.db.execute<{ left: number }>(
    sql`select extract(epoch from leased_until - now())::float as left from trigger_instances
        where leased_until is not null`,
  )
  return rows.map(({ left }) => left)
}

/** As if so much time had passed for the leases, whose clock is the database's. */
const pass = (seconds: number) =>
  server.deps.db.execute(
    sql`update trigger_instances set leased_until = leased_until - ${seconds}::int * interval '1 second'`,
  )

const errors = async () =>
  (await server.deps.db.execute(sql`select consecutive_errors as errors from trigger_instances`)).rows

test('a poll under way stays its owner’s as long as that one lives, however long it takes', async () => {
  await add('quiet', 'discord', 1, 1)
  const owner = await hangingPoller()
  for (let minute = 1; minute <= 10; minute += 1) {
    await pass(60)
    expect(await claim()).toStrictEqual({})
    await owner.renew()
  }
  await owner.end()
  expect(await errors()).toStrictEqual([{ errors: 1 }])
  expect(await leases()).toStrictEqual([])
})

test('what a process that died was at is taken over within two minutes, and its late word counts no more', async () => {
  await add('quiet', 'discord', 1, 1)
  const owner = await hangingPoller()
  expect((await leases())[0]).toBeLessThanOrEqual(120)
  await pass(120)
  expect(await claim()).toStrictEqual({ quiet: 1 })
  // It was only stuck: neither its renewal nor its result touches what another has by now.
  await pass(30)
  const [left = 0] = await leases()
  await owner.renew()
  expect((await leases())[0]).toBeLessThanOrEqual(left)
  await owner.end()
  expect(await errors()).toStrictEqual([{ errors: 0 }])
  expect(await leases()).toHaveLength(1)
})

test('limits: places, of a toolkit, of an account, and of a minute', () => {
  const env = { ...server.deps.env, polls: { atOnce: 4, ofToolkit: 3, ofAccount: 2 } }
  const polls = { at_once: 2, account_per_minute: 120 }
  const config = { ...server.deps.config, toolkits: { github: { auth: {}, polls } } }
  const limits = new PollLimits({ env, config }, now)
  const discord = { toolkit: 'discord', connectedAccountId: 'a' }
  const github = { toolkit: 'github', connectedAccountId: 'g' }
  expect(limits.rooms(now)).toMatchObject({
    places: 4,
    toolkits: [{ name: 'github', room: 2, ofAccount: 2 }],
    isHeldBack: false,
  })
  limits.begin(discord, now)
  limits.begin(github, now)
  limits.begin(github, now)
  expect(limits.rooms(now)).toMatchObject({ places: 1, isHeldBack: true })
  expect(limits.rooms(now).toolkits).toMatchObject([
    { name: 'github', room: 0 },
    { name: 'discord', room: 2 },
  ])
  for (const each of [discord, github, github]) limits.end(each)
  // Two a second: the account has had them, and gets the next one half a second later.
  expect(limits.rooms(now).accounts).toStrictEqual([{ name: 'g', room: 0, most: 2 }])
  const later = (ms: number) => new Date(now.getTime() + ms)
  expect(limits.rooms(later(499)).accounts).toMatchObject([{ name: 'g', room: 0 }])
  expect(limits.rooms(later(501)).accounts).toMatchObject([{ name: 'g', room: 1 }])
  expect(limits.rooms(later(60_000)).accounts).toStrictEqual([])
})
