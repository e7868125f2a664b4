import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { testServer } from '../../test/harness.ts'

let offsetMs = 0
const upstream = await startUpstream()
const server = await testServer({
  config: {
    toolkits: {
      hackernews: { base_url: `${upstream.url}/echo` },
      resend: { base_url: `${upstream.url}/echo` },
    },
    egress: { allow_private: [new URL(upstream.url).host] },
  },
  deps: { clock: { now: () => new Date(Date.now() + offsetMs) } },
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})
beforeEach(() => {
  offsetMs = 0
  upstream.clear()
})

const config = await server.call('POST', '/auth_configs', {
  body: { toolkit: { slug: 'resend' }, auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY' } },
})
let users = 0

/** A user of their own with a Resend account, and a session. */
async function setUp(experimental?: object, more: object = {}) {
  users += 1
  const user = `user-${users}`
  const made = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.body.auth_config.id },
      connection: {
        user_id: user,
        state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 're_key_0123456789' } },
      },
    },
  })
  const account: string = made.body.id
  const session = await server.call('POST', '/tool_router/session', {
    body: { user_id: user, ...more, ...(experimental && { experimental: resolved(experimental, account) }) },
  })
  expect(session.status, JSON.stringify(session.body)).toBe(201)
  const path = `/tool_router/session/${session.body.session_id}`
  return {
    user,
    account,
    path,
    session: session.body,
    run: (slug: string, args: object = {}) =>
      server.call('POST', `${path}/execute`, { body: { tool_slug: slug, arguments: args } }),
  }
}

/** Overrides of tests name the account `ACCOUNT`. */
function resolved(experimental: object, account: string): object {
  return JSON.parse(JSON.stringify(experimental).replaceAll('ACCOUNT', account))
}

const permissions = (mode: string, overrides?: object) => ({
  permissions: { default: mode, ...(overrides && { overrides }) },
})
const mail = { from: 'a@acme.example', to: ['b@acme.example'], subject: 'Hi', text: 'Hello' }
const send = 'RESEND_SEND_EMAIL'
const decide = (approval: { id: string; hash: string }, decision: string, key?: string) =>
  server.call('POST', `/approvals/${approval.id}/decide`, {
    body: { decision, hash: approval.hash },
    ...(key !== undefined && { key }),
  })
const sent = () => upstream.calls().length

describe('a session without permissions', () => {
  test('runs everything', async () => {
    const { run, session } = await setUp()
    expect((await run(send, mail)).body.error).toBeNull()
    expect(session.config.permissions).toBeUndefined()
  })
})

describe('a session that asks at every call', () => {
  test('answers with an approval, sends nothing, and sends once it is approved', async () => {
    const { run, account, session, user } = await setUp(permissions('ask_every_call'))
    const asked = await run(send, mail)
    expect(asked.status).toBe(200)
    expect(asked.body.error).toMatch(/^approval_required: /)
    const { approval } = asked.body.data
    expect(approval).toMatchObject({
      id: expect.stringMatching(/^apr_/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      tool_slug: send,
      connected_account_id: account,
      arguments: mail,
      reasons: [{ source: 'session', message: 'the session asks at every call' }],
    })
    expect(sent()).toBe(0)
    const shown = await server.call('GET', `/approvals/${approval.id}`)
    expect(shown.body).toMatchObject({
      status: 'pending',
      session_id: session.session_id,
      user_id: user,
      hash: approval.hash,
      arguments: mail,
      decisions: ['allow_once', 'allow_session', 'always_allow', 'deny', 'always_deny'],
    })
    expect((await decide(approval, 'allow_once')).body).toMatchObject({
      status: 'approved',
      decision: 'allow_once',
    })
    expect((await run(send, mail)).body.error).toBeNull()
    expect(sent()).toBe(1)
    expect((await server.call('GET', `/approvals/${approval.id}`)).body.status).toBe('used')
    // Used up: the same call asks again.
    expect((await run(send, mail)).body.data.approval_required).toBe(true)
    expect(sent()).toBe(1)
  })

  test('the same call is one question, and other arguments are another', async () => {
    const { run } = await setUp(permissions('ask_every_call'))
    const first = (await run(send, mail)).body.data.approval
    const same = (await run(send, { ...mail })).body.data.approval
    const other = (await run(send, { ...mail, to: ['eve@evil.example'] })).body.data.approval
    expect(same.id).toBe(first.id)
    expect(other.id).not.toBe(first.id)
    expect(other.hash).not.toBe(first.hash)
    await decide(first, 'allow_once')
    const smuggled = await run(send, { ...mail, to: ['eve@evil.example'] })
    expect(smuggled.body.data.approval_required).toBe(true)
    expect(sent()).toBe(0)
  })

  test('one approval lets one of two calls at once through', async () => {
    const { run } = await setUp(permissions('ask_every_call'))
    await decide((await run(send, mail)).body.data.approval, 'allow_once')
    const both = await Promise.all([run(send, mail), run(send, mail)])
    // One that is the same at the same time is given the answer of the other: nothing is done twice.
    const done = both.filter(({ body }) => body.error === null)
    expect(done.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1)
    expect(sent()).toBe(1)
    expect((await run(send, mail)).body.data.approval_required).toBe(true)
  })

  test('an answer for the session holds for every call of the tool in it, and in no other', async () => {
    const { run, user } = await setUp(permissions('ask_every_call'))
    await decide((await run(send, mail)).body.data.approval, 'allow_session')
    expect((await run(send, { ...mail, subject: 'Other' })).body.error).toBeNull()
    expect((await run('RESEND_LIST_DOMAINS')).body.data.approval_required).toBe(true)
    const other = await server.call('POST', '/tool_router/session', {
      body: { user_id: user, experimental: permissions('ask_every_call') },
    })
    const elsewhere = await server.call('POST', `/tool_router/session/${other.body.session_id}/execute`, {
      body: { tool_slug: send, arguments: mail },
    })
    expect(elsewhere.body.data.approval_required).toBe(true)
  })

  test('a no holds for the same call, and nothing is asked again', async () => {
    const { run } = await setUp(permissions('ask_every_call'))
    await decide((await run(send, mail)).body.data.approval, 'deny')
    const again = await run(send, mail)
    expect(again.body.error).toContain('the person said no to this call')
    expect(again.body.data).toMatchObject({ slug: 'Permission_Denied', failure: { kind: 'policy' } })
    expect((await run(send, { ...mail, subject: 'Please' })).body.data.approval_required).toBe(true)
    expect(sent()).toBe(0)
  })

  test('invalid arguments are told before anybody is asked', async () => {
    const { run, session } = await setUp(permissions('ask_every_call'))
    const { body } = await run(send, { subject: 7 })
    expect(body.data.slug).toBe('ActionExecute_InvalidArguments')
    const { body: list } = await server.call('GET', `/approvals?session_id=${session.session_id}`)
    expect(list.total_items).toBe(0)
  })

  test('a tool without an account asks as well', async () => {
    const { run } = await setUp(
      permissions('ask_every_call', { 'HACKERNEWS_GET_USER:__none__': 'always_allow' }),
    )
    expect((await run('HACKERNEWS_GET_USER', { username: 'pg' })).body.error).toBeNull()
    const asked = await run('HACKERNEWS_GET_FRONTPAGE')
    expect(asked.body.data.approval.decisions).toStrictEqual(['allow_once', 'allow_session', 'deny'])
  })
})

describe('what a session says of single tools and accounts', () => {
  test('goes before its default: the exact tool before the whole account', async () => {
    const { run } = await setUp(
      permissions('ask_every_call', {
        '*:ACCOUNT': 'always_deny',
        'RESEND_LIST_DOMAINS:ACCOUNT': 'always_allow',
      }),
    )
    expect((await run('RESEND_LIST_DOMAINS')).body.error).toBeNull()
    expect((await run(send, mail)).body.error).toContain('the session never allows this tool')
    expect(sent()).toBe(1)
  })

  test('ask_once remembers a yes and a no; ask_always remembers nothing', async () => {
    const { run } = await setUp(
      permissions('allow_all', {
        [`${send}:ACCOUNT`]: 'ask_once',
        'RESEND_RETRIEVE_DOMAIN:ACCOUNT': 'ask_once',
        'RESEND_RETRIEVE_EMAIL:ACCOUNT': 'ask_always',
      }),
    )
    await decide((await run(send, mail)).body.data.approval, 'allow_session')
    expect((await run(send, { ...mail, subject: '2' })).body.error).toBeNull()
    await decide((await run('RESEND_RETRIEVE_DOMAIN', { domain_id: 'd1' })).body.data.approval, 'deny')
    expect((await run('RESEND_RETRIEVE_DOMAIN', { domain_id: 'd2' })).body.error).toContain(
      'the person said no',
    )
    const every = (await run('RESEND_RETRIEVE_EMAIL', { email_id: 'e1' })).body.data.approval
    await decide(every, 'allow_session')
    expect((await run('RESEND_RETRIEVE_EMAIL', { email_id: 'e1' })).body.error).toBeNull()
    expect((await run('RESEND_RETRIEVE_EMAIL', { email_id: 'e1' })).body.data.approval_required).toBe(true)
  })

  test('ask_once_per_session as the default asks once for each tool', async () => {
    const { run } = await setUp(permissions('ask_once_per_session'))
    await decide((await run(send, mail)).body.data.approval, 'allow_session')
    expect((await run(send, { ...mail, subject: '2' })).body.error).toBeNull()
    expect((await run('RESEND_LIST_DOMAINS')).body.data.approval_required).toBe(true)
  })

  test('is checked: every override that could never hold is listed', async () => {
    const { body, status } = await server.call('POST', '/tool_router/session', {
      body: {
        user_id: 'x',
        experimental: permissions('allow_all', {
          'RESEND_SEND_EMIAL:__none__': 'always_deny',
          RESEND_SEND_EMAIL: 'always_deny',
          '*:ca_doesnotexist': 'ask_once',
        }),
      },
    })
    expect([status, body.error.slug]).toStrictEqual([400, 'ToolRouterSession_Invalid'])
    expect(body.error.errors).toStrictEqual([
      'permissions.overrides: no tool RESEND_SEND_EMIAL',
      'permissions.overrides: RESEND_SEND_EMAIL is not TOOL:ca_… or *:ca_… or TOOL:__none__',
      'permissions.overrides: no connected account ca_doesnotexist',
    ])
  })

  test('an alias of a tool is the tool', async () => {
    const tool = server.deps.catalog.tools('github').find(({ aliases }) => aliases.length > 0)
    const [alias] = tool?.aliases ?? []
    expect(alias).toBeDefined()
    const { session } = await setUp(permissions('allow_all', { [`${alias}:__none__`]: 'always_deny' }))
    expect(session.config.permissions.overrides).toStrictEqual({ [`${tool?.slug}:__none__`]: 'always_deny' })
  })
})

describe('changing a session', () => {
  test('replaces the permissions, null takes them back, and other blocks leave them', async () => {
    const { path, run } = await setUp(permissions('ask_every_call'))
    const patch = (body: object) => server.call('PATCH', path, { body })
    expect((await patch({ tags: { disable: ['destructiveHint'] } })).body.config.permissions.default).toBe(
      'ask_every_call',
    )
    expect((await run(send, mail)).body.data.approval_required).toBe(true)
    const changed = await patch({ experimental: { permissions: { default: 'ask_once_per_session' } } })
    expect(changed.body.config.permissions).toStrictEqual({ default: 'ask_once_per_session', overrides: {} })
    expect((await patch({ experimental: null })).body.config.permissions).toBeUndefined()
    expect((await run(send, mail)).body.error).toBeNull()
  })

  test('links are made on the host that the session names', async () => {
    const { path } = await setUp({ link_url_overwrite: 'https://connect.acme.example/' })
    const link = await server.call('POST', `${path}/link`, { body: { toolkit: 'resend' } })
    expect(link.body.redirect_url).toMatch(/^https:\/\/connect\.acme\.example\/link\/lk_/)
    await server.call('PATCH', path, { body: { experimental: { link_url_overwrite: null } } })
    const plain = await server.call('POST', `${path}/link`, { body: { toolkit: 'resend' } })
    expect(plain.body.redirect_url).not.toContain('acme')
  })
})

describe('the person', () => {
  const answer = (account: string, state: string) =>
    server.call('PATCH', `/consumer/connected_accounts/${account}/permissions/tools/${send}`, {
      body: { toolkit_slug: 'resend', risk_group: 'write', state },
    })

  test('a no of theirs holds in every session and without one', async () => {
    const { run, account, user } = await setUp(
      permissions('allow_all', { [`${send}:ACCOUNT`]: 'always_allow' }),
    )
    await answer(account, 'always_deny')
    expect((await run(send, mail)).body.error).toContain('the owner of the account never allows this tool')
    const direct = await server.call('POST', `/tools/execute/${send}`, {
      body: { user_id: user, arguments: mail },
    })
    expect([direct.status, direct.body.error.slug]).toStrictEqual([403, 'Permission_Denied'])
    expect(sent()).toBe(0)
  })

  test('what they allowed is not asked, unless the session says so itself', async () => {
    const { run, account } = await setUp(permissions('ask_every_call'))
    await answer(account, 'always_allow')
    expect((await run(send, mail)).body.error).toBeNull()
  })

  test('“always” is kept for the account, for sessions to come', async () => {
    const { run, account, user } = await setUp(permissions('ask_every_call'))
    await decide((await run(send, mail)).body.data.approval, 'always_allow')
    const { body } = await server.call('GET', `/consumer/connected_accounts/${account}/permissions`)
    expect(body.permissions).toMatchObject([
      { tool_slug: send, state: 'always_allow', source: 'elicitation', risk_group: 'write' },
    ])
    const next = await server.call('POST', '/tool_router/session', {
      body: { user_id: user, experimental: permissions('ask_every_call') },
    })
    const path = `/tool_router/session/${next.body.session_id}/execute`
    const { body: ran } = await server.call('POST', path, { body: { tool_slug: send, arguments: mail } })
    expect(ran.error).toBeNull()
  })

  test('what resolve makes of their answers is what a session takes', async () => {
    const { account, user } = await setUp()
    await answer(account, 'ask_always')
    const { body } = await server.call('POST', '/consumer/permissions/resolve', {
      body: { connected_account_ids: [account], default: 'allow_all' },
    })
    const made = await server.call('POST', '/tool_router/session', { body: { user_id: user, ...body } })
    expect(made.status).toBe(201)
    expect(made.body.config.permissions).toStrictEqual(body.experimental.permissions)
  })
})

describe('an approval', () => {
  async function pending() {
    const set = await setUp(permissions('ask_every_call'))
    return { ...set, approval: (await set.run(send, mail)).body.data.approval }
  }

  test('is decided once, with the hash of what was shown', async () => {
    const { approval } = await pending()
    const wrong = await decide({ ...approval, hash: '0'.repeat(64) }, 'allow_once')
    expect([wrong.status, wrong.body.error.errors[0]]).toStrictEqual([
      400,
      expect.stringContaining('hash: is not that of'),
    ])
    const both = await Promise.all([decide(approval, 'allow_once'), decide(approval, 'deny')])
    expect(both.map(({ status }) => status).toSorted()).toStrictEqual([200, 409])
    const late = both.find(({ status }) => status === 409)
    expect(late?.headers['x-should-retry']).toBe('false')
  })

  test('is over after an hour: it can be neither decided nor used', async () => {
    const { approval, run } = await pending()
    const other = (await run(send, { ...mail, subject: '2' })).body.data.approval
    await decide(other, 'allow_once')
    offsetMs = 61 * 60_000
    expect((await decide(approval, 'allow_once')).status).toBe(409)
    expect((await run(send, { ...mail, subject: '2' })).body.data.approval_required).toBe(true)
    const { body } = await server.call('GET', `/approvals/${approval.id}`)
    expect([body.status, body.decisions]).toStrictEqual(['expired', []])
    const anew = await run(send, mail)
    expect(anew.body.data.approval.id).not.toBe(approval.id)
    expect(sent()).toBe(0)
  })

  test('is one project’s alone', async () => {
    const { approval } = await pending()
    const { key } = await server.otherProject()
    expect((await decide(approval, 'allow_once', key)).status).toBe(404)
    expect((await server.call('GET', `/approvals/${approval.id}`, { key })).status).toBe(404)
    expect((await server.call('GET', '/approvals', { key })).body.items).toStrictEqual([])
  })

  test('is listed by status and session, and its arguments are sealed', async () => {
    const { approval, session } = await pending()
    const list = await server.call('GET', `/approvals?status=pending&session_id=${session.session_id}`)
    expect(list.body.items.map(({ id }: { id: string }) => id)).toStrictEqual([approval.id])
    const used = await server.call('GET', `/approvals?status=used&session_id=${session.session_id}`)
    expect(used.body.items).toStrictEqual([])
    const { rows } = await server.deps.db.execute(
      `select encode(arguments, 'escape') as text from approvals where id = '${approval.id}'`,
    )
    expect(JSON.stringify(rows)).not.toContain('acme.example')
  })
})

describe('every path', () => {
  test('of a batch each call is asked about on its own', async () => {
    const { path, account } = await setUp(permissions('allow_all', { [`${send}:ACCOUNT`]: 'ask_always' }))
    expect(account).toMatch(/^ca_/)
    const { body } = await server.call('POST', `${path}/execute_meta`, {
      body: {
        slug: 'COMPOSIO_MULTI_EXECUTE_TOOL',
        arguments: {
          tools: [
            { tool_slug: 'RESEND_LIST_DOMAINS', arguments: {} },
            { tool_slug: send, arguments: mail },
          ],
        },
      },
    })
    expect(body.error).toBe('1 out of 2 tools failed')
    expect(body.data.results[0].response.successful).toBe(true)
    expect(body.data.results[1].response).toMatchObject({
      successful: false,
      data: { approval_required: true, approval: { id: expect.stringMatching(/^apr_/) } },
    })
    expect(sent()).toBe(1)
  })

  test('a proxy call is asked about under its method, endpoint and body', async () => {
    const { path } = await setUp(permissions('ask_every_call'))
    const call = { toolkit_slug: 'resend', endpoint: '/emails', method: 'POST', body: mail }
    const asked = await server.call('POST', `${path}/proxy_execute`, { body: call })
    expect([asked.status, asked.body.error.slug]).toStrictEqual([403, 'Permission_ApprovalRequired'])
    expect(sent()).toBe(0)
    const id = asked.body.error.errors[0].replace('approval: ', '')
    const { body: approval } = await server.call('GET', `/approvals/${id}`)
    expect(approval).toMatchObject({ tool_slug: 'PROXY', arguments: { endpoint: '/emails', method: 'POST' } })
    await decide(approval, 'allow_once')
    const changed = { ...call, body: { ...mail, to: ['eve@evil.example'] } }
    expect((await server.call('POST', `${path}/proxy_execute`, { body: changed })).status).toBe(403)
    expect((await server.call('POST', `${path}/proxy_execute`, { body: call })).status).toBe(200)
    expect(sent()).toBe(1)
  })

  test('a session’s filters hold for proxy calls, too', async () => {
    const { path } = await setUp(undefined, {
      toolkits: { enable: ['resend'] },
      tools: { resend: { tags: ['readOnlyHint'] } },
    })
    const proxy = (body: object) =>
      server.call('POST', `${path}/proxy_execute`, { body: { endpoint: '/x', method: 'GET', ...body } })
    expect((await proxy({ toolkit_slug: 'resend' })).status).toBe(200)
    expect((await proxy({ toolkit_slug: 'resend', method: 'POST' })).body.error.slug).toBe(
      'ToolRouterSession_ToolNotFound',
    )
    expect((await proxy({ toolkit_slug: 'github' })).body.error.slug).toBe(
      'ToolRouterSession_ToolkitNotEnabled',
    )
    await server.call('PATCH', path, { body: { workbench: { enable_proxy_execution: false } } })
    expect((await proxy({ toolkit_slug: 'resend' })).status).toBe(400)
  })

  test('over MCP the agent is told what to have approved', async () => {
    const { path } = await setUp(permissions('ask_every_call'), { preload: { tools: [send] } })
    const response = await server.app.inject({
      method: 'POST',
      url: path.replace('/tool_router/session/', '/tool_router/v3/') + '/mcp',
      headers: {
        'x-api-key': server.projectKey,
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
      },
      payload: {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: send, arguments: mail },
      },
    })
    expect(response.body).toContain('approval_required')
    expect(sent()).toBe(0)
  })

  test('a preview tells the verdict and the hash that an approval would have, and asks nobody', async () => {
    const { path, run, session } = await setUp(permissions('ask_every_call'))
    const preview = await server.call('POST', `${path}/execute`, {
      body: { tool_slug: send, arguments: mail, preview: true },
    })
    expect(preview.body.data.permission).toStrictEqual({
      verdict: 'ask',
      reasons: [{ source: 'session', message: 'the session asks at every call' }],
    })
    const { body } = await server.call('GET', `/approvals?session_id=${session.session_id}`)
    expect(body.total_items).toBe(0)
    expect((await run(send, mail)).body.data.approval.hash).toBe(preview.body.data.hash)
  })
})
