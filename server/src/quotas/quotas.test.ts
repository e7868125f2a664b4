import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen } from '../../../conformance/rigs/listen.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { countCall } from './quotas.ts'

let offset = 0
let server: TestServer
let upstream: Awaited<ReturnType<typeof listen>>
let reached = 0

beforeAll(async () => {
  upstream = await listen((_request, response) => {
    reached += 1
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"pg"}')
  })
  server = await testServer({
    deps: { clock: { now: () => new Date(Date.now() + offset) } },
    config: {
      toolkits: { hackernews: { base_url: upstream.url } },
      egress: { allow_private: ['127.0.0.1'] },
    },
  })
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})

const set = (tool_quotas: object[]) => server.call('PATCH', '/org/project/config', { body: { tool_quotas } })
const run = (user_id: string) =>
  server.call('POST', '/tools/execute/HACKERNEWS_GET_USER', {
    body: { user_id, arguments: { username: 'pg' } },
  })

test('a user has so many calls of a tool in a window, and others have theirs', async () => {
  const quota = { tools: ['HACKERNEWS_*'], limit: 2, window_seconds: 3_600, per: 'user' }
  expect((await set([quota])).body.tool_quotas).toStrictEqual([quota])
  expect([(await run('ada')).status, (await run('ada')).status]).toStrictEqual([200, 200])
  const before = reached
  const refused = await run('ada')
  expect(refused.status).toBe(429)
  expect(refused.body.error).toMatchObject({
    slug: 'Tool_QuotaExceeded',
    message: expect.stringContaining('2 calls'),
  })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(reached).toBe(before)
  expect((await run('bob')).status).toBe(200)
  offset += 2 * 3_600_000
  expect((await run('ada')).status).toBe(200)
})

test('an agent of a session reads that its quota is used up', async () => {
  await set([{ limit: 0, window_seconds: 60 }])
  const made = await server.call('POST', '/tool_router/session', { body: { user_id: 'ada' } })
  const { status, body } = await server.call('POST', `/tool_router/session/${made.body.session_id}/execute`, {
    body: { tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } },
  })
  expect(status).toBe(200)
  expect(body.error).toContain('quota of this user, 0 calls')
  expect(body.data.failure).toMatchObject({ kind: 'rate_limit' })
})

test('one call in one second is said as one', async () => {
  await set([{ limit: 1, window_seconds: 1, per: 'project' }])
  const call = { projectId: server.projectId, tool: 'Y', names: ['Y'], userId: 'ada' }
  const still = new Date()
  const deps = { ...server.deps, clock: { now: () => still } }
  await countCall(deps, call)
  await expect(countCall(deps, call)).rejects.toThrow('1 call in 1 second, is used up')
})

test('however many ask at once, a project has exactly its calls', async () => {
  await set([{ limit: 7, window_seconds: 60, per: 'project' }])
  const call = { projectId: server.projectId, tool: 'X', names: ['X'] }
  const asked = Array.from({ length: 20 }, (_, at) =>
    countCall(server.deps, { ...call, userId: `user-${at}` }).then(
      () => true,
      () => false,
    ),
  )
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(7)
})

test('none is shown once none is left', async () => {
  expect((await set([])).body).not.toHaveProperty('tool_quotas')
  expect((await run('ada')).status).toBe(200)
  expect((await set([{ limit: -1, window_seconds: 60 }])).status).toBe(400)
})
