import { afterAll, afterEach, describe, expect, test } from 'vitest'
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
afterEach(async () => {
  upstream.clear()
  const { body } = await server.call('GET', '/policies')
  for (const { id } of body.items) await server.call('DELETE', `/policies/${id}`)
  await setTaint(false)
})

const setTaint = (is_taint_tracking_enabled: boolean) =>
  server.call('PATCH', '/org/project/config', { body: { is_taint_tracking_enabled } })

const config = await server.call('POST', '/auth_configs', {
  body: { toolkit: { slug: 'resend' }, auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY' } },
})
await server.call('POST', '/connected_accounts', {
  body: {
    auth_config: { id: config.body.auth_config.id },
    connection: {
      user_id: 'ann',
      state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 're_key_0123456789' } },
    },
  },
})

const send = 'RESEND_SEND_EMAIL'
const mail = { from: 'a@acme.example', to: ['b@acme.example'], subject: 'Hi', text: 'Hello' }
const abroad = { ...mail, to: ['b@acme.example', 'eve@evil.example'] }

async function newSession(more: object = {}) {
  const { body } = await server.call('POST', '/tool_router/session', { body: { user_id: 'ann', ...more } })
  const path = `/tool_router/session/${body.session_id}`
  return {
    path,
    id: body.session_id as string,
    run: (slug: string, args: object = {}) =>
      server.call('POST', `${path}/execute`, { body: { tool_slug: slug, arguments: args } }),
  }
}

async function addPolicy(policy: object, key?: string) {
  const { status, body } = await server.call('POST', '/policies', {
    body: { name: 'a rule', ...policy },
    ...(key !== undefined && { key }),
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

describe('a policy', () => {
  test('refuses the calls it is about on every path, and lets others pass', async () => {
    const policy = await addPolicy({
      name: 'no mail to strangers',
      effect: 'deny',
      match: { tools: ['RESEND_SEND_*'], arguments: { to: { not_glob: '*@acme.example' } } },
    })
    const { run, path } = await newSession()
    expect((await run(send, mail)).body.error).toBeNull()
    const refused = await run(send, abroad)
    expect(refused.body.error).toContain('policy no mail to strangers says deny')
    const batch = await server.call('POST', `${path}/execute_meta`, {
      body: {
        slug: 'COMPOSIO_MULTI_EXECUTE_TOOL',
        arguments: { tools: [{ tool_slug: send, arguments: abroad }] },
      },
    })
    expect(batch.body.data.error_count).toBe(1)
    const direct = await server.call('POST', `/tools/execute/${send}`, {
      body: { user_id: 'ann', arguments: abroad },
    })
    expect([direct.status, direct.body.error.slug]).toStrictEqual([403, 'Permission_Denied'])
    expect(upstream.calls()).toHaveLength(1)
    // Switched off, it protects nothing: the rule is what refused.
    await server.call('PATCH', `/policies/${policy.id}`, { body: { enabled: false } })
    expect((await run(send, abroad)).body.error).toBeNull()
  })

  test('about a toolkit is about its proxy calls as well', async () => {
    await addPolicy({ effect: 'deny', match: { tools: ['RESEND_*'] } })
    const { path } = await newSession()
    const call = { toolkit_slug: 'resend', endpoint: '/emails', method: 'POST', body: mail }
    const { status, body } = await server.call('POST', `${path}/proxy_execute`, { body: call })
    expect([status, body.error.slug]).toStrictEqual([403, 'Permission_Denied'])
    expect(upstream.calls()).toStrictEqual([])
  })

  test('that comes first decides', async () => {
    await addPolicy({ name: 'all', effect: 'deny', match: { toolkits: ['resend'] }, priority: 10 })
    await addPolicy({
      name: 'own',
      effect: 'allow',
      match: { tools: [send], arguments: { to: { glob: '*@acme.example' } } },
    })
    const { run } = await newSession()
    expect((await run(send, mail)).body.error).toBeNull()
    expect((await run(send, abroad)).body.error).toContain('policy all says deny')
  })

  test('that allows does not lift what a session forbids', async () => {
    await addPolicy({ effect: 'allow', match: { toolkits: ['resend'] } })
    const { run } = await newSession({ experimental: { permissions: { default: 'ask_every_call' } } })
    expect((await run(send, mail)).body.data.approval_required).toBe(true)
  })

  test('that asks is answered once, or for the session, but never for good', async () => {
    const policy = await addPolicy({ name: 'strangers', effect: 'ask', match: { tools: [send] } })
    const { run } = await newSession()
    const { approval } = (await run(send, abroad)).body.data
    expect(approval.reasons).toStrictEqual([
      { source: 'policy', message: 'policy strangers says ask', policy_id: policy.id },
    ])
    expect(approval.decisions).toStrictEqual(['allow_once', 'allow_session', 'deny', 'always_deny'])
    const decide = (decision: string) =>
      server.call('POST', `/approvals/${approval.id}/decide`, { body: { decision, hash: approval.hash } })
    expect((await decide('always_allow')).status).toBe(400)
    expect((await decide('allow_session')).status).toBe(200)
    expect((await run(send, mail)).body.error).toBeNull()
    // Another policy is another question.
    await server.call('DELETE', `/policies/${policy.id}`)
    await addPolicy({ effect: 'ask', match: { tools: [send] } })
    expect((await run(send, mail)).body.data.approval_required).toBe(true)
  })

  test('asks outside of sessions, too', async () => {
    await addPolicy({ effect: 'ask', match: { tools: ['HACKERNEWS_*'] } })
    const call = () =>
      server.call('POST', '/tools/execute/HACKERNEWS_GET_USER', {
        body: { user_id: 'ann', arguments: { username: 'pg' } },
      })
    const asked = await call()
    expect([asked.status, asked.body.successful]).toStrictEqual([200, false])
    const { approval } = asked.body.data
    expect(approval.decisions).toStrictEqual(['allow_once', 'deny'])
    await server.call('POST', `/approvals/${approval.id}/decide`, {
      body: { decision: 'allow_once', hash: approval.hash },
    })
    expect((await call()).body.successful).toBe(true)
    expect((await call()).body.successful).toBe(false)
  })

  test('given after an approval, is a reason the person was not told: it asks again', async () => {
    const { run } = await newSession({ experimental: { permissions: { default: 'ask_every_call' } } })
    const { approval } = (await run(send, mail)).body.data
    await server.call('POST', `/approvals/${approval.id}/decide`, {
      body: { decision: 'allow_once', hash: approval.hash },
    })
    await addPolicy({ effect: 'ask', match: { tools: [send] } })
    const again = (await run(send, mail)).body.data
    expect(again.approval.reasons.map(({ source }: { source: string }) => source)).toStrictEqual([
      'policy',
      'session',
    ])
  })
})

describe('policies', () => {
  test('are created, read, changed, listed in order and deleted', async () => {
    const late = await addPolicy({ name: 'late', effect: 'deny', priority: 5 })
    const early = await addPolicy({ name: 'early', effect: 'ask', match: { tags: ['destructiveHint'] } })
    expect(early).toMatchObject({ id: expect.stringMatching(/^pol_/), enabled: true, priority: 0 })
    const list = await server.call('GET', '/policies')
    expect(list.body.items.map(({ name }: { name: string }) => name)).toStrictEqual(['early', 'late'])
    const changed = await server.call('PATCH', `/policies/${late.id}`, { body: { priority: -1 } })
    expect(changed.body).toMatchObject({ name: 'late', effect: 'deny', priority: -1 })
    expect((await server.call('GET', `/policies/${late.id}`)).body).toStrictEqual(changed.body)
    expect((await server.call('DELETE', `/policies/${late.id}`)).body).toStrictEqual({
      id: late.id,
      deleted: true,
    })
    expect((await server.call('GET', `/policies/${late.id}`)).body.error.slug).toBe(
      'Permission_PolicyNotFound',
    )
  })

  test.each([
    [{ effect: 'forbid' }, 'effect'],
    [{ effect: 'deny', match: { tool: ['X'] } }, 'match'],
    [{ effect: 'deny', match: { arguments: { to: {} } } }, 'match.arguments.to'],
    [{ effect: 'deny', match: { arguments: { to: { gt: '3' } } } }, 'match.arguments.to.gt'],
    [{ effect: 'deny', priority: 1.5 }, 'priority'],
    [{ effect: 'deny', name: ' ' }, 'name'],
  ])('refuse %j, naming the field', async (policy, field) => {
    const { status, body } = await server.call('POST', '/policies', { body: { name: 'x', ...policy } })
    expect(status).toBe(400)
    expect(body.error.errors.join()).toContain(field)
  })

  test('are one project’s alone', async () => {
    const policy = await addPolicy({ effect: 'deny', match: { tools: [send] } })
    const { key } = await server.otherProject()
    for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
      const { status } = await server.call(method, `/policies/${policy.id}`, {
        key,
        ...(method === 'PATCH' && { body: { name: 'mine' } }),
      })
      expect(status).toBe(404)
    }
    await addPolicy({ effect: 'deny' }, key)
    await server.call('DELETE', `/policies/${policy.id}`)
    const { run } = await newSession()
    expect((await run(send, mail)).body.error).toBeNull()
  })

  test('are held against the log, and nothing changes', async () => {
    const { run } = await newSession()
    await run(send, mail)
    await run(send, abroad)
    const test = (body: object) => server.call('POST', '/policies/test', { body: { limit: 2, ...body } })
    const rule = {
      name: 'strangers',
      effect: 'deny',
      match: { tools: [send], arguments: { to: { not_glob: '*@acme.example' } } },
    }
    const { status, body } = await test({ policies: [rule] })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({
      tested: 2,
      effects: { allow: 0, ask: 0, deny: 1, unmatched: 1, undecided: 0 },
      policies: [{ id: null, name: 'strangers', effect: 'deny', matched: 1 }],
      samples: [{ tool_slug: send, effect: 'deny', policy: 'strangers', user_id: 'ann' }],
    })
    expect((await run(send, abroad)).body.error).toBeNull()
    const kept = await addPolicy(rule)
    expect((await test({ limit: 3 })).body.policies).toMatchObject([{ id: kept.id, matched: 2 }])
  })

  test('held against calls whose arguments are not stored say that they would tell', async () => {
    await server.call('PATCH', '/org/project/config', { body: { log_visibility_setting: 'dont_store_data' } })
    const { run } = await newSession()
    await run(send, mail)
    await server.call('PATCH', '/org/project/config', { body: { log_visibility_setting: 'show_all' } })
    const rule = { name: 'x', effect: 'deny', match: { arguments: { to: { exists: true } } } }
    const { body } = await server.call('POST', '/policies/test', { body: { limit: 1, policies: [rule] } })
    expect(body.effects.undecided).toBe(1)
    expect(body.samples[0].effect).toBe('undecided')
  })
})

describe('content of others in a session', () => {
  const read = 'HACKERNEWS_GET_FRONTPAGE'

  test('makes later calls that may carry something out ask, and shows where it came from', async () => {
    await setTaint(true)
    const { run } = await newSession()
    expect((await run(send, mail)).body.error).toBeNull()
    const first = await run(read)
    expect(first.body.error).toBeNull()
    const { approval } = (await run(send, mail)).body.data
    expect(approval.reasons).toStrictEqual([
      {
        source: 'taint',
        message: expect.stringContaining(read),
        chain: [{ tool: read, account: null, log_id: first.body.log_id }],
      },
    ])
    // Reading on is no matter.
    expect((await run('RESEND_LIST_DOMAINS')).body.error).toBeNull()
    await server.call('POST', `/approvals/${approval.id}/decide`, {
      body: { decision: 'allow_session', hash: approval.hash },
    })
    expect((await run(send, abroad)).body.error).toBeNull()
  })

  test('is not noticed while the project does not ask for it', async () => {
    const { run } = await newSession()
    await run(read)
    expect((await run(send, mail)).body.error).toBeNull()
    await setTaint(true)
    // What was read before is not known; from now on it is.
    expect((await run(send, mail)).body.error).toBeNull()
    await run(read)
    expect((await run(send, mail)).body.data.approval_required).toBe(true)
    await setTaint(false)
    expect((await run(send, mail)).body.error).toBeNull()
  })

  test('stays in its session', async () => {
    await setTaint(true)
    const { run } = await newSession()
    await run(read)
    const other = await newSession()
    expect((await other.run(send, mail)).body.error).toBeNull()
  })

  test('comes through proxy calls, too, and stops those that write', async () => {
    await setTaint(true)
    const { path } = await newSession()
    const proxy = (method: string) =>
      server.call('POST', `${path}/proxy_execute`, {
        body: { toolkit_slug: 'resend', endpoint: '/emails', method },
      })
    expect((await proxy('GET')).status).toBe(200)
    expect((await proxy('GET')).status).toBe(200)
    const { status, body } = await proxy('POST')
    expect([status, body.error.slug]).toStrictEqual([403, 'Permission_ApprovalRequired'])
    expect(upstream.calls()).toHaveLength(2)
  })
})
