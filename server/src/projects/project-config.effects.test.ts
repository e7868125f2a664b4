/** Each setting of a project, both ways: what somebody sees of it. */
import { afterAll, expect, test } from 'vitest'
import { clickLink } from '../../../conformance/rigs/click-link.ts'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { testServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'
import { purgePayloads } from '../logs/logs.ts'
import { ProjectConfigInput } from './project-config.ts'

const upstream = await startUpstream()
const oauth = {
  client_id: 'operator-app',
  client_secret: 'operator-secret',
  authorize_url: `${upstream.url}/authorize`,
  token_url: `${upstream.url}/token`,
}
const server = await testServer({
  env: { PATCHBAY_PUBLIC_URL: 'http://patchbay.test' },
  config: {
    toolkits: {
      github: { auth: { OAUTH2: oauth } },
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

const post = (path: string, body: object) => server.call('POST', path, { body })
const apiKeyConfig = { type: 'use_custom_auth', authScheme: 'API_KEY' }
const keyConfig = await post('/auth_configs', { toolkit: { slug: 'resend' }, auth_config: apiKeyConfig })
const managedConfig = await post('/auth_configs', { toolkit: { slug: 'github' } })
const resend: string = keyConfig.body.auth_config.id
const managed: string = managedConfig.body.auth_config.id
const callback = 'https://app.example/done'

/** An account whose key is known; a new one each time. */
async function account() {
  const state = { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 're_key_0123456789' } }
  return post('/connected_accounts', { auth_config: { id: resend }, connection: { user_id: 'ann', state } })
}
await account()

const link = (auth_config_id: string, more: object = {}) =>
  post('/connected_accounts/link', { auth_config_id, user_id: 'ann', ...more })
const call = () =>
  post('/tools/execute/HACKERNEWS_GET_USER', { user_id: 'ann', arguments: { username: 'pg' } })

async function logged(): Promise<boolean> {
  const { body } = await call()
  const { log_id: id } = body
  return JSON.stringify((await server.call('GET', `/logs/tool_execution/${id}`)).body).includes('"pg"')
}

/** The page that a link opens. */
async function page(): Promise<string> {
  const { body } = await link(resend)
  return (await server.app.inject(new URL(body.redirect_url).pathname)).body
}

const mcp = await post('/mcp/servers/custom', { name: 'news', toolkits: ['hackernews'], allowed_tools: [] })

async function statusWithoutKey(): Promise<number> {
  const answer = await server.app.inject({
    method: 'POST',
    url: `/v3/mcp/${mcp.body.id}?user_id=ann`,
    headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
    payload: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  })
  return answer.statusCode
}

/** Whether the log still has data after three days. */
async function isKeptThreeDays(): Promise<boolean> {
  const { body } = await call()
  await server.deps.executionLog.settled()
  await purgePayloads({ db: server.deps.db, clock: { now: () => new Date(Date.now() + 3 * 86_400_000) } })
  const log = await server.call('GET', `/logs/tool_execution/${body.log_id}`)
  return JSON.stringify(log.body).includes('"pg"')
}

/** Whether a mail is sent after the session has read what others wrote, or a person is asked. */
async function asksAfterReading(): Promise<boolean> {
  const { body } = await post('/tool_router/session', { user_id: 'ann' })
  const run = (tool_slug: string, args: object) =>
    post(`/tool_router/session/${body.session_id}/execute`, { tool_slug, arguments: args })
  await run('HACKERNEWS_GET_FRONTPAGE', {})
  const mail = { from: 'a@acme.example', to: ['b@acme.example'], subject: 'Hi', text: 'Hello' }
  return (await run('RESEND_SEND_EMAIL', mail)).body.data?.approval_required === true
}

async function secondsOfLink(): Promise<number> {
  const file = { toolkit_slug: 'gmail', tool_slug: 'GMAIL_SEND_EMAIL', filename: 'a', mimetype: 'text/plain' }
  const { body } = await post('/files/upload/request', { ...file, md5: '0'.repeat(32) })
  const expires = Number(new URL(body.new_presigned_url, 'http://patchbay.test').searchParams.get('expires'))
  return Math.round((expires - Date.now() / 1_000) / 600) * 600
}

/** Where the browser is sent when the user has given a key. */
async function sentBackTo(): Promise<string> {
  const { body } = await link(resend, { callback_url: callback })
  const send = injectedFetch(server.app)
  const { location } = await clickLink(body.redirect_url, { send, fields: { generic_api_key: 're_key' } })
  return new URL(location).pathname
}

/** How a setting of the second value differs from one of the first, to an onlooker. */
const effects: Record<
  keyof ProjectConfigInput,
  { values: [unknown, unknown]; see: () => unknown; seen: [unknown, unknown] }
> = {
  // Without an effect, which is said where one looks it up.
  is_2FA_enabled: { values: [false, true], see: told, seen: [true, true] },
  display_name: {
    values: ['', 'Acme'],
    see: async () => (await page()).includes('Acme'),
    seen: [false, true],
  },
  logo_url: {
    values: ['', 'https://acme.example/logo.png'],
    see: async () => (await page()).includes('https://acme.example/logo.png'),
    seen: [false, true],
  },
  mask_secret_keys_in_connected_account: {
    values: [true, false],
    see: async () => (await account()).body.connectionData.val.generic_api_key,
    seen: ['re_k...', 're_key_0123456789'],
  },
  log_visibility_setting: { values: ['show_all', 'dont_store_data'], see: logged, seen: [true, false] },
  log_data_retention_in_days: { values: [30, 2], see: isKeptThreeDays, seen: [true, false] },
  require_mcp_api_key: { values: [true, false], see: statusWithoutKey, seen: [401, 200] },
  is_composio_link_enabled_for_managed_auth: {
    values: [true, false],
    see: async () => [(await link(managed)).status, (await link(resend)).status],
    seen: [
      [201, 201],
      [400, 201],
    ],
  },
  is_taint_tracking_enabled: { values: [false, true], see: asksAfterReading, seen: [false, true] },
  signed_url_file_expiry_in_seconds: { values: [3_600, 7_200], see: secondsOfLink, seen: [3_600, 7_200] },
  allowed_callback_origins: {
    values: [[], ['https://other.example']],
    see: async () => (await link(resend, { callback_url: callback })).status,
    seen: [201, 400],
  },
  tool_quotas: {
    values: [[], [{ tools: ['HACKERNEWS_*'], limit: 0, window_seconds: 60 }]],
    see: async () => (await call()).status,
    seen: [200, 429],
  },
  oauth_callback_verifier_url: {
    values: ['', 'https://app.example/verify'],
    see: sentBackTo,
    seen: ['/done', '/verify'],
  },
}

async function told(): Promise<boolean> {
  const { paths } = (await server.app.inject('/openapi.json')).json()
  const { schema } = paths['/api/v3.1/org/project/config'].patch.requestBody.content['application/json']
  return schema.properties.is_2FA_enabled.description.includes('without an effect')
}

test.each(Object.entries(effects))('%s does what it says', async (name, { values, see, seen }) => {
  for (const at of [0, 1, 0] as const) {
    expect((await server.call('PATCH', '/org/project/config', { body: { [name]: values[at] } })).status).toBe(
      200,
    )
    expect(await see(), JSON.stringify(values[at])).toStrictEqual(seen[at])
  }
})

test('no setting is left out', () => {
  expect(Object.keys(effects).toSorted()).toStrictEqual(Object.keys(ProjectConfigInput.shape).toSorted())
})

test('a managed link that the project does not want is refused with what helps, in sessions too; an initiation goes on', async () => {
  const set = (is_composio_link_enabled_for_managed_auth: boolean) =>
    server.call('PATCH', '/org/project/config', { body: { is_composio_link_enabled_for_managed_auth } })
  await set(false)
  const session = await post('/tool_router/session', { user_id: 'ann', auth_configs: { github: managed } })
  const refused = await post(`/tool_router/session/${session.body.session_id}/link`, { toolkit: 'github' })
  expect([refused.status, refused.body.error.suggested_fix]).toStrictEqual([
    400,
    expect.stringContaining('is_composio_link_enabled_for_managed_auth'),
  ])
  const made = await post('/connected_accounts', {
    auth_config: { id: managed },
    connection: { user_id: 'ann' },
  })
  expect([made.status, made.body.connectionData.val.status]).toStrictEqual([201, 'INITIATED'])
  await set(true)
})
