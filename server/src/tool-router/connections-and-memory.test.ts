import { afterAll, describe, expect, test } from 'vitest'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { testServer } from '../../test/harness.ts'

const upstream = await startUpstream()
const server = await testServer({
  config: {
    toolkits: {
      hackernews: { base_url: `${upstream.url}/echo` },
      resend: { base_url: `${upstream.url}/echo` },
    },
    egress: { allow_private: [new URL(upstream.url).host] },
  },
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})

const { body: config } = await server.call('POST', '/auth_configs', {
  body: { toolkit: { slug: 'resend' }, auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY' } },
})

async function connect(user: string, alias?: string, experimental?: object): Promise<string> {
  const { status, body } = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.auth_config.id },
      connection: {
        user_id: user,
        ...(alias !== undefined && { alias }),
        ...(experimental && { experimental }),
        state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 're_key_0123456789' } },
      },
    },
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}

async function newSession(body: object) {
  const made = await server.call('POST', '/tool_router/session', { body })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const path = `/tool_router/session/${made.body.session_id}`
  return {
    path,
    meta: async (slug: string, args: object) =>
      (await server.call('POST', `${path}/execute_meta`, { body: { slug, arguments: args } })).body,
  }
}

/** One action on Resend, and its result. */
async function manage(session: Awaited<ReturnType<typeof newSession>>, item: object) {
  const { data } = await session.meta('COMPOSIO_MANAGE_CONNECTIONS', {
    toolkits: [{ name: 'resend', ...item }],
  })
  return data.results.resend
}

describe('COMPOSIO_MANAGE_CONNECTIONS', () => {
  test('lists the accounts, the default first, without making a link', async () => {
    const [one, two] = [await connect('lea', 'old'), await connect('lea', 'work')]
    const session = await newSession({ user_id: 'lea' })
    expect(await manage(session, { action: 'list' })).toMatchObject({
      status: 'active',
      connected_accounts: [
        { id: two, alias: 'work', is_default: true },
        { id: one, alias: 'old', is_default: false },
      ],
    })
    const none = await newSession({ user_id: 'nobody' })
    expect(await manage(none, { action: 'list' })).toMatchObject({
      status: 'not_connected',
      connected_accounts: [],
    })
    const { body } = await server.call('GET', '/connected_accounts?user_ids=nobody')
    expect(body.items).toStrictEqual([])
  })

  test('adds a further account under a name, up to what the session allows', async () => {
    await connect('max', 'first')
    const session = await newSession({
      user_id: 'max',
      multi_account: { enable: true, max_accounts_per_toolkit: 2 },
    })
    const added = await manage(session, { action: 'add', alias: 'second' })
    expect(added).toMatchObject({ status: 'initiated', redirect_url: expect.stringContaining('/link/lk_') })
    const { body } = await server.call('GET', `/connected_accounts/${added.connected_account_id}`)
    expect(body).toMatchObject({ alias: 'second', status: 'INITIATED' })
    await connect('max', 'third')
    expect((await manage(session, { action: 'add' })).error_message).toContain('2 accounts of at most 2')
    const link = await server.call('POST', `${session.path}/link`, { body: { toolkit: 'resend' } })
    expect(link).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('2 accounts of at most 2') } },
    })
  })

  test('renames an account, and says when a name is taken or which is meant is not clear', async () => {
    const account = await connect('nia', 'a')
    const session = await newSession({ user_id: 'nia' })
    expect(await manage(session, { action: 'rename', alias: 'private' })).toMatchObject({
      connected_accounts: [{ id: account, alias: 'private' }],
    })
    await connect('nia', 'work')
    expect((await manage(session, { action: 'rename', alias: 'x' })).error_message).toContain(
      'not clear which',
    )
    const taken = await manage(session, { action: 'rename', account: 'private', alias: 'work' })
    expect(taken).toMatchObject({
      status: 'failed',
      // What was asked for failed; the toolkit is connected all the same.
      has_active_connection: true,
      error_message: expect.stringContaining('work'),
    })
    expect((await manage(session, { action: 'rename', account: 'private' })).error_message).toContain('alias')
    expect(await manage(session, { action: 'rename', account: 'private', alias: 'older' })).toMatchObject({
      connected_accounts: [{ id: account, alias: 'older', is_default: false }],
    })
  })

  test('removes an account, where the session lets it', async () => {
    const account = await connect('oda', 'gone')
    const closed = await newSession({
      user_id: 'oda',
      manage_connections: { enable_connection_removal: false },
    })
    expect((await manage(closed, { action: 'remove' })).error_message).toContain('does not let accounts')
    expect((await server.call('GET', `/connected_accounts/${account}`)).status).toBe(200)
    const open = await newSession({ user_id: 'oda' })
    expect(await manage(open, { action: 'remove', account: 'gone' })).toMatchObject({
      status: 'removed',
      removed_account: { id: account, alias: 'gone' },
      connected_accounts: [],
    })
    expect((await server.call('GET', `/connected_accounts/${account}`)).status).toBe(404)
  })

  test('never changes an account that another user shares', async () => {
    const shared = await connect('paul', 'team', {
      account_type: 'SHARED',
      acl_config_for_shared: { allow_all_users: true },
    })
    const session = await newSession({ user_id: 'quin', connected_accounts: { resend: [shared] } })
    for (const item of [
      { action: 'remove' },
      { action: 'rename', alias: 'mine' },
      { action: 'reinitiate', account: shared },
    ]) {
      expect((await manage(session, item)).error_message).toContain('shared by another user')
    }
    expect((await server.call('GET', `/connected_accounts/${shared}`)).body.alias).toBe('team')
  })

  test('nor one of another user', async () => {
    const foreign = await connect('rita', 'hers')
    await connect('sam', 'his')
    const session = await newSession({ user_id: 'sam' })
    expect((await manage(session, { action: 'remove', account: foreign })).error_message).toContain(
      'not clear',
    )
    expect((await server.call('GET', `/connected_accounts/${foreign}`)).status).toBe(200)
  })

  test('connects the named account again', async () => {
    const account = await connect('tom', 'mail')
    const session = await newSession({ user_id: 'tom' })
    const again = await manage(session, { action: 'reinitiate', account: 'mail' })
    expect(again).toMatchObject({ status: 'initiated', connected_account_id: account })
  })

  test('several actions on one toolkit are done one after the other', async () => {
    await connect('uma', 'a')
    const session = await newSession({ user_id: 'uma' })
    const { data } = await session.meta('COMPOSIO_MANAGE_CONNECTIONS', {
      toolkits: [
        { name: 'resend', action: 'rename', account: 'a', alias: 'b' },
        { name: 'Resend', action: 'remove', account: 'b' },
        'hackernews',
      ],
    })
    expect(data.results.resend.actions.map(({ status }: { status: string }) => status)).toStrictEqual([
      'active',
      'removed',
    ])
    expect(data.results.hackernews.status).toBe('active')
    expect(data.summary.total_toolkits).toBe(2)
  })
})

describe('several accounts of one toolkit', () => {
  const list = { tool_slug: 'RESEND_LIST_DOMAINS', arguments: {} }
  const multi = { enable: true }

  test('can be pinned where the session has several, and the first is the default', async () => {
    const [one, two] = [await connect('ali', 'one'), await connect('ali', 'two')]
    const body = { user_id: 'ali', connected_accounts: { resend: [one, two] } }
    const refused = await server.call('POST', '/tool_router/session', { body })
    expect([refused.status, refused.body.error.errors]).toStrictEqual([
      400,
      ['connected_accounts.resend: one account, unless multi_account.enable is true'],
    ])
    const session = await newSession({ ...body, multi_account: multi })
    const found = await session.meta('COMPOSIO_SEARCH_TOOLS', {
      queries: [{ use_case: 'list resend domains' }],
    })
    const status = found.data.toolkit_connection_statuses.find(
      ({ toolkit }: { toolkit: string }) => toolkit === 'resend',
    )
    expect(
      status.accounts.map(({ id, is_default }: { id: string; is_default: boolean }) => [id, is_default]),
    ).toStrictEqual([
      [one, true],
      [two, false],
    ])
  })

  test('in a batch are chosen item by item; where the choice must be said, saying nothing is an error', async () => {
    const [one, two] = [await connect('bea', 'one'), await connect('bea', 'two')]
    const session = await newSession({
      user_id: 'bea',
      multi_account: { ...multi, require_explicit_selection: true },
    })
    const { data, error } = await session.meta('COMPOSIO_MULTI_EXECUTE_TOOL', {
      tools: [{ ...list, account: 'one' }, { ...list, account: two }, list, { ...list, account: 'three' }],
    })
    expect(error).toBe('2 out of 4 tools failed')
    expect(
      data.results.map(({ response }: { response: { successful: boolean } }) => response.successful),
    ).toStrictEqual([true, true, false, false])
    expect(data.results[2].error).toContain('choose one')
    expect(data.results[2].response.data.errors.join()).toContain(`${one} (one)`)
    expect(data.results[3].error).toContain('three is not an active resend account')
    await server.deps.executionLog.settled()
    const { rows } = await server.deps.db.execute(
      `select connected_account_id as id from tool_execution_logs where user_id = 'bea' and status = 'success' order by created_at`,
    )
    expect(rows.map(({ id }) => id).toSorted()).toStrictEqual([one, two].toSorted())
  })
})

describe('what an agent notes', () => {
  const call = { tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } }
  const note = (session: Awaited<ReturnType<typeof newSession>>, memory: unknown) =>
    session.meta('COMPOSIO_MULTI_EXECUTE_TOOL', { tools: [call], memory })
  const recall = async (session: Awaited<ReturnType<typeof newSession>>) =>
    (await session.meta('COMPOSIO_SEARCH_TOOLS', { queries: [{ use_case: 'send an email' }] })).data.memory

  test('comes back with a search, by app, the newest last, and in this session only', async () => {
    const session = await newSession({ user_id: 'vic' })
    expect(await recall(session)).toBeUndefined()
    await note(session, { slack: ['#general is C012'], Gmail: ['label work is L1'] })
    await note(session, { slack: ['#random is C013', '#general is C012'] })
    expect(await recall(session)).toStrictEqual({
      slack: ['#random is C013', '#general is C012'],
      gmail: ['label work is L1'],
    })
    expect(await recall(await newSession({ user_id: 'vic' }))).toBeUndefined()
  })

  test('is bounded, however much is noted', async () => {
    const session = await newSession({ user_id: 'wim' })
    const facts = Array.from({ length: 40 }, (_, at) => `fact ${at} ${'x'.repeat(at === 39 ? 3_000 : 100)}`)
    const apps = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`app${at}`, facts]))
    expect((await note(session, apps)).error).toBeNull()
    expect((await note(session, { latest: ['kept'] })).error).toBeNull()
    const memory = await recall(session)
    expect(memory.latest).toStrictEqual(['kept'])
    expect(JSON.stringify(memory).length).toBeLessThan(3_000)
    const { rows } = await server.deps.db.execute(
      `select count(*)::int as apps, max(jsonb_array_length(facts)) as facts from session_memories where app like 'app%' or app = 'latest'`,
    )
    expect(rows).toMatchObject([{ apps: 30, facts: 30 }])
  })

  test('at the same time is all kept', async () => {
    const session = await newSession({ user_id: 'xia' })
    await Promise.all(['a', 'b', 'c', 'd'].map((fact) => note(session, { crm: [fact] })))
    expect((await recall(session)).crm.toSorted()).toStrictEqual(['a', 'b', 'c', 'd'])
  })

  test('is left out where it is no text, and the calls are made all the same', async () => {
    const session = await newSession({ user_id: 'yan' })
    for (const memory of [{ a: 'one' }, { b: [1, 'two', null] }, 'nothing', [], { c: ' ' }])
      expect((await note(session, memory)).error).toBeNull()
    expect(await recall(session)).toStrictEqual({ b: ['two'], a: ['one'] })
  })

  test('goes with the session', async () => {
    const session = await newSession({ user_id: 'zoe' })
    await note(session, { crm: ['remember-zoe'] })
    await server.call('DELETE', session.path)
    const { rows } = await server.deps.db.execute(
      `select app from session_memories where facts::text like '%remember-zoe%'`,
    )
    expect(rows).toStrictEqual([])
  })
})
