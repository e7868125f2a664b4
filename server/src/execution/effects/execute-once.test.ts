import { afterAll, afterEach, expect, test } from 'vitest'
import { sql } from '../../db/sql.ts'
import { purgeEffects, takeKey } from './effect-store.ts'
import { toolEffects } from './effects.table.ts'
import { answer, drop, notesServer } from './notes-rig.ts'

const { provider, server, close } = await notesServer()
afterAll(close)
afterEach(provider.reset)

let keys = 0
const newKey = () => `key-${(keys += 1)}`

function create(key: string | undefined, title = 'hello', path = '/tools/execute/TESTKIT_CREATE_NOTE') {
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
  return server.call('POST', path, { headers, body: { user_id: 'alice', arguments: { title } } })
}

test('a provider that commits and then drops the connection sees one effect for ten retries', async () => {
  provider.behave = drop
  const key = newKey()
  const answers = []
  for (let turn = 0; turn < 10; turn += 1) answers.push(await create(key))
  expect(provider.created).toStrictEqual(['{"title":"hello"}'])
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  expect(answers[0]?.body).toMatchObject({
    successful: false,
    error: expect.stringContaining('outcome_unknown'),
    data: {
      failure: { kind: 'outcome_unknown', retryable: false, verify_with: 'TESTKIT_LIST_NOTES' },
    },
  })
  expect(answers.map(({ headers }) => headers['idempotent-replayed'])).toStrictEqual([
    undefined,
    ...Array.from({ length: 9 }, () => 'true'),
  ])
})

test('without a key each call is one of its own, and a lost answer is said to be lost', async () => {
  provider.behave = drop
  const { body } = await create(undefined)
  await create(undefined)
  expect(provider.created).toHaveLength(2)
  expect(body.data.failure.kind).toBe('outcome_unknown')
})

test('same key and body: the same answer, sealed until then', async () => {
  const key = newKey()
  const first = await create(key, 'private words')
  const second = await create(key, 'private words')
  expect(second.body).toStrictEqual(first.body)
  expect(first.body).toMatchObject({ successful: true, data: { note: 1 } })
  expect(provider.created).toHaveLength(1)
  const rows = await server.deps.db.select().from(toolEffects)
  const stored = rows.map((row) => `${JSON.stringify(row)}${row.answer?.toString('latin1')}`).join('')
  for (const text of [key, 'private words', '"note"']) expect(stored).not.toContain(text)
})

test('same key, other body: refused, and not to be retried', async () => {
  const key = newKey()
  await create(key, 'one')
  const { status, body, headers } = await create(key, 'two')
  expect([status, body.error.slug]).toStrictEqual([409, 'ActionExecute_IdempotencyKeyReused'])
  expect(headers['x-should-retry']).toBe('false')
  expect(provider.created).toHaveLength(1)
})

test('a key belongs to its project', async () => {
  const key = newKey()
  await create(key)
  const other = await server.otherProject()
  const { status } = await server.call('POST', '/tools/execute/TESTKIT_CREATE_NOTE', {
    key: other.key,
    headers: { 'idempotency-key': key },
    body: { user_id: 'alice', arguments: { title: 'hello' } },
  })
  expect(status).toBe(404)
})

test('calls at the same time are one execution, and all get its answer', async () => {
  provider.behave = (response, nth) => void setTimeout(() => answer(response, nth), 150)
  const key = newKey()
  const answers = await Promise.all(Array.from({ length: 6 }, () => create(key)))
  expect(provider.created).toHaveLength(1)
  expect(new Set(answers.map(({ body }) => body.log_id)).size).toBe(1)
})

test('an owner that died after it sent leaves an unknown outcome, and its own late answer wins', async () => {
  let release = () => {}
  provider.behave = (response, nth) => void (release = () => answer(response, nth))
  const key = newKey()
  const first = create(key)
  await expect.poll(() => provider.created.length).toBe(1)
  await server.deps.db.update(toolEffects).set({ leaseUntil: sql`now() - interval '1 second'` })
  const second = await create(key)
  expect(second.body).toMatchObject({
    successful: false,
    log_id: expect.stringMatching(/^log_/),
    data: { failure: { kind: 'outcome_unknown' } },
  })
  release()
  const { body } = await first
  expect((await create(key)).body).toStrictEqual(body)
  expect(provider.created).toHaveLength(1)
})

test('an owner that died before it sent leaves the key to the next', async () => {
  const key = { projectId: server.projectId, keyHash: 'a', fingerprint: 'b' }
  expect(await takeKey(server.deps, key)).toBeDefined()
  expect(await takeKey(server.deps, key)).toBeUndefined()
  await server.deps.db.update(toolEffects).set({ leaseUntil: sql`now() - interval '1 second'` })
  expect(await takeKey(server.deps, { ...key, fingerprint: 'c' })).toBeUndefined()
  expect(await takeKey(server.deps, key)).toBeDefined()
})

test.each([[429], [401]])('a refusal with %i had no effect, so its key may be used again', async (status) => {
  provider.behave = (response) => void response.writeHead(status).end()
  const key = newKey()
  expect((await create(key)).body.successful).toBe(false)
  provider.behave = answer
  expect((await create(key)).body.successful).toBe(true)
})

test('wrong arguments leave the key free; a provider’s final refusal keeps it', async () => {
  const key = newKey()
  const path = '/tools/execute/TESTKIT_CREATE_NOTE'
  const wrong = { user_id: 'alice', arguments: {} }
  const headers = { 'idempotency-key': key }
  expect((await server.call('POST', path, { headers, body: wrong })).status).toBe(400)
  provider.behave = (response) => void response.writeHead(422).end()
  expect((await create(key)).body.successful).toBe(false)
  provider.behave = answer
  expect((await create(key)).body.successful).toBe(false)
  expect(provider.created).toHaveLength(1)
})

test.each([[''], ['with space'], ['x'.repeat(256)]])('%j is no key', async (key) => {
  const { status, body } = await create(key)
  expect([status, body.error.errors[0]]).toStrictEqual([400, expect.stringContaining('Idempotency-Key')])
})

test('sessions take keys too, for one tool and for a batch', async () => {
  const { body: session } = await server.call('POST', '/tool_router/session', {
    body: { user_id: 'alice', toolkits: { enable: ['testkit'] } },
  })
  const base = `/tool_router/session/${session.session_id}`
  const note = { tool_slug: 'TESTKIT_CREATE_NOTE', arguments: { title: 'hello' } }
  for (const [path, body] of [
    [`${base}/execute`, note],
    [`${base}/execute_meta`, { slug: 'COMPOSIO_MULTI_EXECUTE_TOOL', arguments: { tools: [note, note] } }],
  ] as const) {
    provider.created.length = 0
    const headers = { 'idempotency-key': newKey() }
    const first = await server.call('POST', path, { headers, body })
    const second = await server.call('POST', path, { headers, body })
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    expect(second.body).toStrictEqual(first.body)
    expect(provider.created).toHaveLength(path.endsWith('meta') ? 2 : 1)
  }
})

test('reads are repeated while the provider is busy; writes are not', async () => {
  const list = () => server.call('POST', '/tools/execute/TESTKIT_LIST_NOTES', { body: { user_id: 'alice' } })
  provider.behave = (response, nth) => (nth < 3 ? void response.writeHead(503).end() : answer(response, nth))
  expect((await list()).body.successful).toBe(true)
  expect(provider.requests).toBe(3)
  provider.requests = 0
  expect((await create(undefined)).body.successful).toBe(false)
  expect(provider.requests).toBe(1)
})

test('a wait that the provider asks for and that is too long is left to the caller', async () => {
  provider.behave = (response) => void response.writeHead(429, { 'retry-after': '3600' }).end()
  const { body } = await server.call('POST', '/tools/execute/TESTKIT_LIST_NOTES', {
    body: { user_id: 'alice' },
  })
  expect([provider.requests, body.successful]).toStrictEqual([1, false])
})

test('keys that are over are removed', async () => {
  await create(newKey())
  await server.deps.db.update(toolEffects).set({ expiresAt: sql`now() - interval '1 second'` })
  expect(await purgeEffects(server.deps)).toBeGreaterThan(0)
  expect(await server.deps.db.select().from(toolEffects)).toStrictEqual([])
})
