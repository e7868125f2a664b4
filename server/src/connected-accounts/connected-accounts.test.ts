import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { openCredential, usableAccounts } from './connected-accounts.ts'
import { expireInitiated } from './expire-connection.job.ts'

const secret = 'canary-api-key-77d0'
const origin = 'http://patchbay.test'

let server: TestServer
let resend: string
let github: string
let githubToken: string
let offset = 0

beforeAll(async () => {
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: origin },
    config: { toolkits: { gmail: { auth: { OAUTH2: { client_id: 'app', client_secret: 'op-secret' } } } } },
    deps: { clock: { now: () => new Date(Date.now() + offset) } },
  })
  resend = await authConfig('resend', 'API_KEY')
  github = await authConfig('github', 'OAUTH2', { client_id: 'app-1', client_secret: 'app-secret' })
  githubToken = await authConfig('github', 'BEARER_TOKEN')
})
afterAll(() => server.close())

async function authConfig(slug: string, authScheme: string, credentials = {}): Promise<string> {
  const { body } = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug }, auth_config: { type: 'use_custom_auth', authScheme, credentials } },
  })
  return body.auth_config.id
}

function create(id: string, connection: Record<string, unknown>, key?: string) {
  return server.call('POST', '/connected_accounts', {
    body: { auth_config: { id }, connection },
    ...(key !== undefined && { key }),
  })
}

function apiKey(user_id: string, extra: Record<string, unknown> = {}) {
  const state = { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: secret } }
  return create(resend, { user_id, state, ...extra })
}

const statusOf = async (id: string) => (await server.call('GET', `/connected_accounts/${id}`)).body

const countOfOwner = async (filter: string) =>
  (await server.call('GET', `/connected_accounts?user_ids=owner${filter}`)).body.total_items
const usableBy = async (user: string, filter = {}) =>
  (await usableAccounts(server.deps, server.projectId, user, 'resend', filter)).length

test('connects an API key at once, and answers in the shape that the SDKs read', async () => {
  const { status, body } = await apiKey('shape')
  expect(status).toBe(201)
  expect(body).toStrictEqual({
    id: expect.stringMatching(/^ca_/),
    connectionData: { authScheme: 'API_KEY', val: { generic_api_key: 'cana...', status: 'ACTIVE' } },
    status: 'ACTIVE',
    redirect_url: null,
    redirect_uri: null,
    deprecated: { uuid: expect.any(String), authConfigUuid: expect.any(String) },
    experimental: { account_type: 'PRIVATE' },
  })
})

test('shows an account whole, with its secrets masked', async () => {
  const { body } = await apiKey('show', { alias: 'work', callback_url: 'https://app.example/done' })
  const shown = await server.call('GET', `/connected_accounts/${body.id}`)
  expect(shown.status).toBe(200)
  const val = { generic_api_key: 'cana...', status: 'ACTIVE', callback_url: 'https://app.example/done' }
  expect(shown.body).toStrictEqual({
    id: body.id,
    word_id: expect.stringMatching(/^resend_[a-z]+-[a-z]+$/),
    alias: 'work',
    user_id: 'show',
    toolkit: { slug: 'resend' },
    auth_config: {
      id: resend,
      auth_scheme: 'API_KEY',
      is_composio_managed: false,
      is_disabled: false,
      deprecated: { uuid: expect.any(String) },
    },
    status: 'ACTIVE',
    status_reason: null,
    is_disabled: false,
    state: { authScheme: 'API_KEY', val },
    data: val,
    params: {},
    test_request_endpoint: '/domains',
    experimental: { account_type: 'PRIVATE' },
    created_at: expect.any(String),
    updated_at: expect.any(String),
    deprecated: { labels: [], uuid: expect.any(String) },
  })
})

test('shows secrets whole only to a project that asked for it, and keeps them sealed all the same', async () => {
  const switchMasking = (mask: boolean) =>
    server.call('PATCH', '/org/project/config', { body: { mask_secret_keys_in_connected_account: mask } })
  expect((await switchMasking(false)).status).toBe(200)
  const { body } = await apiKey('unmasked')
  expect(body.connectionData.val.generic_api_key).toBe(secret)
  expect((await statusOf(body.id)).state.val.generic_api_key).toBe(secret)
  expect(await server.dump()).not.toContain(secret)
  await switchMasking(true)
  expect((await statusOf(body.id)).state.val.generic_api_key).toBe('cana...')
})

test('masks what a toolkit calls a secret under any name: Freshdesk has its API key where others have a user name', async () => {
  const freshdesk = await authConfig('freshdesk', 'BASIC')
  const val = { subdomain: 'acme', username: 'canary-freshdesk-key' }
  const made = await create(freshdesk, { user_id: 'desk', state: { authScheme: 'BASIC', val } })
  expect(made.body.connectionData.val).toMatchObject({ subdomain: 'acme', username: 'cana...' })
  const shown = await server.call('GET', `/connected_accounts/${made.body.id}`)
  expect(shown.body.state.val.username).toBe('cana...')
  expect(JSON.stringify([made.body, shown.body])).not.toContain('canary-freshdesk-key')
})

test('keeps no credential in the clear, and opens it for a call', async () => {
  const { body } = await apiKey('sealed')
  expect(await server.dump()).not.toContain(secret)
  const opened = await openCredential(server.deps, { projectId: server.projectId, id: body.id })
  expect(opened.reveal()).toStrictEqual({ generic_api_key: secret })
})

test.each([
  ['API_KEY', 'api_key', 'generic_api_key'],
  ['BEARER_TOKEN', 'bearer_token', 'token'],
])('takes the other name of a credential: %s %s', async (authScheme, sent, stored) => {
  const id = authScheme === 'API_KEY' ? resend : githubToken
  const { body } = await create(id, {
    user_id: 'alias',
    state: { authScheme, val: { [sent]: ` ${secret} ` } },
  })
  const opened = await openCredential(server.deps, { projectId: server.projectId, id: body.id })
  expect(opened.reveal()).toStrictEqual({ [stored]: secret })
})

test.each([
  ['a misspelt field', { generic_apikey: secret }, 'connection.state.val.generic_apikey: not a field'],
  [
    'a line break in a key',
    { generic_api_key: 'a\nb' },
    'connection.state.val.generic_api_key: must be a single line',
  ],
])('refuses %s and names it', async (_case, val, line) => {
  const { status, body } = await create(resend, { state: { authScheme: 'API_KEY', val } })
  expect(status).toBe(400)
  expect(body.error.errors).toStrictEqual([line])
  expect(JSON.stringify(body)).not.toContain(secret)
})

test('refuses a state of another scheme than the auth config’s', async () => {
  const { status, body } = await create(resend, { state: { authScheme: 'OAUTH2', val: {} } })
  expect([status, body.error.errors]).toStrictEqual([400, ['connection.state.authScheme: must be API_KEY']])
})

test('gives a link where no credential is given', async () => {
  const { status, body, headers } = await create(github, { user_id: 'linker' })
  expect([status, body.status]).toStrictEqual([201, 'INITIATED'])
  expect(body.redirect_url).toMatch(/^http:\/\/patchbay\.test\/link\/lk_/)
  expect(body.connectionData.val).toStrictEqual({
    access_token: 'REDACTED',
    redirectUrl: body.redirect_url,
    status: 'INITIATED',
  })
  expect(headers['deprecation']).toBeUndefined()
})

test('accepts managed OAuth as older SDKs send it, and says that it is deprecated', async () => {
  const made = await server.call('POST', '/auth_configs', { body: { toolkit: { slug: 'gmail' } } })
  const { status, headers, body } = await create(made.body.auth_config.id, { user_id: 'old sdk' })
  expect([status, headers['deprecation']]).toStrictEqual([201, '@1778198400'])
  const shown = await statusOf(body.id)
  expect(shown.auth_config.is_composio_managed).toBe(true)
  expect(shown.state.val).toMatchObject({ redirectUrl: 'REDACTED', access_token: 'REDACTED' })
})

test('imports tokens of an earlier authorization', async () => {
  const val = {
    access_token: `${secret}-at`,
    refresh_token: `${secret}-rt`,
    expires_in: 3600,
    token_type: 'bearer',
  }
  const { body } = await create(github, { user_id: 'import', state: { authScheme: 'OAUTH2', val } })
  expect(body).toMatchObject({ status: 'ACTIVE', redirect_url: null })
  expect(body.connectionData.val).toStrictEqual({
    access_token: 'cana...',
    refresh_token: 'cana...',
    token_type: 'bearer',
    status: 'ACTIVE',
  })
  const opened = await openCredential(server.deps, { projectId: server.projectId, id: body.id })
  expect(opened.reveal()['access_token']).toBe(`${secret}-at`)
})

test('lets an alias be used once by a user for a toolkit, whatever asks at once', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => apiKey('twins', { alias: 'only' })))
  expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([201, 400, 400])
  const refused = answers.find(({ status }) => status === 400)
  expect(refused?.body.error.slug).toBe('ConnectedAccount_AliasTaken')
  expect((await apiKey('somebody else', { alias: 'only' })).status).toBe(201)
})

test('gives an alias back that only an unfinished connection holds', async () => {
  const first = await create(github, { user_id: 'retry', alias: 'main' })
  const second = await create(github, { user_id: 'retry', alias: 'main' })
  expect([first.status, second.status]).toStrictEqual([201, 201])
  expect((await statusOf(first.body.id)).alias).toBeNull()
  expect((await statusOf(second.body.id)).alias).toBe('main')
})

test('filters, orders and pages the list', async () => {
  const ids = [
    (await apiKey('list-1')).body.id,
    (await apiKey('list-1')).body.id,
    (await apiKey('list-2')).body.id,
  ]
  const list = (query: string) =>
    server
      .call('GET', `/connected_accounts?${query}`)
      .then(({ body }) => body.items.map((item: { id: string }) => item.id))
  expect(await list('user_ids=list-1,list-2')).toStrictEqual(ids.toReversed())
  expect(await list('user_ids=list-1&order_direction=asc')).toStrictEqual(ids.slice(0, 2))
  expect(await list('user_ids=list-1&statuses=EXPIRED,FAILED')).toStrictEqual([])
  expect(await list('user_ids=list-1&toolkit_slugs=GITHUB')).toStrictEqual([])
  expect(await list(`connected_account_ids=${ids[2]}`)).toStrictEqual([ids[2]])
  expect(await list(`user_ids=list-1&auth_config_ids=${resend}&limit=1`)).toStrictEqual([ids[1]])
  const bad = await server.call('GET', '/connected_accounts?statuses=ASLEEP')
  expect(bad.status).toBe(400)
})

test('lists shared accounts only when they are asked for', async () => {
  const shared = await apiKey('owner', {
    experimental: { account_type: 'SHARED', acl_config_for_shared: { allowed_user_ids: ['friend'] } },
  })
  expect(shared.body.experimental).toStrictEqual({
    account_type: 'SHARED',
    acl_config_for_shared: { allow_all_users: false, allowed_user_ids: ['friend'], not_allowed_user_ids: [] },
  })
  expect([
    await countOfOwner(''),
    await countOfOwner('&account_type=SHARED'),
    await countOfOwner('&account_type=ALL'),
  ]).toStrictEqual([0, 1, 1])
})

test('lets others use a shared account by name only, and only when its list allows them', async () => {
  const { body } = await apiKey('sharer', { experimental: { account_type: 'SHARED' } })
  const ids = [body.id as string]
  expect([
    await usableBy('sharer'),
    await usableBy('sharer', { ids }),
    await usableBy('guest', { ids }),
  ]).toStrictEqual([0, 1, 0])
  const patch = (acl: object) =>
    server.call('PATCH', `/connected_accounts/${body.id}`, {
      body: { experimental: { acl_config_for_shared: acl } },
    })
  await patch({ allow_all_users: true })
  expect([await usableBy('guest'), await usableBy('guest', { ids })]).toStrictEqual([0, 1])
  await patch({ not_allowed_user_ids: ['guest'] })
  expect(await usableBy('guest', { ids })).toBe(0)
})

test('refuses an access list on a private account, in the words that the SDKs look for', async () => {
  const { body } = await apiKey('private')
  const acl = { acl_config_for_shared: { allow_all_users: true } }
  const patched = await server.call('PATCH', `/connected_accounts/${body.id}`, {
    body: { experimental: acl },
  })
  const created = await apiKey('private', { experimental: acl })
  for (const answer of [patched, created]) {
    expect(answer.status).toBe(400)
    expect(answer.body.error.message).toContain('acl_config_for_shared is only valid on SHARED')
  }
})

test('disables and enables an account', async () => {
  const { body } = await apiKey('switch')
  const usable = async () => (await usableAccounts(server.deps, server.projectId, 'switch', 'resend')).length
  const set = (enabled: unknown) =>
    server.call('PATCH', `/connected_accounts/${body.id}/status`, { body: { enabled } })
  expect((await set(false)).body).toStrictEqual({ success: true })
  expect(await statusOf(body.id)).toMatchObject({
    status: 'INACTIVE',
    is_disabled: true,
    status_reason: 'Connection status updated by user',
  })
  expect(await usable()).toBe(0)
  await expect(
    openCredential(server.deps, { projectId: server.projectId, id: body.id }),
  ).rejects.toMatchObject({
    kind: 'ConnectedAccountUnusable',
  })
  await set(true)
  expect(await statusOf(body.id)).toMatchObject({ status: 'ACTIVE', is_disabled: false, status_reason: null })
  expect(await usable()).toBe(1)
  expect((await set('yes')).status).toBe(400)
})

test('does not bring an unfinished connection to life by enabling it', async () => {
  const { body } = await create(github, { user_id: 'not yet' })
  await server.call('PATCH', `/connected_accounts/${body.id}/status`, { body: { enabled: true } })
  expect((await statusOf(body.id)).status).toBe('INITIATED')
})

test('changes the alias and replaces a credential', async () => {
  const { body } = await apiKey('patch', { alias: 'old' })
  const patched = await server.call('PATCH', `/connected_accounts/${body.id}`, {
    body: { alias: '', connection: { state: { authScheme: 'API_KEY', val: { api_key: 'new-key-1234' } } } },
  })
  expect(patched.body).toStrictEqual({ success: true, id: body.id, status: 'ACTIVE' })
  expect((await statusOf(body.id)).alias).toBeNull()
  const opened = await openCredential(server.deps, { projectId: server.projectId, id: body.id })
  expect(opened.reveal()).toStrictEqual({ generic_api_key: 'new-key-1234' })
})

test.each([
  [
    'a required credential removed',
    { authScheme: 'API_KEY', val: { generic_api_key: null } },
    'generic_api_key: required',
  ],
  ['another scheme', { authScheme: 'BASIC', val: {} }, 'authScheme: must be API_KEY'],
  ['an unknown field', { authScheme: 'API_KEY', val: { nonsense: 'x' } }, 'nonsense: not a field'],
])('refuses a patch with %s, and changes nothing', async (_case, state, line) => {
  const { body } = await apiKey('patch-bad', { alias: undefined })
  const patched = await server.call('PATCH', `/connected_accounts/${body.id}`, {
    body: { alias: 'must not stick', connection: { state } },
  })
  expect(patched.status).toBe(400)
  expect(patched.body.error.errors[0]).toContain(line)
  expect((await statusOf(body.id)).alias).toBeNull()
})

test('refreshes no API key', async () => {
  const { body } = await apiKey('refresh')
  const {
    status,
    body: answer,
    headers,
  } = await server.call('POST', `/connected_accounts/${body.id}/refresh`)
  expect([status, answer.error.slug]).toStrictEqual([409, 'ConnectedAccount_NotRefreshable'])
  expect(headers['x-should-retry']).toBe('false')
})

test('gives a new link for a connection that was never finished', async () => {
  const { body } = await create(github, { user_id: 'again' })
  const refreshed = await server.call(
    'POST',
    `/connected_accounts/${body.id}/refresh?redirect_url=https://a.test/x`,
  )
  expect(refreshed.body).toMatchObject({ id: body.id, status: 'INITIATED' })
  expect(refreshed.body.redirect_url).not.toBe(body.redirect_url)
})

test('erases the credential of a deleted account', async () => {
  const { body } = await apiKey('deleted')
  expect((await server.call('DELETE', `/connected_accounts/${body.id}`)).body).toStrictEqual({
    success: true,
    revoked_tokens: [],
  })
  for (const method of ['GET', 'DELETE'] as const) {
    const answer = await server.call(method, `/connected_accounts/${body.id}`)
    expect([answer.status, answer.body.error.slug]).toStrictEqual([404, 'ConnectedAccount_NotFound'])
  }
  const row = (await server.dump()).split('\n').find((line) => line.startsWith(`(${body.id},`))
  expect(row).toBeDefined()
  expect(row).not.toContain('\\x01')
  await expect(
    openCredential(server.deps, { projectId: server.projectId, id: body.id }),
  ).rejects.toMatchObject({
    kind: 'ConnectedAccountNotFound',
  })
})

test('does not use accounts of an auth config that is disabled or deleted', async () => {
  const id = await authConfig('resend', 'API_KEY')
  const state = { authScheme: 'API_KEY', val: { generic_api_key: secret } }
  const { body } = await create(id, { user_id: 'config off', state })
  await server.call('PATCH', `/auth_configs/${id}/DISABLED`)
  expect(await usableAccounts(server.deps, server.projectId, 'config off', 'resend')).toStrictEqual([])
  expect((await statusOf(body.id)).auth_config.is_disabled).toBe(true)
  expect((await create(id, { state })).body.error.slug).toBe('AuthConfig_Disabled')
  await server.call('PATCH', `/auth_configs/${id}/ENABLED`)
  expect(await usableAccounts(server.deps, server.projectId, 'config off', 'resend')).toHaveLength(1)
  await server.call('DELETE', `/auth_configs/${id}`)
  expect(await usableAccounts(server.deps, server.projectId, 'config off', 'resend')).toStrictEqual([])
})

test('counts the active connections of an auth config', async () => {
  const id = await authConfig('resend', 'API_KEY')
  const state = { authScheme: 'API_KEY', val: { generic_api_key: secret } }
  const first = await create(id, { user_id: 'counted', state })
  await create(id, { user_id: 'counted', state })
  await create(id, { user_id: 'counted' })
  const connections = async () => (await server.call('GET', `/auth_configs/${id}`)).body.no_of_connections
  expect(await connections()).toBe(2)
  await server.call('DELETE', `/connected_accounts/${first.body.id}`)
  expect(await connections()).toBe(1)
})

test('shows another project nothing of an account', async () => {
  const { body } = await apiKey('hidden')
  const { key, projectId } = await server.otherProject()
  const path = `/connected_accounts/${body.id}`
  const attempts = [
    ['GET', path, undefined],
    ['PATCH', path, { alias: 'x' }],
    ['PATCH', `${path}/status`, { enabled: false }],
    ['POST', `${path}/refresh`, {}],
    ['DELETE', path, undefined],
  ] as const
  for (const [method, at, sent] of attempts) {
    const answer = await server.call(method, at, { key, ...(sent && { body: sent }) })
    expect([method, at, answer.status]).toStrictEqual([method, at, 404])
  }
  expect((await server.call('GET', '/connected_accounts?account_type=ALL', { key })).body.total_items).toBe(0)
  expect((await create(resend, {}, key)).body.error.slug).toBe('AuthConfig_NotFound')
  await expect(openCredential(server.deps, { projectId, id: body.id })).rejects.toMatchObject({
    kind: 'ConnectedAccountNotFound',
  })
  expect(await statusOf(body.id)).toMatchObject({ status: 'ACTIVE', alias: null })
})

test.each(['javascript:alert(1)', '//evil.example', 'https://a@evil.example'])(
  'refuses the callback URL %s',
  async (callback_url) => {
    const { status, body } = await create(github, { callback_url })
    expect(status).toBe(400)
    expect(body.error.errors[0]).toMatch(/^connection\.callback_url: must be/)
  },
)

// Turns the clock: keep these last.
test('expires a connection that nobody finishes, whether or not the job has run', async () => {
  const { body } = await create(github, { user_id: 'slow' })
  offset += 9 * 60_000
  await expireInitiated(server.deps, { projectId: server.projectId, accountId: body.id })
  expect((await statusOf(body.id)).status).toBe('INITIATED')
  offset += 61_000
  const overdue = await statusOf(body.id)
  expect(overdue).toMatchObject({
    status: 'EXPIRED',
    status_reason: 'Connection initiation did not complete within 10 minutes',
  })
  const listed = await server.call('GET', '/connected_accounts?user_ids=slow&statuses=EXPIRED')
  expect(listed.body.total_items).toBe(1)
  expect(
    (await server.call('GET', '/connected_accounts?user_ids=slow&statuses=INITIATED')).body.total_items,
  ).toBe(0)
  await expireInitiated(server.deps, { projectId: server.projectId, accountId: body.id })
  expect(await statusOf(body.id)).toMatchObject({ status: 'EXPIRED', status_reason: overdue.status_reason })
})

test('enqueues the job that ends a connection with the account', async () => {
  const { body } = await create(github, { user_id: 'job' })
  expect(await server.dump()).toMatch(new RegExp(`expire-connection.*${body.id}`))
})
