import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { testServer } from '../../test/harness.ts'
import { Changes, watchedTables } from './changes.ts'
import { heardChanges, keepRowsOf, keptRows } from './kept-rows.ts'
import { sql } from './sql.ts'
import { tablesWritten } from './watch-writes.ts'

// Before any connection is made: each binds the method of this moment.
const statements = vi.spyOn(pg.Client.prototype, 'query')
const upstream = await startUpstream()
const server = await testServer({
  config: {
    toolkits: { resend: { base_url: `${upstream.url}/echo` } },
    egress: { allow_private: [new URL(upstream.url).host] },
  },
})
const other = await server.secondNode()
const nodes = [server, other] as const
const { db } = server.deps
afterAll(async () => {
  await other.close()
  await server.close()
  await upstream.close()
})

let users = 0
let user = ''
let account = ''
let config = ''
beforeEach(async () => {
  users += 1
  user = `user-${users}`
  const auth = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug: 'resend' }, auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY' } },
  })
  config = auth.body.auth_config.id
  account = (await connect('re_first_0123456789')).body.id
  upstream.clear()
})
afterEach(async () => {
  const { body } = await server.call('GET', '/policies')
  for (const { id } of body.items) await server.call('DELETE', `/policies/${id}`)
})

const connect = (generic_api_key: string) =>
  server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config },
      connection: {
        user_id: user,
        state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key } },
      },
    },
  })
const mail = { from: 'a@acme.example', to: ['b@acme.example'], subject: 'Hi', text: 'Hello' }
const execute = (node: Pick<typeof server, 'call'>, key?: string) =>
  node.call('POST', '/tools/execute/RESEND_SEND_EMAIL', {
    body: { user_id: user, arguments: mail },
    ...(key !== undefined && { key }),
  })

/** Makes sure that both nodes keep all that a call needs. */
async function warm(key?: string): Promise<void> {
  for (const node of nodes) {
    // The first may find the listening connection unasked for a while, and keeps nothing.
    await vi.waitFor(async () => {
      statements.mockClear()
      expect((await execute(node, key)).body).toMatchObject({ successful: true })
      expect(statementsOfCalls()).toStrictEqual([])
    })
  }
  upstream.clear()
}

/** What was asked of the database that has to do with calls: not jobs, and not the listening connection. */
function statementsOfCalls(): string[] {
  const texts = statements.mock.calls.map(([given]: unknown[]) =>
    typeof given === 'string' ? given : String((given as { text?: string }).text),
  )
  return texts.filter((text) => /"(?:api_keys|connected_accounts|permission_policies|projects)"/.test(text))
}

async function statusesOf(key?: string): Promise<number[]> {
  return Promise.all(nodes.map(async (node) => (await execute(node, key)).status))
}

async function newProject(): Promise<{ id: string; key: string }> {
  const { body } = await server.call('POST', '/org/owner/project/new', {
    key: null,
    headers: { 'x-org-api-key': server.organizationKey },
    body: { name: `project-${users}`, should_create_api_key: true },
  })
  return { id: body.id, key: body.api_key }
}

const who = (node: Pick<typeof server, 'call'>, key: string) =>
  node.call('POST', '/tools/execute/RESEND_SEND_EMAIL', { key, body: { user_id: 'x', arguments: mail } })

test('every watched table carries the trigger, and no other', async () => {
  const { rows } = await db.execute<{ name: string }>(
    sql`select tgrelid::regclass::text as name from pg_trigger where tgname = 'patchbay_note_change' order by 1`,
  )
  expect(rows.map(({ name }) => name)).toStrictEqual([...watchedTables])
})

test('a call that repeats another asks the database nothing', () => warm())

describe('on the very next call at both nodes', () => {
  test('a revoked key is refused', async () => {
    const { key } = await newProject()
    for (const node of nodes) expect((await who(node, key)).status).toBe(404)
    await server.call('POST', '/api_key_revocation', { key: null, body: { api_keys: [key] } })
    const statuses = await Promise.all(nodes.map(async (node) => (await who(node, key)).status))
    expect(statuses).toStrictEqual([401, 401])
  })

  test('a key that was replaced is refused', async () => {
    const { id, key } = await newProject()
    for (const node of nodes) expect((await who(node, key)).status).toBe(404)
    await server.call('POST', `/org/owner/project/${id}/regenerate_api_key`, {
      key: null,
      headers: { 'x-org-api-key': server.organizationKey },
    })
    const statuses = await Promise.all(nodes.map(async (node) => (await who(node, key)).status))
    expect(statuses).toStrictEqual([401, 401])
  })

  test('the key of a deleted project is refused', async () => {
    const { id, key } = await newProject()
    for (const node of nodes) expect((await who(node, key)).status).toBe(404)
    await server.call('DELETE', `/org/owner/project/${id}`, {
      key: null,
      headers: { 'x-org-api-key': server.organizationKey },
    })
    const statuses = await Promise.all(nodes.map(async (node) => (await who(node, key)).status))
    expect(statuses).toStrictEqual([401, 401])
  })

  test('a disabled account is not used', async () => {
    await warm()
    await server.call('PATCH', `/connected_accounts/${account}/status`, { body: { enabled: false } })
    expect(await statusesOf()).toStrictEqual([422, 422])
    expect(upstream.calls()).toStrictEqual([])
  })

  test('a disabled auth config is not used', async () => {
    await warm()
    await server.call('PATCH', `/auth_configs/${config}/DISABLED`)
    expect(await statusesOf()).toStrictEqual([400, 400])
    expect(upstream.calls()).toStrictEqual([])
  })

  test('a deleted account is not used', async () => {
    await warm()
    await server.call('DELETE', `/connected_accounts/${account}`)
    expect(await statusesOf()).toStrictEqual([404, 404])
    expect(upstream.calls()).toStrictEqual([])
  })

  test('the credential of a newer account is sent', async () => {
    await warm()
    await connect('re_second_0123456789')
    expect(await statusesOf()).toStrictEqual([200, 200])
    const sent = upstream.calls().map(({ headers }) => headers['authorization'])
    expect(sent).toStrictEqual(['Bearer re_second_0123456789', 'Bearer re_second_0123456789'])
  })

  test('a new policy holds', async () => {
    await warm()
    await server.call('POST', '/policies', {
      body: { name: 'no mail', effect: 'deny', match: { tools: ['RESEND_*'] } },
    })
    expect(await statusesOf()).toStrictEqual([403, 403])
    expect(upstream.calls()).toStrictEqual([])
  })

  test('an MCP server that was deleted is gone', async () => {
    const made = await server.call('POST', '/mcp/servers', {
      body: { name: 'mail', auth_config_ids: [config] },
    })
    const list = async ({ app }: Pick<typeof server, 'app'>) =>
      (
        await app.inject({
          method: 'POST',
          url: `/v3/mcp/${made.body.id}/mcp?user_id=${user}`,
          headers: { 'x-api-key': server.projectKey, accept: 'application/json, text/event-stream' },
          payload: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
        })
      ).statusCode
    expect(await Promise.all([list(server), list(other)])).toStrictEqual([200, 200])
    await server.call('DELETE', `/mcp/${made.body.id}`)
    expect(await Promise.all([list(server), list(other)])).toStrictEqual([404, 404])
  })
})

/** A connection that no node knows of. */
async function outsider(): Promise<pg.Client> {
  const { rows } = await db.execute<{ database: string }>(sql`select current_database() as database`)
  const client = new pg.Client({ ...inject('postgres'), database: rows[0]?.database })
  await client.connect()
  return client
}

describe('what tells the other node', () => {
  test('is the trigger: without it, a change made elsewhere goes unnoticed there', async () => {
    await warm()
    const outside = await outsider()
    try {
      await outside.query('alter table connected_accounts disable trigger patchbay_note_change')
      await outside.query('update connected_accounts set is_disabled = true where id = $1', [account])
      expect(await statusesOf()).toStrictEqual([200, 200])
      await outside.query('alter table connected_accounts enable trigger patchbay_note_change')
      await outside.query('update connected_accounts set is_disabled = true where id = $1', [account])
      await vi.waitFor(async () => expect(await statusesOf()).toStrictEqual([422, 422]))
    } finally {
      await outside.end()
    }
  })

  test('is listened to: while the connection is away, nothing is kept', async () => {
    await warm()
    const outside = await outsider()
    try {
      await outside.query('alter table connected_accounts disable trigger patchbay_note_change')
      await outside.query('update connected_accounts set is_disabled = true where id = $1', [account])
      expect(await statusesOf()).toStrictEqual([200, 200])
      await outside.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'patchbay notifications' and datname = current_database()`,
      )
      await vi.waitFor(async () => expect(await statusesOf()).toStrictEqual([422, 422]))
    } finally {
      await outside.query('alter table connected_accounts enable trigger patchbay_note_change')
      await outside.end()
    }
  })
})

describe('own writes', () => {
  test.each([
    ['update "connected_accounts" set "status" = $1', ['connected_accounts']],
    ['insert into "api_keys" ("id") values ($1)', ['api_keys']],
    ['with old as (delete from "public"."projects" returning id) select * from old', ['projects']],
    ['truncate auth_configs', ['auth_configs']],
    ['select * from "connected_accounts" for update', []],
    ['update "connected_accounts_other" set "x" = 1', []],
    ['insert into "tool_execution_logs" ("id") values ($1)', []],
  ])('are seen in %j', (statement, tables) => {
    expect([...tablesWritten(statement)]).toStrictEqual(tables)
  })

  test('count before their statement is done, in a transaction at its commit', async () => {
    const changes = heardChanges(db)
    const count = () => changes?.countOf(['connected_accounts']) ?? 0
    const before = count()
    await db.execute(sql`update connected_accounts set alias = alias where id = ${account}`)
    const after = count()
    expect(after).toBeGreaterThan(before)
    await db.transaction(async (tx) => {
      await tx.execute(sql`update connected_accounts set alias = alias where id = ${account}`)
    })
    expect(count()).toBeGreaterThan(after)
  })
})

test('what changes while it is read is not kept', async () => {
  const changes = new Changes()
  changes.follow({
    on: () => () => {},
    heardWithin: () => true,
    allHeard: async () => {},
    close: async () => {},
  })
  const own = {} as typeof db
  keepRowsOf(own, changes)
  const rows = keptRows<{ value: number }>('projects')
  let value = 1
  const read = async () => ({ value })
  const racing = rows.read(own, 'a', async () => {
    const seen = await read()
    value = 2
    changes.noteOwn(['projects'])
    return seen
  })
  expect(await racing).toStrictEqual({ value: 1 })
  const kept = await rows.read(own, 'a', read)
  expect(kept).toStrictEqual({ value: 2 })
  value = 3
  expect(await rows.read(own, 'a', read)).toBe(kept)
  expect(rows.isOutdated(own, kept ?? {})).toBe(false)
  changes.noteOwn(['api_keys'])
  expect(rows.isOutdated(own, kept ?? {})).toBe(false)
  changes.noteOwn(['projects'])
  expect(rows.isOutdated(own, kept ?? {})).toBe(true)
})
