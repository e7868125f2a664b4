import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'

let server: TestServer
let resend: string

beforeAll(async () => {
  server = await testServer({ env: { PATCHBAY_PUBLIC_URL: 'https://patchbay.test' } })
  resend = await authConfig()
})
afterAll(() => server.close())

async function authConfig(key?: string): Promise<string> {
  const auth_config = { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} }
  const { body } = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug: 'resend' }, auth_config },
    ...(key !== undefined && { key }),
  })
  return body.auth_config.id
}

async function connect(user_id: string): Promise<string> {
  const state = { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 'k' } }
  const body = { auth_config: { id: resend }, connection: { user_id, state } }
  return (await server.call('POST', '/connected_accounts', { body })).body.id
}

const create = (more: object = {}) =>
  server.call('POST', '/mcp/servers', { body: { name: 'mail tools', auth_config_ids: [resend], ...more } })
const custom = (body: object) =>
  server.call('POST', '/mcp/servers/custom', { body: { name: 'custom', ...body } })

test('a server has a URL, commands for clients, and the toolkit of its auth config', async () => {
  const { status, body } = await create({ allowed_tools: ['resend_send_email'] })
  expect(status).toBe(201)
  const url = expect.stringContaining(`/v3/mcp/${body.id}/mcp`)
  expect(body).toStrictEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: 'mail tools',
    auth_config_ids: [resend],
    allowed_tools: ['RESEND_SEND_EMAIL'],
    mcp_url: url,
    toolkits: ['resend'],
    toolkit_icons: { resend: expect.stringMatching(/^https:/) },
    commands: { claude: url, cursor: url, windsurf: url },
    created_at: expect.any(String),
    updated_at: expect.any(String),
    server_instance_count: 0,
    managed_auth_via_composio: false,
  })
})

test.each([
  ['mail tools', 'mail-tools'],
  ['-x mail', 'x-mail'],
  ['- - -', 'patchbay'],
])('the commands call %j %s, which every client takes as a name', async (name, called) => {
  const { body } = await create({ name })
  expect(body.commands.claude).toMatch(
    new RegExp(
      `^claude mcp add --transport http "${called}" "http[^"]+user_id=YOUR_USER_ID" --header "[^"]+"$`,
    ),
  )
  const json = /^cursor --add-mcp '(.+)'$/.exec(body.commands.cursor)?.[1] ?? ''
  expect(JSON.parse(json)).toMatchObject({ name: called, headers: { 'x-api-key': 'YOUR_API_KEY' } })
})

test('mcp-remote is allowed plain http to another machine, and is not told so for one’s own', async () => {
  const commandAt = async (host: string) => {
    const list = await server.call('GET', '/mcp/servers?limit=1', { headers: { host } })
    return list.body.items[0].commands.windsurf.endsWith(' --allow-http')
  }
  expect(await commandAt('patchbay.lan:3210')).toBe(true)
  expect(await commandAt('localhost:3210')).toBe(false)
})

test('a custom server takes tools under either name, and their toolkits with them', async () => {
  const older = await custom({ toolkits: ['hackernews'], custom_tools: ['RESEND_SEND_EMAIL'] })
  expect(older.body).toMatchObject({ allowed_tools: ['RESEND_SEND_EMAIL'] })
  const { body } = await server.call('GET', `/mcp/${older.body.id}`)
  expect(body.toolkits).toStrictEqual(['hackernews', 'resend'])
})

test.each([
  ['nothing at all', {}, /^auth_config_ids: /],
  ['an unknown toolkit', { toolkits: ['nonesuch'] }, /^toolkits: .*nonesuch/],
  [
    'an unknown tool',
    { toolkits: ['resend'], allowed_tools: ['RESEND_FLY'] },
    /^allowed_tools: .*RESEND_FLY/,
  ],
  ['a short name', { name: 'abc', toolkits: ['resend'] }, /^name: /],
  ['a name with marks', { name: 'mail; rm -rf', toolkits: ['resend'] }, /^name: /],
])('refuses %s', async (_, body, line) => {
  const answer = await custom(body)
  expect(answer.status).toBe(400)
  expect(answer.body.error.errors[0]).toMatch(line)
})

test('lists by name, toolkit and auth config, in order and page by page', async () => {
  const { key } = await server.otherProject()
  const post = (body: object) => server.call('POST', '/mcp/servers/custom', { body, key })
  const list = async (query: string) => {
    const { body } = await server.call('GET', `/mcp/servers?${query}`, { key })
    return [body.items.map(({ name }: { name: string }) => name), body.total_pages]
  }
  const config = await authConfig(key)
  await post({ name: 'news one', toolkits: ['hackernews'] })
  await post({ name: 'news two', toolkits: ['hackernews'] })
  await post({ name: 'mail one', auth_config_ids: [config] })
  expect(await list('')).toStrictEqual([['mail one', 'news two', 'news one'], 1])
  expect(await list('name=ONE&order_direction=asc')).toStrictEqual([['news one', 'mail one'], 1])
  expect(await list('toolkits=hackernews,github')).toStrictEqual([['news two', 'news one'], 1])
  expect(await list(`auth_config_ids=${config}`)).toStrictEqual([['mail one'], 1])
  expect(await list('limit=2&page_no=2')).toStrictEqual([['news one'], 2])
  expect((await server.call('GET', '/mcp/app/resend', { key })).body.items).toHaveLength(1)
})

test('a change keeps what it does not name, and drops the toolkit of an auth config that it takes away', async () => {
  const { body: made } = await custom({ toolkits: ['hackernews'], auth_config_ids: [resend] })
  const renamed = await server.call('PATCH', `/mcp/${made.id}`, { body: { name: 'renamed' } })
  expect(renamed.body).toMatchObject({ name: 'renamed', toolkits: ['hackernews', 'resend'], deleted: false })
  const without = await server.call('PATCH', `/mcp/${made.id}`, { body: { auth_config_ids: [] } })
  expect(without.body).toMatchObject({ name: 'renamed', toolkits: ['hackernews'], auth_config_ids: [] })
})

test('a deleted server is gone', async () => {
  const { body: made } = await create()
  expect((await server.call('DELETE', `/mcp/${made.id}`)).body).toStrictEqual({ id: made.id, deleted: true })
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    expect(
      (await server.call(method, `/mcp/${made.id}`, method === 'PATCH' ? { body: {} } : {})).status,
    ).toBe(404)
  }
})

test('a generated URL names its user, who is counted once', async () => {
  const { body: made } = await create()
  const generate = () =>
    server.call('POST', '/mcp/servers/generate', {
      body: { mcp_server_id: made.id, user_ids: ['ada & bob'] },
    })
  const { body } = await generate()
  await generate()
  expect(body.user_ids_url).toStrictEqual([`${body.mcp_url}?user_id=ada+%26+bob`])
  expect((await server.call('GET', `/mcp/${made.id}`)).body.server_instance_count).toBe(1)
})

test('an instance needs an account for every auth config, and is made once', async () => {
  const path = `/mcp/servers/${(await create()).body.id}/instances`
  const add = (user_id: string) => server.call('POST', path, { body: { user_id } })
  const unconnected = await add('una')
  expect(unconnected.status).toBe(403)
  expect(unconnected.body.error.errors[0]).toContain(`no active resend account through ${resend}`)
  await connect('una')
  expect((await add('una')).body).toMatchObject({ instance_id: 'una' })
  const again = await add('una')
  expect([again.status, again.headers['x-should-retry']]).toStrictEqual([409, 'false'])
  expect((await server.call('GET', `${path}?search=UN`)).body.instances).toHaveLength(1)
})

test('a deleted instance takes the accounts along that belong to the server, and no other', async () => {
  const path = `/mcp/servers/${(await create()).body.id}/instances`
  const [mine, theirs] = [await connect('dora'), await connect('someone else')]
  await server.call('POST', path, { body: { user_id: 'dora' } })
  const { body } = await server.call('DELETE', `${path}/dora`)
  expect(body).toStrictEqual({ message: expect.any(String), deleted_connected_accounts: 1 })
  expect((await server.call('GET', `/connected_accounts/${mine}`)).status).toBe(404)
  expect((await server.call('GET', `/connected_accounts/${theirs}`)).status).toBe(200)
  expect((await server.call('DELETE', `${path}/dora`)).status).toBe(404)
})

test('a server of another project does not exist', async () => {
  const { key } = await server.otherProject()
  const id = (await create()).body.id
  expect((await server.call('GET', `/mcp/${id}`, { key })).status).toBe(404)
  expect((await server.call('DELETE', `/mcp/${id}`, { key })).status).toBe(404)
  expect((await server.call('GET', `/mcp/servers/${id}/instances`, { key })).status).toBe(404)
  const theirs = { name: 'borrowed', auth_config_ids: [resend] }
  expect((await server.call('POST', '/mcp/servers', { key, body: theirs })).status).toBe(404)
})
