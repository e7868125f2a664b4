import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'

let server: TestServer
let account: string
let path: string

beforeAll(async () => {
  server = await testServer()
  account = await connect()
  path = `/consumer/connected_accounts/${account}/permissions`
})
afterAll(() => server.close())

async function connect(): Promise<string> {
  const auth_config = { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} }
  const config = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug: 'resend' }, auth_config },
  })
  const state = { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 'k' } }
  const { body } = await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: config.body.auth_config.id }, connection: { user_id: 'ada', state } },
  })
  return body.id
}

const row = (tool_slug: string, state: string, more = {}) => ({
  tool_slug,
  toolkit_slug: 'resend',
  risk_group: 'write',
  state,
  ...more,
})
const patch = (...permissions: object[]) => server.call('PATCH', path, { body: { permissions } })

test('keeps an answer until there is another', async () => {
  const first = await patch(row('RESEND_SEND_EMAIL', 'ask_once'))
  expect(first.body.permissions).toStrictEqual([
    {
      id: expect.stringMatching(/^cp_/),
      connected_account_id: account,
      tool_slug: 'RESEND_SEND_EMAIL',
      toolkit_slug: 'resend',
      risk_group: 'write',
      state: 'ask_once',
      source: 'settings',
      permission_config_version: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    },
  ])
  await patch(
    row('RESEND_SEND_EMAIL', 'always_deny', { source: 'elicitation', permission_config_version: 'v2' }),
  )
  const { permissions } = (await server.call('GET', path)).body
  expect(permissions).toMatchObject([
    {
      id: first.body.permissions[0].id,
      state: 'always_deny',
      source: 'elicitation',
      permission_config_version: 'v2',
    },
  ])
})

test('one tool can be answered alone', async () => {
  const { tool_slug: _, ...body } = row('', 'always_allow', { risk_group: 'read' })
  const answer = await server.call('PATCH', `${path}/tools/RESEND_LIST_DOMAINS`, { body })
  expect(answer.body.permission).toMatchObject({ tool_slug: 'RESEND_LIST_DOMAINS', state: 'always_allow' })
})

test('refuses, whole, a change that names a tool the account does not have', async () => {
  const wrong = await patch(
    row('RESEND_RETRIEVE_DOMAIN', 'always_allow'),
    row('GMAIL_SEND_EMAIL', 'always_deny'),
  )
  expect(wrong.status).toBe(400)
  expect(wrong.body.error.errors).toStrictEqual(['tool_slug: resend has no tool GMAIL_SEND_EMAIL'])
  const { permissions } = (await server.call('GET', path)).body
  expect(permissions.map((p: { tool_slug: string }) => p.tool_slug)).not.toContain('RESEND_RETRIEVE_DOMAIN')
})

test('resolves to the permissions that a session takes', async () => {
  await patch(row('RESEND_SEND_EMAIL', 'ask_always'), row('RESEND_LIST_DOMAINS', 'always_allow'))
  const body = { connected_accounts: { resend: [account] }, default: 'ask_once_per_session' }
  const resolved = await server.call('POST', '/consumer/permissions/resolve', { body })
  expect(resolved.body).toStrictEqual({
    experimental: {
      permissions: {
        default: 'ask_once_per_session',
        overrides: {
          [`RESEND_LIST_DOMAINS:${account}`]: 'always_allow',
          [`RESEND_SEND_EMAIL:${account}`]: 'ask_always',
        },
      },
    },
  })
})

test('an account of another project does not exist', async () => {
  const { key } = await server.otherProject()
  const body = { permissions: [row('RESEND_SEND_EMAIL', 'always_allow')] }
  expect((await server.call('GET', path, { key })).status).toBe(404)
  expect((await server.call('PATCH', path, { key, body })).status).toBe(404)
  const resolve = { connected_account_ids: [account] }
  expect((await server.call('POST', '/consumer/permissions/resolve', { key, body: resolve })).status).toBe(
    404,
  )
})
