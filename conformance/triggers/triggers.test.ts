/** Triggers over real HTTP: polls of a provider, hooks that a provider sends, and what becomes of both. */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { commands } from '../../server/src/cli/commands.ts'
import { sql } from '../../server/src/db/sql.ts'
import { startPoller } from '../../server/src/triggers/poller.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'
import { listen, type LoopbackServer } from '../rigs/listen.ts'
import { startProvider, type Provider } from '../rigs/provider.ts'
import { readBody } from '../rigs/read-body.ts'
import { startReceiver } from '../webhooks/receiver.ts'
import { generations } from '../rigs/sdk.ts'

let server: TestServer
let github: Provider
let app: LoopbackServer
/** Milliseconds by which the test has turned the clock on. */
let offset = 0
/** Answers of the stand-in for Discord and Slack, by path, and what it was asked. */
const answers = new Map<string, (query: URLSearchParams) => { status?: number; body: unknown }>()
const asked: { path: string; auth: string }[] = []

/** The path of a toolkit’s API comes before what its calls add. */
const answerTo = (path: string) => [...answers].find(([end]) => path.endsWith(end))?.[1]

const adasToken = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'

beforeAll(async () => {
  github = await startProvider('github', {
    tokens: { [adasToken]: { login: 'ada', scopes: ['repo', 'admin:repo_hook'] } },
    seed: { users: [{ login: 'ada', name: 'Ada' }], repos: [{ owner: 'ada', name: 'shop' }] },
  })
  app = await listen(async (request, response) => {
    await readBody(request)
    const url = new URL(request.url ?? '/', 'http://stand.in')
    asked.push({ path: url.pathname, auth: String(request.headers.authorization) })
    const { status = 200, body } = answerTo(url.pathname)?.(url.searchParams) ?? { status: 404, body: {} }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server = await testServer({
    listen: true,
    config: {
      egress: { allow_private: ['127.0.0.1'] },
      toolkits: {
        github: { base_url: github.url },
        discord: { base_url: app.url },
        slack: { base_url: app.url },
      },
    },
    deps: { clock: { now: () => new Date(Date.now() + offset) } },
  })
})
afterAll(async () => {
  await server?.close()
  await github?.close()
  await app?.close()
})

async function connect(toolkit: string, userId: string, token: string): Promise<string> {
  const scheme = 'BEARER_TOKEN'
  const config = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: toolkit },
      auth_config: { type: 'use_custom_auth', authScheme: scheme, credentials: {} },
    },
  })
  const account = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.body.auth_config.id },
      connection: { user_id: userId, state: { authScheme: scheme, val: { status: 'ACTIVE', token } } },
    },
  })
  expect(account.status).toBe(201)
  return account.body.id
}

/** The name under which the stand-ins reach the server. */
const reachable = () => ({ host: new URL(server.url).host })

async function upsert(slug: string, body: object) {
  return server.call('POST', `/trigger_instances/${slug}/upsert`, { body, headers: reachable() })
}

async function instance(id: string) {
  const { body } = await server.call('GET', `/trigger_instances/active?show_disabled=true&trigger_ids=${id}`)
  return body.items[0]
}

type Message = { type: string; data: { trigger_id: string; payload: Record<string, unknown> } }

/** Events about an instance, the oldest first. */
async function eventsOf(id: string, type = 'composio.trigger.message'): Promise<Message[]> {
  const { rows } = await server.deps.db.execute<Message & Record<string, unknown>>(
    sql`select type, data from events where subject_id = ${id} and type = ${type} order by occurred_at, id`,
  )
  return rows
}

/** The server looks once a second; a busy machine takes longer. */
const patient = { timeout: 20_000 }

/** Turns the clock to the next poll and waits until it has been made. */
async function nextPoll(id: string): Promise<void> {
  const { state } = await instance(id)
  if (state.next_poll_at !== null) offset = Math.max(offset, Date.parse(state.next_poll_at) - Date.now() + 1)
  await expect.poll(async () => (await instance(id)).state.last_poll_at, patient).not.toBe(state.last_poll_at)
}

test('a poll fires for what is new, once, and says where it stands', async () => {
  const path = '/channels/77/messages'
  const messages = [{ id: '1000000000000000001', content: 'old' }]
  answers.set(path, () => ({ body: messages }))
  const account = await connect('discord', 'ada', 'discord-token-0123456789')
  const made = await upsert('discord_discord_new_message_trigger', {
    user_id: 'ada',
    trigger_config: { channel_id: '77' },
  })
  expect(made.status).toBe(201)
  const id = made.body.trigger_id
  await expect.poll(async () => (await instance(id)).state.last_poll_at, patient).not.toBeNull()
  expect(await eventsOf(id)).toStrictEqual([])

  // The second has a number that floating point takes for the first's.
  messages.unshift({ id: '1000000000000000002', content: 'new' })
  await nextPoll(id)
  await nextPoll(id)
  const events = await eventsOf(id)
  expect(events.map(({ data }) => data.payload)).toStrictEqual([
    { event_type: 'new_message', message: { id: '1000000000000000002', content: 'new' } },
  ])
  expect(events[0]?.data).toMatchObject({
    trigger_id: id,
    trigger_slug: 'DISCORD_DISCORD_NEW_MESSAGE_TRIGGER',
    connected_account_id: account,
    user_id: 'ada',
  })
  expect(await instance(id)).toMatchObject({
    trigger_config: { channel_id: '77', limit: 50, interval: 1 },
    state: { consecutive_errors: 0, cursor: '1000000000000000002', last_event_at: expect.any(String) },
  })
  expect(
    asked.filter((call) => call.path.endsWith(path)).every(({ auth }) => auth.includes('discord-token')),
  ).toBe(true)

  // A provider that fails is asked ever less often, and the instance says so.
  answers.set(path, () => ({ status: 500, body: { message: 'broken' } }))
  await nextPoll(id)
  const failed = await instance(id)
  expect(failed.state).toMatchObject({ consecutive_errors: 1, last_error: expect.stringContaining('500') })
  await nextPoll(id)
  expect((await instance(id)).state.consecutive_errors).toBe(2)

  // What came meanwhile is not lost.
  messages.unshift({ id: '1000000000000000003', content: 'late' })
  answers.set(path, () => ({ body: messages }))
  await nextPoll(id)
  expect(await eventsOf(id)).toHaveLength(2)
})

test('the same configuration is the same instance, and errors name the field', async () => {
  answers.set('/channels/78/messages', () => ({ body: [] }))
  const account = await connect('discord', 'bob', 'discord-token-of-bob-0123')
  const slug = 'DISCORD_DISCORD_NEW_MESSAGE_TRIGGER'
  const body = { connected_account_id: account, trigger_config: { channel_id: '78' } }
  const [first, second] = [await upsert(slug, body), await upsert(slug, body)]
  const id = first.body.trigger_id
  expect(second.body).toStrictEqual(first.body)

  expect(
    (await server.call('PATCH', `/trigger_instances/manage/${id}`, { body: { status: 'disable' } })).body,
  ).toStrictEqual({ status: 'success' })
  expect((await instance(id)).disabled_at).not.toBeNull()
  const { body: active } = await server.call(
    'GET',
    `/trigger_instances/active?connected_account_ids=${account}`,
  )
  expect(active.items).toStrictEqual([])
  expect((await upsert(slug, body)).body.trigger_id).toBe(id)
  expect((await instance(id)).disabled_at).toBeNull()

  const wrong = await upsert(slug, { ...body, trigger_config: { channel: '78' } })
  expect(wrong.status).toBe(400)
  expect(wrong.body.error.errors.join()).toMatch(/trigger_config\.channel_id/)
  expect((await upsert('NO_SUCH_TRIGGER', body)).status).toBe(404)
  expect(
    (await upsert(slug, { user_id: 'nobody', trigger_config: { channel_id: '78' } })).status,
  ).toBeGreaterThanOrEqual(400)
  const { key } = await server.otherProject()
  expect((await server.call('DELETE', `/trigger_instances/manage/${id}`, { key })).status).toBe(404)

  const byName = `/trigger_instances/active?trigger_names=${slug.toLowerCase()}&user_ids=bob&limit=1`
  expect((await server.call('GET', `${byName}&page=1`)).body).toMatchObject({
    items: [{ id }],
    total_items: 1,
  })
  expect((await server.call('GET', `${byName}&page=2`)).body.items).toStrictEqual([])
  const { uuid } = await instance(id)
  expect(
    (await server.call('GET', `/migration/get-nanoid?type=TRIGGER_INSTANCE&uuid=${uuid}`)).body,
  ).toStrictEqual({ nanoid: id })
  expect((await server.call('DELETE', `/trigger_instances/manage/${id}`)).body).toStrictEqual({
    trigger_id: id,
  })
  expect((await server.call('DELETE', `/trigger_instances/manage/${id}`)).status).toBe(404)
})

test('an instance stops and says so when its account is no longer usable, and resumes when it is', async () => {
  answers.set('/channels/79/messages', () => ({ body: [] }))
  const account = await connect('discord', 'cleo', 'discord-token-of-cleo-012')
  const { body } = await upsert('DISCORD_DISCORD_NEW_MESSAGE_TRIGGER', {
    connected_account_id: account,
    trigger_config: { channel_id: '79' },
  })
  const id = body.trigger_id
  await server.call('PATCH', `/connected_accounts/${account}/status`, { body: { enabled: false } })
  await expect.poll(async () => (await instance(id)).disabled_at, patient).not.toBeNull()
  expect(await eventsOf(id, 'composio.trigger.disabled')).toMatchObject([
    { data: { trigger_id: id, connected_account_id: account } },
  ])
  await server.call('PATCH', `/connected_accounts/${account}/status`, { body: { enabled: true } })
  await expect.poll(async () => (await instance(id)).disabled_at, patient).toBeNull()
})

test('a GitHub trigger made through the SDK has its hook registered, hears of an issue, and takes it away again', async () => {
  const account = await connect('github', 'ada', adasToken)
  const generation = generations.at(-1)
  const composio = await generation?.load({ apiKey: server.projectKey, baseURL: server.url })
  const made = await composio?.triggers.create('ada', 'GITHUB_ISSUE_ADDED_EVENT', {
    connectedAccountId: account,
    triggerConfig: { owner: 'ada', repo: 'shop' },
  })
  const id = String(made?.triggerId)
  const hooks = async () => (await atGithub('GET', '/repos/ada/shop/hooks')) as { config: { url: string } }[]
  expect(await hooks()).toMatchObject([
    { config: { url: expect.stringContaining(`${server.url}/api/v3.1/webhooks/ingress/`) } },
  ])

  await atGithub('POST', '/repos/ada/shop/issues', { title: 'The door squeaks', body: 'Oil it.' })
  await expect.poll(() => eventsOf(id), patient).toHaveLength(1)
  expect((await eventsOf(id))[0]?.data.payload).toMatchObject({
    action: 'opened',
    title: 'The door squeaks',
    description: 'Oil it.',
    createdBy: 'ada',
  })

  // A second type for the same repository shares the hook, and only the last one takes it away.
  const second = await upsert('GITHUB_STAR_ADDED_EVENT', {
    user_id: 'ada',
    trigger_config: { owner: 'ada', repo: 'shop' },
  })
  expect(await hooks()).toHaveLength(1)
  await composio?.triggers.delete(id)
  expect(await hooks()).toHaveLength(1)
  await server.call('DELETE', `/trigger_instances/manage/${second.body.trigger_id}`)
  expect(await hooks()).toStrictEqual([])
})

test('a trigger type made of GitHub’s description has a hook of its own and hands on the whole event', async () => {
  const { body } = await upsert('GITHUB_ISSUES_OPENED_EVENT', {
    user_id: 'ada',
    trigger_config: { owner: 'ada', repo: 'shop' },
  })
  const id = body.trigger_id
  expect(await atGithub('GET', '/repos/ada/shop/hooks')).toMatchObject([{ events: ['issues'] }])
  await atGithub('POST', '/repos/ada/shop/issues', { title: 'The roof leaks' })
  await expect.poll(() => eventsOf(id), patient).toHaveLength(1)
  expect((await eventsOf(id))[0]?.data.payload).toMatchObject({
    action: 'opened',
    issue: { title: 'The roof leaks' },
    repository: { name: 'shop' },
    sender: { login: 'ada' },
  })
  await server.call('DELETE', `/trigger_instances/manage/${id}`)
  expect(await atGithub('GET', '/repos/ada/shop/hooks')).toStrictEqual([])
})

test('an account without the scope for hooks is told which, before the provider is asked', async () => {
  const config = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'github' },
      auth_config: {
        type: 'use_custom_auth',
        authScheme: 'OAUTH2',
        credentials: { client_id: 'app', client_secret: 'secret-of-the-app' },
      },
    },
  })
  const granted = (scope: string, user_id: string) =>
    server.call('POST', '/connected_accounts', {
      body: {
        auth_config: { id: config.body.auth_config.id },
        connection: {
          user_id,
          state: { authScheme: 'OAUTH2', val: { status: 'ACTIVE', access_token: adasToken, scope } },
        },
      },
    })
  expect((await granted('gist,read:user', 'gus')).status).toBe(201)
  expect((await granted('repo,gist', 'hal')).status).toBe(201)
  const wanted = { trigger_config: { owner: 'ada', repo: 'shop' } }
  const { status, body } = await upsert('GITHUB_STAR_ADDED_EVENT', { ...wanted, user_id: 'gus' })
  expect({ status, slug: body.error.slug }).toStrictEqual({ status: 400, slug: 'Trigger_MissingScopes' })
  expect(body.error.message).toMatch(/admin:repo_hook.*granted gist, read:user/)
  const made = await upsert('GITHUB_STAR_ADDED_EVENT', { ...wanted, user_id: 'hal' })
  expect(made.status).toBe(201)
  await server.call('DELETE', `/trigger_instances/manage/${made.body.trigger_id}`)
})

test('a repository that the account may not administer gives the provider’s reason, and no instance', async () => {
  await connect('github', 'dora', adasToken)
  const refused = await upsert('GITHUB_STAR_ADDED_EVENT', {
    user_id: 'dora',
    trigger_config: { owner: 'ada', repo: 'nowhere' },
  })
  expect(refused.status).toBe(400)
  expect(refused.body.error.message).toContain('404')
  const { body } = await server.call('GET', '/trigger_instances/active?user_ids=dora')
  expect(body.items).toStrictEqual([])
})

async function atGithub(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${github.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${adasToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return answer.json()
}

test('Slack events reach the instances of their workspace, and nobody else’s calls do', async () => {
  answers.set('/auth.test', () => ({ body: { ok: true, team_id: 'T1' } }))
  const account = await connect('slack', 'ada', 'xoxb-0123456789-abcdefghij')
  const { auth_config } = (await server.call('GET', `/connected_accounts/${account}`)).body
  const tooEarly = await upsert('SLACK_RECEIVE_MESSAGE', { connected_account_id: account })
  expect(tooEarly.status).toBe(400)
  expect(tooEarly.body.error.suggested_fix).toContain('/webhook_endpoints')

  const wanted = { toolkit_slug: 'slack', client_id: auth_config.id }
  const { body: endpoint } = await server.call('POST', '/webhook_endpoints', {
    body: wanted,
    headers: reachable(),
  })
  expect(
    (await server.call('POST', '/webhook_endpoints', { body: wanted, headers: reachable() })).body,
  ).toStrictEqual(endpoint)
  const hello = await fetch(endpoint.webhook_url, {
    method: 'POST',
    body: '{"type":"url_verification","challenge":"c-1"}',
  })
  expect([hello.status, await hello.text()]).toStrictEqual([200, 'c-1'])
  const path = `/webhook_endpoints/${endpoint.id}`
  expect(
    (await server.call('POST', path, { body: { data: { secret: 'x' } } })).body.error.errors,
  ).toHaveLength(2)
  const configured = await server.call('PATCH', path, { body: { data: { signing_secret: 'slack-secret' } } })
  expect(configured.body.data).toStrictEqual({ signing_secret: '********' })
  expect((await server.call('GET', '/webhook_endpoints?toolkit_slug=slack')).body.items).toStrictEqual([
    { id: endpoint.id, ...wanted },
  ])

  const { body: made } = await upsert('SLACK_RECEIVE_MESSAGE', { connected_account_id: account })
  const event = (id: string, team: string) =>
    JSON.stringify({
      type: 'event_callback',
      team_id: team,
      event_id: id,
      event: { type: 'message', channel: 'C1', text: 'hi', ts: '1.2', user: 'U1' },
    })
  const post = async (body: string, more: { stamp?: number; secret?: string } = {}) => {
    const stamp = String(Math.floor((Date.now() + offset) / 1_000) + (more.stamp ?? 0))
    const mac = createHmac('sha256', more.secret ?? 'slack-secret')
      .update(`v0:${stamp}:${body}`)
      .digest('hex')
    const headers = { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${mac}` }
    return (await fetch(endpoint.webhook_url, { method: 'POST', headers, body })).status
  }
  expect(await post(event('Ev1', 'T1'))).toBe(200)
  expect(await post(event('Ev1', 'T1'))).toBe(200)
  expect(await post(event('Ev2', 'T2'))).toBe(200)
  expect(await post(event('Ev3', 'T1'), { secret: 'guessed' })).toBe(401)
  expect(await post(event('Ev4', 'T1'), { stamp: -400 })).toBe(401)
  expect(await post('not json')).toBe(400)
  const events = await eventsOf(made.trigger_id)
  expect(events.map(({ data }) => data.payload)).toStrictEqual([
    { channel: 'C1', channel_type: null, text: 'hi', ts: '1.2', user: 'U1', bot_id: null, team_id: 'T1' },
  ])
  const guess = endpoint.webhook_url.replace(/[^/]{43}$/, 'A'.repeat(43))
  expect((await fetch(guess, { method: 'POST', body: event('Ev5', 'T1') })).status).toBe(404)
  const dump = await server.dump()
  expect(dump).not.toContain('slack-secret')
  expect(dump).not.toContain(endpoint.webhook_url.slice(-43))
  const { key } = await server.otherProject()
  expect((await server.call('GET', path, { key })).status).toBe(404)
})

test('an instance that cannot look any more is stalled, says so once, and no more when it can', async () => {
  const path = '/channels/80/messages'
  answers.set(path, () => ({ body: [] }))
  await connect('discord', 'eve', 'discord-token-of-eve-0123')
  const { body } = await upsert('DISCORD_DISCORD_NEW_MESSAGE_TRIGGER', {
    user_id: 'eve',
    trigger_config: { channel_id: '80' },
  })
  const id = body.trigger_id
  await expect.poll(async () => (await instance(id)).state.last_success_at, patient).not.toBeNull()
  expect((await instance(id)).state.status).toBe('active')

  answers.set(path, () => ({ status: 403, body: { message: 'no longer' } }))
  offset += 16 * 60_000
  await expect.poll(async () => (await instance(id)).state.status, patient).toBe('stalled')
  await nextPoll(id)
  const told = await eventsOf(id, 'composio.trigger.stalled')
  expect(told).toMatchObject([{ data: { trigger_id: id, stalled_at: expect.any(String) } }])

  answers.set(path, () => ({ body: [] }))
  await nextPoll(id)
  expect((await instance(id)).state).toMatchObject({
    status: 'active',
    stalled_at: null,
    consecutive_errors: 0,
  })
  const { body: polls } = await server.call('GET', `/trigger_instances/manage/${id}/logs?kinds=poll`)
  const outcomes = polls.items.map(({ detail }: { detail: { outcome: string } }) => detail.outcome)
  expect(new Set(outcomes)).toStrictEqual(new Set(['nothing', 'failed']))
  expect(polls.items.find(({ is_error }: { is_error: boolean }) => is_error).summary).toContain('403')
})

async function cli(name: string, args: string[]): Promise<string> {
  let out = ''
  await commands
    .find((each) => each.name === name)
    ?.run(args, {
      env: { PATCHBAY_URL: server.url, PATCHBAY_API_KEY: server.projectKey },
      out: (text) => void (out += text),
      err: (text) => void (out += text),
      isTerminal: false,
      commands,
    })
  return out
}

test('a test event goes the way of a real one, and the log tells it; a replay sends it again', async () => {
  const receiver = await startReceiver()
  try {
    answers.set('/channels/81/messages', () => ({ body: [] }))
    await connect('discord', 'finn', 'discord-token-of-finn-0123')
    const { body: made } = await upsert('DISCORD_DISCORD_NEW_MESSAGE_TRIGGER', {
      user_id: 'finn',
      trigger_config: { channel_id: '81' },
    })
    const path = `/trigger_instances/manage/${made.trigger_id}`
    const span = { from: 0, to: Date.now() + offset + 3_600_000 }
    expect((await server.call('POST', `${path}/replay`, { body: span })).status).toBe(404)
    const { body: subscription } = await server.call('POST', '/webhook_subscriptions', {
      body: { webhook_url: receiver.url, enabled_events: ['composio.trigger.message'] },
    })
    const { status, body: sent } = await server.call('POST', `${path}/test`)
    expect(status).toBe(201)
    expect(sent).toMatchObject({ log_id: expect.stringMatching(/^log_test_/), payload: { message: {} } })
    await receiver.waitFor(1)
    const [first] = receiver.received
    const { headers = {}, body = '' } = first ?? {}
    const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const mac = createHmac('sha256', subscription.secret).update(content).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${mac}`)
    expect(JSON.parse(body)).toMatchObject({
      metadata: { trigger_id: made.trigger_id, log_id: sent.log_id },
      data: sent.payload,
    })
    const logged = async (kind: string) =>
      (await server.call('GET', `${path}/logs?kinds=${kind}`)).body.items as { detail: { status: string } }[]
    await expect.poll(async () => (await logged('delivery'))[0]?.detail.status, patient).toBe('delivered')
    expect(await logged('event')).toMatchObject([
      { id: sent.event_id, detail: { data: { log_id: sent.log_id } } },
    ])

    expect((await server.call('POST', `${path}/replay`, { body: span })).body).toStrictEqual({ replayed: 1 })
    await receiver.waitFor(2)
    expect(receiver.received[1]?.headers['webhook-id']).toBe(headers['webhook-id'])

    const own = await server.call('POST', `${path}/test`, { body: { payload: { n: 1 } } })
    expect(own.body.payload).toStrictEqual({ n: 1 })
    await receiver.waitFor(3)
    expect(await cli('trigger test', [made.trigger_id])).toMatch(
      /^sent: evt_.*\n.* delivery {2}msg_\S+ {2}delivered\n$/,
    )
    expect(await cli('trigger log', [made.trigger_id])).toContain('composio.trigger.message')
    expect(await cli('trigger list', [])).toMatch(new RegExp(`^${made.trigger_id}  active +DISCORD`, 'm'))

    const { body: page } = await server.call('GET', `${path}/logs?limit=1`)
    const { body: next } = await server.call('GET', `${path}/logs?cursor=${page.next_cursor}`)
    expect(next.items.map(({ id }: { id: string }) => id)).not.toContain(page.items[0].id)
    expect((await server.call('GET', `${path}/logs?cursor=bad`)).status).toBe(400)

    const { key } = await server.otherProject()
    for (const [method, end] of [
      ['GET', 'logs'],
      ['POST', 'test'],
    ] as const)
      expect((await server.call(method, `${path}/${end}`, { key })).status).toBe(404)
    await server.call('PATCH', path, { body: { status: 'disable' } })
    expect((await server.call('POST', `${path}/test`)).body.error.slug).toBe('Trigger_Disabled')
    await server.call('DELETE', `/webhook_subscriptions/${subscription.id}`)
  } finally {
    await receiver.close()
  }
})

test('polls that wait for a place of their account go on as soon as one ends', async () => {
  await connect('discord', 'bob', 'discord-token-9876543210')
  const channels = ['81', '82', '83', '84', '85', '86', '87', '88']
  const ids = await Promise.all(
    channels.map(async (channel) => {
      answers.set(`/channels/${channel}/messages`, () => ({ body: [] }))
      const made = await upsert('DISCORD_DISCORD_NEW_MESSAGE_TRIGGER', {
        user_id: 'bob',
        trigger_config: { channel_id: channel },
      })
      return String(made.body.trigger_id)
    }),
  )
  const untouched = async () => {
    const { rows } = await server.deps.db.execute(
      sql`select id from trigger_instances where id = any(${sql.param(ids)}::text[])
          and leased_until is null and last_poll_at is null`,
    )
    return rows
  }
  const poller = startPoller(server.deps)
  await poller.run()
  // The server's own poller may be claiming some at this moment; left to its ticks, eight would take seconds.
  await expect.poll(untouched).toStrictEqual([])
  await poller.stop()
})
