import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const path = '/org/project/config'
const patch = (body: object, key?: string) =>
  server.call('PATCH', path, { body, ...(key !== undefined && { key }) })

test('is careful where nobody has said otherwise', async () => {
  const { key } = await server.otherProject()
  expect((await server.call('GET', path, { key })).body).toStrictEqual({
    is_2FA_enabled: false,
    mask_secret_keys_in_connected_account: true,
    log_visibility_setting: 'show_all',
    log_data_retention_in_days: 30,
    require_mcp_api_key: true,
    is_composio_link_enabled_for_managed_auth: true,
    is_taint_tracking_enabled: false,
    signed_url_file_expiry_in_seconds: 3600,
  })
})

test('keeps what is set, and changes only what is named', async () => {
  await patch({ display_name: 'Acme', logo_url: 'https://acme.example/logo.png' })
  const { body } = await patch({ signed_url_file_expiry_in_seconds: 60 })
  expect(body).toMatchObject({
    display_name: 'Acme',
    logo_url: 'https://acme.example/logo.png',
    signed_url_file_expiry_in_seconds: 60,
  })
  expect((await server.call('GET', path)).body).toStrictEqual(body)
})

test('an empty text takes a name or logo back', async () => {
  await patch({ display_name: 'Acme', logo_url: 'https://acme.example/logo.png' })
  const { body } = await patch({ display_name: '', logo_url: '' })
  expect(Object.keys(body)).not.toContain('display_name')
  expect(Object.keys(body)).not.toContain('logo_url')
})

test('an empty list or address takes the callback rules back', async () => {
  const rules = {
    allowed_callback_origins: ['https://app.example', 'http://localhost:3000'],
    oauth_callback_verifier_url: 'https://app.example/verify?a=1',
  }
  expect((await patch(rules)).body).toMatchObject(rules)
  const { body } = await patch({ allowed_callback_origins: [], oauth_callback_verifier_url: '' })
  for (const name of Object.keys(rules)) expect(Object.keys(body)).not.toContain(name)
})

test('two changes at once both hold', async () => {
  await Promise.all([patch({ display_name: 'Both' }), patch({ is_2FA_enabled: true })])
  expect((await server.call('GET', path)).body).toMatchObject({ display_name: 'Both', is_2FA_enabled: true })
})

test('is one project’s alone', async () => {
  const { key } = await server.otherProject()
  await patch({ display_name: 'Theirs' }, key)
  expect((await server.call('GET', path)).body.display_name).not.toBe('Theirs')
})

test.each([
  ['logo_url', 'javascript:alert(1)'],
  ['logo_url', 'data:image/svg+xml,x'],
  ['signed_url_file_expiry_in_seconds', 0],
  ['signed_url_file_expiry_in_seconds', 86_401],
  ['log_visibility_setting', 'everything'],
  ['log_data_retention_in_days', 0],
  ['log_data_retention_in_days', 1.5],
  ['log_data_retention_in_days', 3_651],
  ['require_mcp_api_key', 'yes'],
  ['display_name', 'x'.repeat(101)],
  ['oauth_callback_verifier_url', 'javascript:alert(1)'],
  ['allowed_callback_origins', 'https://app.example'],
  ['allowed_callback_origins', ['https://app.example/']],
  ['allowed_callback_origins', ['https://app.example', 'https://*.example']],
  ['allowed_callback_origins', ['https://user@app.example']],
  ['allowed_callback_origins', ['myapp://done']],
])('refuses %s: %j by its name', async (name, value) => {
  const { status, body } = await patch({ [name]: value })
  expect(status).toBe(400)
  expect(body.error.errors[0]).toMatch(new RegExp(`^${name}`))
})
