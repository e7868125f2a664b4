import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'

const server = await testServer()
const open = await testServer({ env: { PATCHBAY_PUBLIC_URL: 'https://patchbay.example' } })
afterAll(() => Promise.all([server.close(), open.close()]))

const createSession = (headers: Record<string, string>) =>
  server.call('POST', '/tool_router/session', { body: { user_id: 'u' }, headers })

test.each(['localhost:3210', '[::1]:3210', 'patchbay.example', 'my_host.internal:80'])(
  'URLs lead to the host that the caller used: %s',
  async (host) => {
    const { body } = await createSession({ host })
    expect(body.mcp.url).toBe(`http://${host}/tool_router/v3/${body.session_id}/mcp`)
  },
)

test.each([
  { host: 'a b' },
  { host: '[' },
  { host: 'x/y' },
  { host: 'user@x' },
  { host: 'x:99999' },
  { host: '<script>' },
  { 'x-forwarded-proto': 'javascript' },
])('no URL is made of %j', async (headers) => {
  const { status, body } = await createSession(headers as Record<string, string>)
  expect([status, body.error.slug]).toStrictEqual([400, 'HTTP_BadRequest'])
})

test('the MCP endpoint refuses such a host instead of failing', async () => {
  const { body: session } = await createSession({ host: 'localhost' })
  const { statusCode, body } = await server.app.inject({
    method: 'POST',
    url: `/tool_router/v3/${session.session_id}/mcp`,
    headers: { 'x-api-key': server.projectKey, host: '<script>' },
    payload: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  })
  expect([statusCode, JSON.parse(body).error.slug]).toStrictEqual([400, 'HTTP_BadRequest'])
})

test('links for people lead to the operator’s URL, whatever host the caller used', async () => {
  const config = { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} }
  const made = await open.call('POST', '/auth_configs', {
    body: { toolkit: { slug: 'resend' }, auth_config: config },
  })
  const { body } = await open.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: made.body.auth_config.id, user_id: 'u' },
    headers: { host: 'a b' },
  })
  expect(body.redirect_url).toMatch(/^https:\/\/patchbay\.example\/link\//)
})
