/** Idle accounts are refreshed before their tokens end; the clock is turned, not waited for. */
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { listen } from '../../../conformance/rigs/listen.ts'
import { readBody } from '../../../conformance/rigs/read-body.ts'
import { testServer } from '../../test/harness.ts'
import { enqueueDue } from './refresh-ahead.job.ts'

const asked: string[] = []
let answer: { status: number; body: object } | undefined
const provider = await listen(async (request, response) => {
  const token = new URLSearchParams(String(await readBody(request))).get('refresh_token') ?? ''
  asked.push(token)
  const tokens = {
    access_token: `at-of-${token}`,
    token_type: 'bearer',
    expires_in: 3600,
    refresh_token: token,
  }
  response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer?.body ?? tokens))
})
let offset = 0
const server = await testServer({
  config: {
    toolkits: { github: { auth: { OAUTH2: { token_url: `${provider.url}/token` } } } },
    egress: { allow_private: [new URL(provider.url).host] },
  },
  deps: { clock: { now: () => new Date(Date.now() + offset) } },
})
const credentials = { client_id: 'app', client_secret: 'shh' }
const auth_config = { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials }
const made = await server.call('POST', '/auth_configs', {
  body: { toolkit: { slug: 'github' }, auth_config },
})
afterAll(async () => {
  await server.close()
  await provider.close()
})
beforeEach(() => {
  asked.length = 0
  answer = undefined
  offset = 0
})

async function connect(val: object): Promise<string> {
  const state = { authScheme: 'OAUTH2', val: { access_token: 'at', ...val } }
  const { body } = await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: made.body.auth_config.id }, connection: { user_id: 'idle', state } },
  })
  return body.id
}
const shown = async (id: string) => (await server.call('GET', `/connected_accounts/${id}`)).body
const minutes = (count: number) => count * 60_000

test('a token that nobody uses is refreshed two to ten minutes before its end, once', async () => {
  const id = await connect({ refresh_token: 'rt-idle', expires_in: 3600 })
  offset = minutes(49)
  expect(await enqueueDue(server.deps)).toBe(0)
  offset = minutes(58.5)
  // As several processes do it at the same moment.
  await Promise.all([1, 2, 3, 4].map(() => enqueueDue(server.deps)))
  await vi.waitFor(() => expect(asked).toStrictEqual(['rt-idle']), { timeout: 20_000 })
  await vi.waitFor(async () => expect(await enqueueDue(server.deps)).toBe(0))
  expect((await shown(id)).status).toBe('ACTIVE')
  expect(asked).toStrictEqual(['rt-idle'])
})

test('accounts that were connected together are not due together', async () => {
  const ids = await Promise.all(
    Array.from({ length: 40 }, async (_, index) =>
      connect({ refresh_token: `rt-${index}`, expires_in: 3600 }),
    ),
  )
  const counts: number[] = []
  const jobs = { ...server.deps.jobs, enqueue: async () => {} }
  for (const minute of [49, 51, 53, 55, 57, 58.5]) {
    offset = minutes(minute)
    counts.push(await enqueueDue({ ...server.deps, jobs }))
  }
  expect(counts[0]).toBe(0)
  expect(counts.at(-1)).toBe(40)
  expect(new Set(counts).size).toBeGreaterThan(3)
  for (const id of ids) await server.call('DELETE', `/connected_accounts/${id}`)
})

test('an idle account whose grant has ended, or whose token cannot be renewed, is EXPIRED before it is used', async () => {
  const refused = await connect({ refresh_token: 'rt-dead', expires_in: 300 })
  const final = await connect({ expires_in: 300 })
  answer = { status: 400, body: { error: 'invalid_grant' } }
  offset = minutes(6)
  expect(await enqueueDue(server.deps)).toBe(2)
  await vi.waitFor(
    async () =>
      expect([(await shown(refused)).status, (await shown(final)).status]).toStrictEqual([
        'EXPIRED',
        'EXPIRED',
      ]),
    { timeout: 20_000 },
  )
  expect(asked).toStrictEqual(['rt-dead'])
})

test('a disabled account, or one that is far from its end, is left alone', async () => {
  const id = await connect({ refresh_token: 'rt-off', expires_in: 60 })
  await server.call('PATCH', `/connected_accounts/${id}/status`, { body: { enabled: false } })
  await connect({ refresh_token: 'rt-later', expires_in: 36_000 })
  await connect({ refresh_token: 'rt-endless' })
  expect(await enqueueDue(server.deps)).toBe(0)
})
