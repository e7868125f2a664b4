import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { authConfigForToolkit, findAuthConfig, openAuthConfig } from './auth-configs.ts'

const secret = 'canary-client-secret-5f2a'

let server: TestServer

beforeAll(async () => {
  server = await testServer({
    config: {
      toolkits: {
        gmail: { auth: { OAUTH2: { client_id: 'operator-app', client_secret: 'operator-secret' } } },
      },
    },
  })
})
afterAll(() => server.close())

const github = (credentials: Record<string, unknown>) => ({
  toolkit: { slug: 'github' },
  auth_config: { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials },
})

async function createGithub(extra: Record<string, unknown> = {}): Promise<string> {
  const body = github({ client_id: 'app-1', client_secret: secret })
  const created = await server.call('POST', '/auth_configs', {
    body: { ...body, auth_config: { ...body.auth_config, ...extra } },
  })
  expect(created.status).toBe(201)
  return created.body.auth_config.id
}

test('creates a custom OAuth config and answers with its id and scheme', async () => {
  const { status, body } = await server.call('POST', '/auth_configs', {
    body: github({ client_id: 'app-1', client_secret: secret }),
  })
  expect(status).toBe(201)
  expect(body).toStrictEqual({
    toolkit: { slug: 'github' },
    auth_config: {
      id: expect.stringMatching(/^ac_/),
      auth_scheme: 'OAUTH2',
      is_composio_managed: false,
      restrict_to_following_tools: [],
    },
  })
})

test('shows the whole config, with the client secret masked', async () => {
  const id = await createGithub({ name: 'Ours', shared_credentials: { region: 'eu-central' } })
  const { status, body } = await server.call('GET', `/auth_configs/${id}`)
  expect(status).toBe(200)
  expect(body).toStrictEqual({
    id,
    uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    type: 'custom',
    toolkit: {
      slug: 'github',
      logo: expect.stringMatching(/^https:/),
      auth_guide_url: expect.stringMatching(/^https:/),
      auth_hint_url: 'https://github.com/settings/developers',
    },
    name: 'Ours',
    auth_scheme: 'OAUTH2',
    is_composio_managed: false,
    credentials: { client_id: 'app-1', client_secret: 'cana...' },
    proxy_config: null,
    status: 'ENABLED',
    created_by: expect.any(String),
    created_at: expect.any(String),
    last_updated_at: expect.any(String),
    no_of_connections: 0,
    expected_input_fields: [],
    restrict_to_following_tools: [],
    tool_access_config: { tools_for_connected_account_creation: [], tools_available_for_execution: [] },
    shared_credentials: { region: 'eu-c...' },
    is_enabled_for_tool_router: true,
    deprecated_params: {
      default_connector_id: null,
      member_uuid: expect.any(String),
      toolkit_id: 'github',
      expected_input_fields: [],
    },
  })
})

test('stores no secret in the clear', async () => {
  await createGithub({
    proxy_config: { proxy_url: 'https://proxy.example', proxy_auth_key: `${secret}-proxy` },
  })
  expect(await server.dump()).not.toContain(secret)
})

test('makes a managed config, also when auth_config is left out, where the operator has an app', async () => {
  const { status, body } = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug: 'GMAIL' } },
  })
  expect(status).toBe(201)
  expect(body.auth_config).toMatchObject({ auth_scheme: 'OAUTH2', is_composio_managed: true })
  const shown = await server.call('GET', `/auth_configs/${body.auth_config.id}`)
  expect(shown.body.type).toBe('default')
  expect(JSON.stringify(shown.body)).not.toContain('operator')
})

test('opens a managed config with the operator’s app', async () => {
  const { body } = await server.call('POST', '/auth_configs', { body: { toolkit: { slug: 'gmail' } } })
  const row = await findAuthConfig(server.deps, server.projectId, body.auth_config.id)
  const opened = openAuthConfig(server.deps, row)
  expect(opened.publicFields['client_id']).toBe('operator-app')
  expect(opened.secret.reveal()).toStrictEqual({ client_secret: 'operator-secret' })
})

test('refuses a managed config where the operator has no app', async () => {
  const { status, body } = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug: 'github' }, auth_config: { type: 'use_composio_managed_auth' } },
  })
  expect(status).toBe(400)
  expect(body.error).toMatchObject({ slug: 'AuthConfig_ManagedAuthUnavailable', status: 400 })
})

test.each([
  ['a missing secret', github({ client_id: 'x' }), 400, 'credentials.client_secret: required'],
  ['an empty value', github({ client_id: ' ', client_secret: 'y' }), 400, 'credentials.client_id: required'],
  [
    'an unknown field',
    github({ client_id: 'x', client_secret: 'y', clientId: 'z' }),
    400,
    'credentials.clientId: not a field',
  ],
  [
    'a redirect URI that is no web address',
    github({ client_id: 'x', client_secret: 'y', oauth_redirect_uri: 'javascript:alert(1)' }),
    400,
    'credentials.oauth_redirect_uri: must be an http(s) URL',
  ],
  [
    'a scheme that the toolkit has not',
    { toolkit: { slug: 'github' }, auth_config: { type: 'use_custom_auth', authScheme: 'BASIC' } },
    400,
    'auth_config.authScheme: one of OAUTH2, BEARER_TOKEN',
  ],
])('refuses %s and names it', async (_case, body, status, line) => {
  const answer = await server.call('POST', '/auth_configs', { body })
  expect(answer.status).toBe(status)
  expect(answer.body.error.errors).toContainEqual(expect.stringContaining(line))
})

test('answers 404 for a toolkit that does not exist', async () => {
  const { status, body } = await server.call('POST', '/auth_configs', { body: { toolkit: { slug: 'nope' } } })
  expect(status).toBe(404)
  expect(body.error.slug).toBe('Toolkit_NotFound')
})

test('derives scopes from the tools that accounts are made for', async () => {
  const id = await createGithub({
    tool_access_config: { tools_for_connected_account_creation: ['NO_SUCH_TOOL'] },
  }).catch(() => undefined)
  expect(id).toBeUndefined()
  const tool = server.deps.catalog.tools('gmail').find(({ scopes }) => scopes !== null)
  const { body } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'gmail' },
      auth_config: {
        type: 'use_composio_managed_auth',
        tool_access_config: { tools_for_connected_account_creation: [tool?.slug] },
      },
    },
  })
  const row = await findAuthConfig(server.deps, server.projectId, body.auth_config.id)
  const first = tool?.scopes?.all_of[0]
  expect(row.scopes).toContain(typeof first === 'string' ? first : first?.any_of[0])
})

test('keeps, beside the scopes of tools, those without which there is no refresh token', async () => {
  const tools = server.deps.catalog.tools('outlook').filter(({ scopes }) => (scopes?.all_of.length ?? 0) > 0)
  const access = (index: number) => ({ tools_for_connected_account_creation: [tools[index]?.slug] })
  const make = (credentials: object) =>
    server.call('POST', '/auth_configs', {
      body: {
        toolkit: { slug: 'outlook' },
        auth_config: {
          type: 'use_custom_auth',
          authScheme: 'OAUTH2',
          credentials: { client_id: 'app', client_secret: 'secret', ...credentials },
          tool_access_config: access(0),
        },
      },
    })
  const scopesOf = async (id: string) => (await findAuthConfig(server.deps, server.projectId, id)).scopes
  const { id } = (await make({})).body.auth_config
  expect(await scopesOf(id)).toEqual(expect.arrayContaining(['offline_access', 'User.Read']))
  expect((await scopesOf(id)).length).toBeGreaterThan(2)
  const body = { type: 'custom', tool_access_config: access(tools.length - 1) }
  expect((await server.call('PATCH', `/auth_configs/${id}`, { body })).status).toBe(200)
  expect(await scopesOf(id)).toContain('offline_access')
  // Whoever names scopes gets those and no others.
  const chosen = await make({ scopes: 'Mail.Read' })
  expect(await scopesOf(chosen.body.auth_config.id)).toStrictEqual(['Mail.Read'])
})

test('changes only what a patch names, and keeps the secret', async () => {
  const id = await createGithub()
  const patched = await server.call('PATCH', `/auth_configs/${id}`, {
    body: { type: 'custom', name: 'Renamed', credentials: { scopes: 'repo, gist' } },
  })
  expect(patched.body).toStrictEqual({ success: true, id, status: 'ENABLED' })
  const row = await findAuthConfig(server.deps, server.projectId, id)
  expect(row).toMatchObject({ name: 'Renamed', scopes: ['repo', 'gist'], credentialsVersion: 2 })
  expect(openAuthConfig(server.deps, row).secret.reveal()).toStrictEqual({ client_secret: secret })
})

test('refuses a patch that removes a required credential, or is for the other type', async () => {
  const id = await createGithub()
  const removed = await server.call('PATCH', `/auth_configs/${id}`, {
    body: { type: 'custom', credentials: { client_secret: null } },
  })
  expect(removed.status).toBe(400)
  expect(removed.body.error.errors).toStrictEqual(['credentials.client_secret: required'])
  const other = await server.call('PATCH', `/auth_configs/${id}`, { body: { type: 'default', scopes: [] } })
  expect(other.body.error.errors).toStrictEqual(['type: must be custom'])
})

test('lists those of a toolkit by its older name, too', async () => {
  const { body } = await server.call('GET', '/auth_configs?show_disabled=true&limit=1000')
  type Item = { id: string; toolkit: { slug: string }; deprecated_params: { toolkit_id: string } }
  const [some] = body.items as Item[]
  const appId = some?.deprecated_params.toolkit_id ?? ''
  const path = `/auth_configs?show_disabled=true&limit=1000&deprecated_app_id=${appId}`
  const found = (await server.call('GET', path)).body.items as Item[]
  const slugs = new Set(found.map(({ toolkit }) => toolkit.slug))
  expect([...slugs]).toStrictEqual([appId])
  expect(found).toHaveLength((body.items as Item[]).filter(({ toolkit }) => toolkit.slug === appId).length)
  expect(found.length).toBeLessThan(body.items.length)
})

test('hides disabled configs from the list unless they are asked for', async () => {
  const id = await createGithub({ name: 'to be disabled' })
  const answer = await server.call('PATCH', `/auth_configs/${id}/DISABLED`)
  expect(answer.body).toStrictEqual({ success: true, id, status: 'DISABLED' })
  const usual = await server.call('GET', '/auth_configs?search=to%20be%20disabled')
  expect(usual.body.total_items).toBe(0)
  const all = await server.call('GET', '/auth_configs?search=to%20be%20disabled&show_disabled=true')
  expect(all.body.items.map((item: { id: string }) => item.id)).toStrictEqual([id])
})

test('filters by toolkit and by who manages it, and pages newest first', async () => {
  const ids = [await createGithub({ name: 'page-a' }), await createGithub({ name: 'page-b' })]
  const first = await server.call('GET', '/auth_configs?toolkit_slug=GITHUB,slack&limit=1&search=page-')
  expect(first.body).toMatchObject({ total_items: 2, total_pages: 2, current_page: 1 })
  expect(first.body.items[0].id).toBe(ids[1])
  const second = await server.call('GET', `/auth_configs?cursor=${first.body.next_cursor}&search=page-`)
  expect(second.body.items[0].id).toBe(ids[0])
  expect(second.body.next_cursor).toBeNull()
  const managed = await server.call('GET', '/auth_configs?is_composio_managed=true')
  expect(managed.body.items.every((item: { type: string }) => item.type === 'default')).toBe(true)
})

test('takes a % in a search literally', async () => {
  await createGithub({ name: '100% ours' })
  const { body } = await server.call('GET', `/auth_configs?search=${encodeURIComponent('100%')}`)
  expect(body.items.map((item: { name: string }) => item.name)).toStrictEqual(['100% ours'])
})

test('deletes a config and forgets its credentials', async () => {
  const id = await createGithub()
  expect((await server.call('DELETE', `/auth_configs/${id}`)).body).toStrictEqual({ success: true, id })
  for (const method of ['GET', 'DELETE'] as const) {
    const { status, body } = await server.call(method, `/auth_configs/${id}`)
    expect([status, body.error.slug]).toStrictEqual([404, 'AuthConfig_NotFound'])
  }
  await expect
    .poll(() => server.dump(), { timeout: 10_000 })
    .not.toMatch(new RegExp(`\\(${id},.*\\\\\\\\x01`))
})

test('shows another project nothing of a config', async () => {
  const id = await createGithub()
  const { key } = await server.otherProject()
  const attempts = [
    ['GET', `/auth_configs/${id}`, undefined],
    ['PATCH', `/auth_configs/${id}`, { type: 'custom', name: 'x' }],
    ['PATCH', `/auth_configs/${id}/DISABLED`, undefined],
    ['DELETE', `/auth_configs/${id}`, undefined],
  ] as const
  for (const [method, path, body] of attempts) {
    const answer = await server.call(method, path, { key, ...(body && { body }) })
    expect([method, answer.status]).toStrictEqual([method, 404])
  }
  expect((await server.call('GET', '/auth_configs', { key })).body.total_items).toBe(0)
  expect((await server.call('GET', `/auth_configs/${id}`)).body.status).toBe('ENABLED')
})

test.each([
  ['GET', '/auth_configs/ca_wrong', undefined],
  ['PATCH', '/auth_configs/ac_x/PAUSED', undefined],
  ['GET', '/auth_configs?cursor=nonsense', undefined],
  ['POST', '/auth_configs', { toolkit: { slug: 'github' }, auth_config: { type: 'nonsense' } }],
  ['POST', '/auth_configs', { toolkit: { slug: 'github' }, surprise: 1 }],
] as const)('answers %s %s with bad input as 400', async (method, path, body) => {
  const answer = await server.call(method, path, body && { body })
  expect([answer.status, answer.body.error.code]).toStrictEqual([400, 10400])
})

test('gives sessions one managed config, however many ask at once', async () => {
  const { projectId } = await server.otherProject()
  const made = await Promise.all(
    [1, 2, 3, 4].map(() => authConfigForToolkit(server.deps, projectId, 'gmail')),
  )
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  expect(made[0]?.type).toBe('default')
})

test('gives sessions the newest config that is enabled for them, and a NO_AUTH one where none is needed', async () => {
  const older = await createGithub()
  await createGithub({ is_enabled_for_tool_router: false })
  const disabled = await createGithub()
  await server.call('PATCH', `/auth_configs/${disabled}/DISABLED`)
  expect((await authConfigForToolkit(server.deps, server.projectId, 'github')).id).toBe(older)
  const open = await authConfigForToolkit(server.deps, server.projectId, 'hackernews')
  expect(open).toMatchObject({ authScheme: 'NO_AUTH', type: 'custom' })
  const { projectId } = await server.otherProject()
  await expect(authConfigForToolkit(server.deps, projectId, 'github')).rejects.toMatchObject({
    kind: 'ManagedAuthUnavailable',
  })
})
