import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import type { Database } from '../db/database.ts'
import { windowSeconds } from './rate-limit.ts'
import { SharedRateLimiter, takeFrom } from './shared-limit.ts'

const windowMs = windowSeconds * 1_000
/** Start of some window. */
const start = 1_700_000 * windowMs

let server: TestServer

beforeAll(async () => {
  server = await testServer({ env: { PATCHBAY_RATE_LIMIT: '20' } })
})
afterAll(() => server.close())

function countStatements(database: Database): { db: Database; counted: () => number } {
  let statements = 0
  const db = new Proxy(database, {
    get: (target, name) => {
      if (name === 'execute') statements += 1
      return Reflect.get(target, name)
    },
  })
  return { db, counted: () => statements }
}

test('two nodes that are asked at once allow exactly the limit between them', async () => {
  const nodes = [1, 2].map(() => new SharedRateLimiter(server.deps.db, 500))
  const asked = Array.from({ length: 400 }, () => nodes.map((node) => node.take('a', start)))
  const rates = await Promise.all(asked.flat())
  expect(rates.filter(({ allowed }) => allowed)).toHaveLength(500)
  expect(rates.find(({ allowed }) => !allowed)).toStrictEqual({
    allowed: false,
    limit: 500,
    remaining: 0,
    resetSeconds: windowSeconds,
  })
})

test('requests that keep coming at the same time need few statements, too', async () => {
  const { db, counted } = countStatements(server.deps.db)
  const node = new SharedRateLimiter(db, 100_000)
  const lane = async () => {
    for (let at = 0; at < 50; at += 1) expect((await node.take('d', start)).allowed).toBe(true)
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  expect(counted()).toBeLessThan(20)
})

test('a node needs few statements while most of the limit is left, and counts one by one near its end', async () => {
  const { db, counted } = countStatements(server.deps.db)
  const node = new SharedRateLimiter(db, 1_000)
  for (let at = 0; at < 400; at += 1) await node.take('b', start)
  expect(counted()).toBeLessThan(50)
  const other = new SharedRateLimiter(server.deps.db, 1_000)
  let allowed = 400
  for (let at = 0; at < 700; at += 1) if ((await other.take('b', start)).allowed) allowed += 1
  // What the first one had borrowed comes back.
  await node.giveBack()
  for (let at = 0; at < 20; at += 1) if ((await other.take('b', start)).allowed) allowed += 1
  expect(allowed).toBe(1_000)
})

test('a burst at the end of a window still counts at the start of the next one', async () => {
  const limit = { key: 'c', limit: 10, windowSeconds }
  expect(await takeFrom(server.deps.db, limit, 12, start + windowMs - 1)).toStrictEqual({
    granted: 10,
    remaining: 0,
  })
  const take = (wanted: number, at: number) => takeFrom(server.deps.db, limit, wanted, at)
  expect((await take(1, start + windowMs)).granted).toBe(0)
  expect(await take(1, start + windowMs * 1.5)).toStrictEqual({ granted: 1, remaining: 4 })
  expect(await take(-1, start + windowMs * 1.5)).toStrictEqual({ granted: -1, remaining: 5 })
  expect((await take(1, start + windowMs * 3)).remaining).toBe(9)
})

test('the API and the MCP endpoints share the limit of the organisation, and say so in headers', async () => {
  const made = await server.call('POST', '/tool_router/session', { body: { user_id: 'ada' } })
  const list = () =>
    server.app.inject({
      method: 'POST',
      url: `/tool_router/v3/${made.body.session_id}/mcp`,
      headers: {
        'x-api-key': server.projectKey,
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
      },
      payload: { jsonrpc: '2.0', id: 1, method: 'ping' },
    })
  const first = await list()
  expect([first.headers['x-ratelimit'], first.headers['x-ratelimit-window-size']]).toStrictEqual([
    '20',
    '600s',
  ])
  expect(Number(first.headers['x-ratelimit-remaining'])).toBe(18)
  while ((await server.call('GET', '/toolkits?limit=1')).status === 200);
  const refused = await list()
  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.json().error.slug).toBe('HTTP_TooManyRequests')
})

test('callers without a key are counted by address', async () => {
  const ask = async () => (await server.call('POST', '/cli/create-session', { key: null })).status
  const statuses = []
  for (let at = 0; at < 22; at += 1) statuses.push(await ask())
  expect([statuses[0], statuses.at(-1)]).toStrictEqual([200, 429])
})
