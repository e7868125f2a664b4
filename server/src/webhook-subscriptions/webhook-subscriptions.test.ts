import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer({ env: { PATCHBAY_PUBLIC_URL: 'https://patchbay.test' } })
})
afterAll(() => server.close())

const url = 'https://hooks.acme.example/patchbay'
const enabled_events = ['composio.trigger.message']

/** Subscribes a project of its own, as one project has one subscription. */
async function subscribed() {
  const { key } = await server.otherProject()
  const { body } = await server.call('POST', '/webhook_subscriptions', {
    key,
    body: { webhook_url: url, enabled_events },
  })
  return { key, body, path: `/webhook_subscriptions/${body.id}` }
}

test('a project has one subscription, with a secret of its own', async () => {
  const { key, body } = await subscribed()
  expect(body).toStrictEqual({
    id: expect.stringMatching(/^ws_/),
    webhook_url: url,
    version: 'V3',
    enabled_events,
    ordered: false,
    secret: expect.stringMatching(/^[0-9a-f]{64}$/),
    paused_reason: null,
    created_at: expect.any(String),
    updated_at: expect.any(String),
  })
  const second = await server.call('POST', '/webhook_subscriptions', {
    key,
    body: { webhook_url: url, enabled_events },
  })
  expect([second.status, second.headers['x-should-retry']]).toStrictEqual([409, 'false'])
  expect((await server.call('GET', '/webhook_subscriptions', { key })).body.items).toStrictEqual([body])
})

test('a change keeps what it does not name, and the secret', async () => {
  const { key, body, path } = await subscribed()
  const changed = await server.call('PATCH', path, { key, body: { version: 'V2' } })
  expect(changed.body).toMatchObject({ webhook_url: url, version: 'V2', secret: body.secret })
  expect((await server.call('PATCH', path, { key, body: {} })).status).toBe(400)
})

test('a deleted subscription is gone', async () => {
  const { key, path } = await subscribed()
  expect((await server.call('DELETE', path, { key })).body).toStrictEqual({ success: true })
  expect((await server.call('GET', path, { key })).status).toBe(404)
  expect((await server.call('DELETE', path, { key })).status).toBe(404)
})

test('a subscription of another project does not exist', async () => {
  const { path } = await subscribed()
  const { key } = await server.otherProject()
  expect((await server.call('GET', path, { key })).status).toBe(404)
  expect((await server.call('PATCH', path, { key, body: { version: 'V1' } })).status).toBe(404)
  expect((await server.call('POST', `${path}/rotate_secret`, { key })).status).toBe(404)
  expect((await server.call('GET', `${path}/deliveries`, { key })).status).toBe(404)
  expect((await server.call('DELETE', path, { key })).status).toBe(404)
})

test.each([
  ['not a URL', { webhook_url: 'nowhere' }, /^webhook_url: is not a URL/],
  ['plain http', { webhook_url: 'http://hooks.acme.example/' }, /^webhook_url: /],
  ['a private address', { webhook_url: 'https://10.0.0.7/hook' }, /^webhook_url: /],
  ['the metadata service', { webhook_url: 'https://169.254.169.254/latest' }, /^webhook_url: /],
  ['a loopback address in disguise', { webhook_url: 'https://0x7f.1/' }, /^webhook_url: /],
  ['credentials in the URL', { webhook_url: 'https://a:b@acme.example/' }, /^webhook_url: /],
  ['this server itself', { webhook_url: 'https://patchbay.test/api' }, /^webhook_url: leads back/],
  ['another scheme', { webhook_url: 'ftp://acme.example/' }, /^webhook_url: /],
  ['an unknown event', { enabled_events: ['composio.nothing'] }, /^enabled_events: there is no/],
  ['no event', { enabled_events: [] }, /^enabled_events: /],
  [
    'an event that the version cannot say',
    { enabled_events: ['composio.connected_account.expired'], version: 'V1' },
    /^enabled_events: .* needs version V3/,
  ],
])('refuses %s', async (_, more, line) => {
  const { key } = await server.otherProject()
  const { status, body } = await server.call('POST', '/webhook_subscriptions', {
    key,
    body: { webhook_url: url, enabled_events, ...more },
  })
  expect(status).toBe(400)
  expect(body.error.errors[0]).toMatch(line)
})

test('lists every event type with the versions that can say it', async () => {
  const { body } = await server.call('GET', '/webhook_subscriptions/event_types')
  expect(body.items).toContainEqual({
    event_type: 'composio.trigger.message',
    description: expect.any(String),
    supported_versions: ['V1', 'V2', 'V3'],
  })
})
