import { request as httpRequest } from 'node:http'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sql } from '../../db/sql.ts'
import { toolEffects } from './effects.table.ts'
import { answer, drop, notesServer } from './notes-rig.ts'

const { provider, server, authConfigId, close } = await notesServer({ listen: true })
afterAll(close)
afterEach(async () => {
  provider.behave = answer
  // Closes the circuit breaker, which counts dropped connections in a row.
  await check()
  provider.reset()
})

let base = ''
let mcpUrl = ''
beforeAll(async () => {
  const { body } = await server.call('POST', '/tool_router/session', {
    body: { user_id: 'alice', toolkits: { enable: ['testkit'] } },
  })
  base = `/tool_router/session/${body.session_id}`
  mcpUrl = `${server.url}/tool_router/v3/${body.session_id}/mcp`
})

let notes = 0
const newNote = () => ({
  tool_slug: 'TESTKIT_CREATE_NOTE',
  arguments: { title: `note ${(notes += 1)}` },
})
type Note = ReturnType<typeof newNote>

const create = (note: Note, headers: Record<string, string> = {}) =>
  server.call('POST', `${base}/execute`, { headers, body: note })
const check = () => server.call('POST', `${base}/execute`, { body: { tool_slug: 'TESTKIT_LIST_NOTES' } })

/** Asks over a real connection, and breaks it once the provider was asked. */
async function createAndLeave(note: Note): Promise<void> {
  const before = provider.created.length
  const request = httpRequest(`${server.url}/api/v3.1${base}/execute`, {
    method: 'POST',
    headers: { 'x-api-key': server.projectKey, 'content-type': 'application/json' },
  })
  request.on('error', () => undefined).end(JSON.stringify(note))
  await expect.poll(() => provider.created.length).toBe(before + 1)
  request.destroy()
}

test('a provider that commits and then drops the connection sees one effect for ten calls of a session', async () => {
  provider.behave = drop
  const note = newNote()
  const answers = []
  for (let turn = 0; turn < 10; turn += 1) answers.push(await create(note))
  expect(provider.created).toStrictEqual([JSON.stringify(note.arguments)])
  for (const { body } of answers)
    expect(body.data.failure).toMatchObject({ kind: 'outcome_unknown', verify_with: 'TESTKIT_LIST_NOTES' })
  expect(answers.map(({ headers }) => headers['idempotent-replayed'])).toStrictEqual([
    undefined,
    ...Array.from({ length: 9 }, () => 'true'),
  ])
})

test('an unknown outcome is settled by the tool that it names, and the call may then be made again', async () => {
  provider.behave = drop
  const note = newNote()
  await create(note)
  await create(newNote())
  expect((await create(note)).headers['idempotent-replayed']).toBe('true')
  provider.behave = answer
  expect((await check()).body.error).toBeNull()
  expect((await create(note)).body).toMatchObject({ error: null, data: { note: expect.any(Number) } })
  expect(provider.created).toHaveLength(3)
})

test('an answer that was delivered is no obstacle: the same call is meant, and runs', async () => {
  const note = newNote()
  for (let turn = 0; turn < 3; turn += 1)
    expect((await create(note)).headers['idempotent-replayed']).toBeUndefined()
  expect(provider.created).toHaveLength(3)
})

test('a caller that went away before the answer gets it when it calls again, once', async () => {
  let release = () => {}
  provider.behave = (response, nth) => void (release = () => answer(response, nth))
  const note = newNote()
  await createAndLeave(note)
  const second = create(note)
  release()
  expect((await second).headers['idempotent-replayed']).toBe('true')
  expect((await second).body).toMatchObject({ error: null, data: { note: 1 } })
  provider.behave = answer
  expect((await create(note)).body.data).toStrictEqual({ note: 2 })
})

test('so does one that calls again after the answer was lost', async () => {
  let release = () => {}
  provider.behave = (response, nth) => void (release = () => answer(response, nth))
  const note = newNote()
  await createAndLeave(note)
  release()
  const done = async () => (await server.deps.db.select().from(toolEffects)).map(({ state }) => state)
  await expect.poll(done).toContain('done')
  expect((await create(note)).body.data).toStrictEqual({ note: 1 })
  expect(provider.created).toHaveLength(1)
})

test('calls at the same time are one effect; a batch makes a call as often as it lists it', async () => {
  provider.behave = (response, nth) => void setTimeout(() => answer(response, nth), 100)
  const note = newNote()
  const answers = await Promise.all([create(note), create(note), create(note)])
  expect(new Set(answers.map(({ body }) => body.log_id)).size).toBe(1)
  expect(provider.created).toHaveLength(1)
  const batch = { slug: 'COMPOSIO_MULTI_EXECUTE_TOOL', arguments: { tools: [note, note] } }
  const [one, other] = await Promise.all(
    [batch, batch].map((body) => server.call('POST', `${base}/execute_meta`, { body })),
  )
  expect(provider.created).toHaveLength(3)
  expect(other?.body.data).toStrictEqual(one?.body.data)
})

test('a client that says it repeats gets the answer, delivered or not', async () => {
  const note = newNote()
  const first = await create(note, { 'x-stainless-retry-count': '0' })
  const again = await create(note, { 'x-stainless-retry-count': '1' })
  expect(again.body).toStrictEqual(first.body)
  expect(provider.created).toHaveLength(1)
  await create(note, { 'x-stainless-retry-count': '0' })
  expect(provider.created).toHaveLength(2)
})

test('a key of the caller’s own makes it another call, whatever became of this one', async () => {
  provider.behave = drop
  const note = newNote()
  await create(note)
  await create(note, { 'idempotency-key': 'meant' })
  await create(note, { 'idempotency-key': 'meant' })
  expect(provider.created).toHaveLength(2)
})

test('other arguments, and another session, are other calls', async () => {
  provider.behave = drop
  const note = newNote()
  await create(note)
  await create(newNote())
  const { body } = await server.call('POST', '/tool_router/session', {
    body: { user_id: 'alice', toolkits: { enable: ['testkit'] } },
  })
  await server.call('POST', `/tool_router/session/${body.session_id}/execute`, { body: note })
  expect(provider.created).toHaveLength(3)
})

test('an attempt that died after it sent leaves an unknown outcome until it was looked at', async () => {
  provider.behave = () => undefined
  const note = newNote()
  const first = create(note).catch(() => undefined)
  await expect.poll(() => provider.created.length).toBe(1)
  const dead = sql`now() - interval '1 second'`
  await server.deps.db
    .update(toolEffects)
    .set({ leaseUntil: dead })
    .where(sql`state = 'sent'`)
  provider.behave = answer
  expect((await create(note)).body.data.failure.kind).toBe('outcome_unknown')
  expect(provider.created).toHaveLength(1)
  await check()
  expect((await create(note)).body.error).toBeNull()
  void first
})

async function callOverMcp(name: string, args: object, meta?: object): Promise<Record<string, unknown>> {
  const response = await fetch(mcpUrl, {
    method: 'POST',
    headers: {
      'x-api-key': server.projectKey,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-06-18',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name, arguments: args, ...(meta && { _meta: meta }) },
    }),
  })
  const text = await response.text()
  const line = text.split('\n').find((one) => one.startsWith('data: '))
  return JSON.parse(line?.slice(6) ?? text).result
}

test('over MCP the same holds, for one tool and for a batch; the key travels in _meta', async () => {
  provider.behave = drop
  const { tool_slug: name, arguments: args } = newNote()
  for (let turn = 0; turn < 3; turn += 1) {
    const result = await callOverMcp(name, args)
    expect(result).toMatchObject({ isError: true })
    expect(result['_meta']).toStrictEqual(turn === 0 ? undefined : { 'patchbay/replayed': true })
    await callOverMcp('COMPOSIO_MULTI_EXECUTE_TOOL', { tools: [{ tool_slug: name, arguments: args }] })
  }
  expect(provider.created).toHaveLength(1)
  await callOverMcp(name, args, { 'patchbay/idempotency-key': 'k1' })
  await callOverMcp(name, args, { 'patchbay/idempotency-key': 'k1' })
  expect(provider.created).toHaveLength(2)
  provider.behave = answer
  await check()
  const free = newNote()
  await callOverMcp(name, free.arguments)
  await callOverMcp(name, free.arguments)
  expect(provider.created).toHaveLength(4)
})

test('an MCP server of the project keeps keys for each of its users', async () => {
  const { body } = await server.call('POST', '/mcp/servers', {
    body: { name: 'notes', auth_config_ids: [authConfigId] },
  })
  const session = mcpUrl
  provider.behave = drop
  const { tool_slug: name, arguments: args } = newNote()
  mcpUrl = `${server.url}/v3/mcp/${body.id}?user_id=alice`
  expect(await callOverMcp(name, args)).toMatchObject({
    structuredContent: { data: { failure: { kind: 'outcome_unknown' } } },
  })
  await callOverMcp(name, args)
  expect(provider.created).toHaveLength(1)
  provider.behave = answer
  await callOverMcp('TESTKIT_LIST_NOTES', {})
  expect(await callOverMcp(name, args)).toMatchObject({ isError: false })
  mcpUrl = session
})
