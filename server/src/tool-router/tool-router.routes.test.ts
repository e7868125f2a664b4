import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { testServer } from '../../test/harness.ts'

const upstream = await startUpstream()
const server = await testServer({
  config: {
    toolkits: {
      hackernews: { base_url: `${upstream.url}/echo` },
      resend: { base_url: `${upstream.url}/echo` },
      github: {
        base_url: `${upstream.url}/echo`,
        auth: { OAUTH2: { client_id: 'app', client_secret: 'app-secret-value' } },
      },
    },
    egress: { allow_private: [new URL(upstream.url).host] },
  },
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})
beforeEach(() => upstream.clear())

async function createSession(body: object = {}): Promise<string> {
  const created = await server.call('POST', '/tool_router/session', { body: { user_id: 'alice', ...body } })
  expect(created.status, JSON.stringify(created.body)).toBe(201)
  return created.body.session_id
}

const at = (session: string, path = '') => `/tool_router/session/${session}${path}`

async function execute(session: string, slug: string, args: object = {}, account?: string) {
  const body = { tool_slug: slug, arguments: args, ...(account !== undefined && { account }) }
  return server.call('POST', at(session, '/execute'), { body })
}

/** An ACTIVE Resend account of a user, by API key. */
async function connectResend(user: string, key: string, alias?: string): Promise<string> {
  const config = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug: 'resend' }, auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY' } },
  })
  expect(config.status, JSON.stringify(config.body)).toBe(201)
  const account = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.body.auth_config.id },
      connection: {
        user_id: user,
        ...(alias !== undefined && { alias }),
        state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: key } },
      },
    },
  })
  expect(account.status, JSON.stringify(account.body)).toBe(201)
  return account.body.id
}

describe('creating a session', () => {
  test('says which tags there are, to one that misspells them', async () => {
    const { status, body } = await server.call('POST', '/tool_router/session', {
      body: { user_id: 'alice', tags: ['readonly'], tools: { github: { tags: { enabled: ['x'] } } } },
    })
    expect(status).toBe(400)
    expect(body.error.errors).toContainEqual(expect.stringMatching(/^tags: .*readOnlyHint, destructiveHint/))
  })

  test('answers with what an SDK reads: id, MCP URL on the caller’s origin, tools, configuration', async () => {
    const { status, body } = await server.call('POST', '/tool_router/session', {
      body: { user_id: 'alice', toolkits: { enable: ['GITHUB'] } },
      headers: { host: 'localhost:3210' },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      session_id: expect.stringMatching(/^trs_/),
      mcp: { type: 'http', url: `http://localhost:3210/tool_router/v3/${body.session_id}/mcp` },
      tool_router_tools: [
        'COMPOSIO_SEARCH_TOOLS',
        'COMPOSIO_GET_TOOL_SCHEMAS',
        'COMPOSIO_MANAGE_CONNECTIONS',
        'COMPOSIO_MULTI_EXECUTE_TOOL',
        'COMPOSIO_REMOTE_WORKBENCH',
        'COMPOSIO_REMOTE_BASH_TOOL',
      ],
      config: { user_id: 'alice', toolkits: { enabled: ['github'] }, preload: { tools: [] } },
      config_version: 1,
      warnings: [],
      experimental: { assistive_prompt: expect.stringContaining('github') },
    })
    const read = await server.call('GET', at(body.session_id))
    expect(read.body.config).toStrictEqual(body.config)
  })

  test('every misspelt slug is listed at once', async () => {
    const { status, body } = await server.call('POST', '/tool_router/session', {
      body: {
        user_id: 'alice',
        toolkits: { enable: ['githb', 'gmail'] },
        tools: { gmail: { enable: ['GMAIL_SEND_EMIAL', 'GITHUB_GET_A_REPOSITORY'] } },
        preload: { tools: ['NOPE'] },
      },
    })
    expect(status).toBe(400)
    expect(body.error.errors).toStrictEqual([
      'toolkits: no toolkit githb',
      'tools.gmail: no tool GMAIL_SEND_EMIAL in toolkit gmail',
      'tools.gmail: no tool GITHUB_GET_A_REPOSITORY in toolkit gmail',
      'preload.tools: no tool NOPE',
    ])
  })

  test('an auth config or account of another project or user is refused', async () => {
    const foreign = await server.otherProject()
    const account = await connectResend('bob', 're_bob_key_000000')
    const withAccount = { user_id: 'alice', connected_accounts: { resend: [account] } }
    expect((await server.call('POST', '/tool_router/session', { body: withAccount })).status).toBe(400)
    const asBob = { ...withAccount, user_id: 'bob' }
    expect((await server.call('POST', '/tool_router/session', { body: asBob })).status).toBe(201)
    expect(
      (await server.call('POST', '/tool_router/session', { body: asBob, key: foreign.key })).status,
    ).toBe(404)
  })
})

describe('a session of another project', () => {
  test('does not exist, for any operation', async () => {
    const session = await createSession()
    const { key } = await server.otherProject()
    const calls = [
      server.call('GET', at(session), { key }),
      server.call('GET', at(session, '/tools'), { key }),
      server.call('GET', at(session, '/toolkits'), { key }),
      server.call('POST', at(session, '/link'), { key, body: { toolkit: 'github' } }),
      server.call('POST', at(session, '/search'), { key, body: { queries: [{ use_case: 'x' }] } }),
      server.call('POST', at(session, '/execute'), { key, body: { tool_slug: 'HACKERNEWS_GET_USER' } }),
      server.call('POST', at(session, '/execute_meta'), { key, body: { slug: 'COMPOSIO_SEARCH_TOOLS' } }),
      server.call('DELETE', at(session), { key }),
    ]
    for (const { status, body } of await Promise.all(calls)) {
      expect([status, body.error.slug]).toStrictEqual([404, 'ToolRouterSession_NotFound'])
    }
    expect((await server.call('GET', at(session))).status).toBe(200)
  })
})

test('a deleted session is gone', async () => {
  const session = await createSession()
  expect(await server.call('DELETE', at(session))).toMatchObject({
    status: 200,
    body: { session_id: session, deleted: true },
  })
  expect((await server.call('GET', at(session))).status).toBe(404)
})

describe('the tools that a session shows', () => {
  test('are the meta tools and the preloaded ones, in pages', async () => {
    const session = await createSession({
      preload: { tools: ['HACKERNEWS_GET_USER', 'GITHUB_CREATE_ISSUE'] },
    })
    const first = await server.call('GET', at(session, '/tools?limit=4'))
    const second = await server.call('GET', at(session, `/tools?cursor=${first.body.next_cursor}`))
    const slugs = [...first.body.items, ...second.body.items].map((tool: { slug: string }) => tool.slug)
    expect(slugs).toHaveLength(8)
    expect(slugs).toContain('HACKERNEWS_GET_USER')
    expect(second.body.next_cursor).toBeNull()
  })

  test('follow the session’s switches', async () => {
    const session = await createSession({
      search: { enable: false },
      execute: { enable_multi_execute: false },
      manage_connections: { enable: true, enable_wait_for_connections: true },
      toolkits: { enable: ['hackernews'] },
      preload: { tools: 'all' },
    })
    const { body } = await server.call('GET', at(session, '/tools?limit=500'))
    const slugs = body.items.map((tool: { slug: string }) => tool.slug)
    expect(slugs.slice(0, 2)).toStrictEqual(['COMPOSIO_MANAGE_CONNECTIONS', 'COMPOSIO_WAIT_FOR_CONNECTIONS'])
    expect(slugs).toContain('HACKERNEWS_GET_LATEST_POSTS')
    expect(slugs).not.toContain('COMPOSIO_SEARCH_TOOLS')
  })

  test('cannot all be preloaded without an allow-list', async () => {
    const body = { user_id: 'alice', preload: { tools: 'all' } }
    expect((await server.call('POST', '/tool_router/session', { body })).status).toBe(400)
  })
})

describe('search', () => {
  test('finds the tool for a sentence, says whether its account is connected, and what to do next', async () => {
    const session = await createSession()
    const { status, body } = await server.call('POST', at(session, '/search'), {
      body: { queries: [{ use_case: 'open an issue about a login bug in a github repository' }] },
    })
    expect(status).toBe(200)
    const [result] = body.results
    expect(result.primary_tool_slugs.join()).toMatch(/GITHUB_CREATE_(AN_)?ISSUE/)
    const [best] = result.primary_tool_slugs
    expect(body.tool_schemas[best]).toMatchObject({ hasFullSchema: true, input_schema: { type: 'object' } })
    const github = body.toolkit_connection_statuses.find(
      (row: { toolkit: string }) => row.toolkit === 'github',
    )
    expect(github).toMatchObject({ has_active_connection: false })
    expect(body.next_steps_guidance.join(' ')).toContain('COMPOSIO_MANAGE_CONNECTIONS')
    expect(body.session.id).toBe(session)
  })

  test('stays within the session’s toolkits and tools', async () => {
    const session = await createSession({
      toolkits: { enable: ['hackernews', 'gmail'] },
      tags: ['readOnlyHint'],
    })
    const { body } = await server.call('POST', at(session, '/search'), {
      body: { queries: [{ use_case: 'send an email' }, { use_case: 'create a github issue' }] },
    })
    expect(body.results).toHaveLength(2)
    const slugs = Object.keys(body.tool_schemas)
    expect(slugs.filter((slug) => !/^(HACKERNEWS|GMAIL)_/.test(slug))).toStrictEqual([])
    expect(slugs).not.toContain('GMAIL_SEND_EMAIL')
  })

  test('takes the toolkits that an SDK adds to a query', async () => {
    const session = await createSession()
    const { body } = await server.call('POST', at(session, '/search'), {
      body: { queries: [{ use_case: 'list messages' }], toolkits: ['GMAIL'] },
    })
    expect(body.results[0].toolkits).toStrictEqual(['gmail'])
  })

  test.each([
    ['no query', { queries: [] }],
    ['an empty use case', { queries: [{ use_case: '  ' }] }],
    ['eight queries', { queries: Array.from({ length: 8 }, () => ({ use_case: 'x' })) }],
    ['1,025 characters', { queries: [{ use_case: 'x'.repeat(1025) }] }],
    ['a text instead of a list', { queries: 'send mail' }],
  ])('refuses %s', async (_name, body) => {
    const session = await createSession()
    const result = await server.call('POST', at(session, '/search'), { body })
    expect([result.status, result.body.error.slug]).toStrictEqual([400, 'HTTP_BadRequest'])
  })

  test('answers noise with no tools instead of failing', async () => {
    const session = await createSession()
    const { status, body } = await server.call('POST', at(session, '/search'), {
      body: { queries: [{ use_case: '💥'.repeat(500) }] },
    })
    expect(status).toBe(200)
    expect(body.results[0].primary_tool_slugs).toStrictEqual([])
  })
})

describe('execute', () => {
  test('runs a tool that needs no account', async () => {
    const session = await createSession()
    const { status, body } = await execute(session, 'HACKERNEWS_GET_USER', { username: 'pg' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ error: null, log_id: expect.stringMatching(/^log_/) })
    expect(upstream.calls()).toHaveLength(1)
    expect(upstream.calls()[0]?.path).toBe('/echo/users/pg')
  })

  test('an unknown tool is a 400 that says "not found", as SDKs expect', async () => {
    const session = await createSession()
    const { status, body } = await execute(session, 'GITHUB_MAKE_COFFEE')
    expect([status, body.error.message]).toStrictEqual([400, 'Tool GITHUB_MAKE_COFFEE not found'])
  })

  test('a tool that the session leaves out cannot run', async () => {
    const session = await createSession({ toolkits: { disable: ['hackernews'] } })
    expect((await execute(session, 'HACKERNEWS_GET_USER', { username: 'pg' })).status).toBe(400)
    expect(upstream.calls()).toHaveLength(0)
  })

  test('uses the account of the session’s user only', async () => {
    await connectResend('carol', 're_carol_key_00000')
    const carol = await createSession({ user_id: 'carol' })
    const dave = await createSession({ user_id: 'dave' })
    expect((await execute(carol, 'RESEND_LIST_DOMAINS')).body.error).toBeNull()
    expect(upstream.calls()[0]?.headers['authorization']).toBe('Bearer re_carol_key_00000')
    upstream.clear()
    const refused = await execute(dave, 'RESEND_LIST_DOMAINS')
    expect(refused.status).toBe(200)
    expect(refused.body.error).toMatch(/No connected resend account.*COMPOSIO_MANAGE_CONNECTIONS/)
    expect(upstream.calls()).toHaveLength(0)
  })

  test('chooses among several accounts by id or alias, the newest when nothing is said', async () => {
    const first = await connectResend('erin', 're_erin_first_00000', 'work')
    await connectResend('erin', 're_erin_second_0000', 'home')
    const session = await createSession({ user_id: 'erin' })
    await execute(session, 'RESEND_LIST_DOMAINS')
    await execute(session, 'RESEND_LIST_DOMAINS', {}, first)
    await execute(session, 'RESEND_LIST_DOMAINS', {}, 'work')
    expect(upstream.calls().map((call) => call.headers['authorization'])).toStrictEqual([
      'Bearer re_erin_second_0000',
      'Bearer re_erin_first_00000',
      'Bearer re_erin_first_00000',
    ])
    const unknown = await execute(session, 'RESEND_LIST_DOMAINS', {}, 'nobody')
    expect(unknown.body.error).toContain('nobody is not an active resend account')
    expect(upstream.calls()).toHaveLength(3)
  })

  test('asks for a choice when the session requires one', async () => {
    await connectResend('frank', 're_frank_first_0000')
    await connectResend('frank', 're_frank_second_000')
    const session = await createSession({
      user_id: 'frank',
      multi_account: { enable: true, require_explicit_selection: true },
    })
    const { body } = await execute(session, 'RESEND_LIST_DOMAINS')
    expect(body.error).toContain("choose one of the user's resend accounts")
    expect(upstream.calls()).toHaveLength(0)
  })

  test('the credential is nowhere in what the agent gets', async () => {
    await connectResend('gina', 're_gina_key_000000')
    const session = await createSession({ user_id: 'gina' })
    // The stand-in echoes the Authorization header, as a hostile or careless API would.
    const { body } = await execute(session, 'RESEND_LIST_DOMAINS')
    expect(JSON.stringify(body)).not.toContain('re_gina_key_000000')
  })
})

describe('meta tools', () => {
  const meta = async (session: string, slug: string, args: object) =>
    (await server.call('POST', at(session, '/execute_meta'), { body: { slug, arguments: args } })).body

  test('older SDKs run app tools through execute_meta too', async () => {
    const session = await createSession()
    const body = await meta(session, 'HACKERNEWS_GET_USER', { username: 'dang' })
    expect(body.error).toBeNull()
  })

  test('wrong arguments come back as something the model can read', async () => {
    const session = await createSession()
    const body = await meta(session, 'COMPOSIO_SEARCH_TOOLS', { queries: 'github' })
    expect(body.error).toContain('queries')
  })

  test('GET_TOOL_SCHEMAS gives whole schemas and lists the slugs it does not know', async () => {
    const session = await createSession()
    const { data } = await meta(session, 'COMPOSIO_GET_TOOL_SCHEMAS', {
      tool_slugs: ['HACKERNEWS_GET_USER', 'NO_SUCH_TOOL'],
      include: ['input_schema', 'output_schema'],
    })
    expect(data.not_found).toStrictEqual(['NO_SUCH_TOOL'])
    expect(data.tool_schemas.HACKERNEWS_GET_USER.input_schema.required).toStrictEqual(['username'])
    expect(data.tool_schemas.HACKERNEWS_GET_USER.output_schema.type).toBe('object')
  })

  test('MANAGE_CONNECTIONS gives a link for what is missing and the account for what is there', async () => {
    const account = await connectResend('hana', 're_hana_key_000000')
    const session = await createSession({ user_id: 'hana' })
    const { data, error } = await meta(session, 'COMPOSIO_MANAGE_CONNECTIONS', {
      toolkits: ['github', 'RESEND', 'hackernews', 'nothing'],
    })
    expect(error).toBeNull()
    expect(data.results.github).toMatchObject({
      status: 'initiated',
      redirect_url: expect.stringMatching(/\/link\//),
    })
    expect(data.results.resend).toMatchObject({ status: 'active', connected_accounts: [{ id: account }] })
    expect(data.results.hackernews).toMatchObject({ status: 'active' })
    expect(data.results.nothing).toMatchObject({
      status: 'failed',
      error_message: expect.stringContaining('nothing'),
    })
    expect(data.summary).toStrictEqual({
      total_toolkits: 4,
      active_connections: 2,
      initiated_connections: 1,
      failed_connections: 1,
    })
  })

  test('WAIT_FOR_CONNECTIONS is there when enabled, and tells who is connected', async () => {
    await connectResend('ivan', 're_ivan_key_000000')
    const off = await createSession({ user_id: 'ivan' })
    const hidden = await server.call('POST', at(off, '/execute_meta'), {
      body: { slug: 'COMPOSIO_WAIT_FOR_CONNECTIONS', arguments: { toolkits: ['resend'] } },
    })
    expect(hidden.status).toBe(400)
    const on = await createSession({
      user_id: 'ivan',
      manage_connections: { enable_wait_for_connections: true },
    })
    const connected = await meta(on, 'COMPOSIO_WAIT_FOR_CONNECTIONS', { toolkits: ['resend'] })
    expect(connected.data).toMatchObject({ all_connected: true, timed_out: false })
    const missing = await meta(on, 'COMPOSIO_WAIT_FOR_CONNECTIONS', {
      toolkits: ['github'],
      timeout_seconds: 0,
    })
    expect(missing.data).toMatchObject({ all_connected: false, timed_out: true })
  })

  test('MULTI_EXECUTE runs all items, keeps their order, and one failure does not stop the rest', async () => {
    const session = await createSession()
    const { data, error } = await meta(session, 'COMPOSIO_MULTI_EXECUTE_TOOL', {
      tools: [
        { tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'a' } },
        { tool_slug: 'HACKERNEWS_GET_USER', arguments: {} },
        { tool_slug: 'COMPOSIO_SEARCH_TOOLS', arguments: {} },
        { tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'b' } },
      ],
    })
    expect(error).toBe('2 out of 4 tools failed')
    expect(data).toMatchObject({ total_count: 4, success_count: 2, error_count: 2 })
    expect(data.results.map((item: { index: number }) => item.index)).toStrictEqual([0, 1, 2, 3])
    expect(data.results[1].error).toContain('username')
    expect(data.results[0].response.successful).toBe(true)
  })

  test('MULTI_EXECUTE takes at most 50', async () => {
    const session = await createSession()
    const item = { tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'a' } }
    const fifty = await meta(session, 'COMPOSIO_MULTI_EXECUTE_TOOL', {
      tools: Array.from({ length: 50 }, () => item),
    })
    expect(fifty.data.success_count).toBe(50)
    const more = await meta(session, 'COMPOSIO_MULTI_EXECUTE_TOOL', {
      tools: Array.from({ length: 51 }, () => item),
    })
    expect(more.error).toContain('tools')
  })
})

describe('link', () => {
  test('gives a link on the public origin and an INITIATED account', async () => {
    const session = await createSession()
    const { status, body } = await server.call('POST', at(session, '/link'), {
      body: { toolkit: 'github', callback_url: 'https://app.example/done?x=1' },
    })
    expect(status).toBe(201)
    expect(body.redirect_url).toContain(`/link/${body.link_token}`)
    const account = await server.call('GET', `/connected_accounts/${body.connected_account_id}`)
    expect(account.body).toMatchObject({ status: 'INITIATED', toolkit: { slug: 'github' }, user_id: 'alice' })
  })

  test.each([
    ['a toolkit without accounts', { toolkit: 'hackernews' }, {}, 400],
    ['an unknown toolkit', { toolkit: 'nothing' }, {}, 404],
    [
      'a toolkit that the session leaves out',
      { toolkit: 'github' },
      { toolkits: { enable: ['gmail'] } },
      400,
    ],
    ['a toolkit that nobody registered an app for', { toolkit: 'slack' }, {}, 400],
    ['a script as callback', { toolkit: 'github', callback_url: 'javascript:alert(1)' }, {}, 400],
  ])('refuses %s', async (_name, body, config, status) => {
    const session = await createSession(config)
    const result = await server.call('POST', at(session, '/link'), { body })
    expect(result.status, JSON.stringify(result.body)).toBe(status)
    expect(result.body.error.suggested_fix).toMatch(/\w+ \w+/)
  })
})

describe('toolkits', () => {
  test('tell which are connected, and filter by it', async () => {
    const account = await connectResend('judy', 're_judy_key_000000')
    const session = await createSession({ user_id: 'judy' })
    const all = await server.call('GET', at(session, '/toolkits?toolkits=hackernews,github,resend'))
    const bySlug = Object.fromEntries(all.body.items.map((item: { slug: string }) => [item.slug, item]))
    expect(bySlug['hackernews']).toMatchObject({ is_no_auth: true, connected_account: null })
    expect(bySlug['github']).toMatchObject({
      composio_managed_auth_schemes: ['OAUTH2'],
      connected_account: null,
    })
    expect(bySlug['resend'].connected_account).toMatchObject({
      id: account,
      status: 'ACTIVE',
      user_id: 'judy',
    })
    const connected = await server.call('GET', at(session, '/toolkits?is_connected=true'))
    expect(connected.body.items.map((item: { slug: string }) => item.slug)).toStrictEqual(['resend'])
  })

  test('are searched, named and paged', async () => {
    const session = await createSession()
    const slugs = async (query: string) =>
      (await server.call('GET', at(session, `/toolkits?${query}`))).body.items.map(
        (item: { slug: string }) => item.slug,
      )
    expect(await slugs('search=hacker')).toStrictEqual(['hackernews'])
    expect(await slugs('search=gcal')).toStrictEqual(['googlecalendar'])
    expect(await slugs('search=hakernews')).toStrictEqual(['hackernews'])
    expect(await slugs('search=pull+requests')).toContain('github')
    expect(await slugs('toolkits=gmail,SLACK')).toStrictEqual(['gmail', 'slack'])
    expect(await slugs('limit=1')).toHaveLength(1)
  })
})

test('each execution leaves one log row, with its arguments and the request’s id', async () => {
  const session = await createSession({ user_id: 'logged' })
  const { body } = await execute(session, 'HACKERNEWS_GET_USER', { username: 'canary-argument' })
  await server.deps.executionLog.settled()
  const { rows } = await server.deps.db.execute(
    `select * from tool_execution_logs where id = '${body.log_id}'`,
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    session_id: session,
    user_id: 'logged',
    tool: 'HACKERNEWS_GET_USER',
    status: 'success',
    request_id: expect.stringMatching(/^req_/),
    payload: { request: { username: 'canary-argument' } },
  })
})

test('a refused execution is logged under the id that the agent gets, without the refused value', async () => {
  const session = await createSession({ user_id: 'refused' })
  const { body } = await execute(session, 'HACKERNEWS_GET_USER', { username: { secret: 'canary-object' } })
  expect(body.error).toContain('username')
  await server.deps.executionLog.settled()
  const { rows } = await server.deps.db.execute(
    `select * from tool_execution_logs where id = '${body.log_id}'`,
  )
  expect(rows).toMatchObject([{ status: 'failed', error: 'Invalid arguments' }])
  expect(await server.dump()).not.toContain('canary-object')
})

describe('a meta tool without a session’s path', () => {
  const search = (user: string, more: object = {}) =>
    server.call('POST', '/tools/execute/COMPOSIO_MULTI_EXECUTE_TOOL', {
      body: {
        user_id: user,
        arguments: {
          tools: [
            { tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } },
            { tool_slug: 'GITHUB_GET_THE_AUTHENTICATED_USER', arguments: {} },
          ],
        },
        ...more,
      },
    })

  test('runs in the session made last for the user, within its limits', async () => {
    const user = 'provider-user'
    await createSession({ user_id: user })
    await createSession({ user_id: user, toolkits: { enable: ['hackernews'] } })
    const { status, body } = await search(user)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ successful: false, session_info: null, log_id: expect.any(String) })
    expect(body.data).toMatchObject({ success_count: 1, error_count: 1 })
    expect(JSON.stringify(body.data)).toContain('not found in this session')
  })

  test('needs a user who has a session: not a deleted one, not another project’s', async () => {
    const user = 'user-without'
    const id = await createSession({ user_id: user })
    const other = await server.otherProject()
    const elsewhere = { key: other.key, body: { user_id: user, arguments: { queries: [] } } }
    expect((await server.call('POST', '/tools/execute/COMPOSIO_SEARCH_TOOLS', elsewhere)).status).toBe(400)
    await server.call('DELETE', at(id))
    const { status, body } = await search(user)
    expect(status).toBe(400)
    expect(body.error.message).toContain(`${user} has none`)
  })

  test('takes nothing that is of app tools', async () => {
    await createSession({ user_id: 'strict-user' })
    const { status, body } = await search('strict-user', { connected_account_id: 'ca_1' })
    expect(status).toBe(400)
    expect(body.error.errors).toStrictEqual(['connected_account_id: cannot be given to a meta tool'])
  })
})
