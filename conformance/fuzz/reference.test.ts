import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { describedIn, type KeyHeader, type Method } from './requests.ts'
import { readReference } from './reference.ts'
import { startWorld, type World } from './world.ts'

type Answer = { operationId: string; path: string; status: number; body: unknown }
type Body = Record<string, unknown>

const reference = readReference()
const answers: Answer[] = []
let world: World
let places: { operationId: string; method: string; pattern: RegExp; keyHeader: KeyHeader }[] = []

/** Calls the server and keeps the answer under the operation that the path belongs to. */
async function ask(method: Method, path: string, body?: Body): Promise<Body> {
  const bare = `/api/v3.1${path.split('?')[0]}`
  const place = places.find((row) => row.method === method && row.pattern.test(bare))
  if (!place) throw new Error(`No operation ${method} ${path}`)
  const headers = { [place.keyHeader]: world.keys[place.keyHeader] }
  const result = await world.server.call(method, path, { key: null, headers, ...(body && { body }) })
  answers.push({ operationId: place.operationId, path, status: result.status, body: result.body })
  return result.body as Body
}

async function configFor(slug: string, authScheme: string, credentials: Body = {}): Promise<string> {
  const auth_config = { type: 'use_custom_auth', authScheme, credentials, name: `${slug} ${authScheme}` }
  const made = await ask('POST', '/auth_configs', { toolkit: { slug }, auth_config })
  return String((made['auth_config'] as Body)['id'])
}

async function connect(id: string, authScheme: string, val: Body, more: Body = {}): Promise<string> {
  const connection = { user_id: 'ada', state: { authScheme, val: { status: 'ACTIVE', ...val } }, ...more }
  return String((await ask('POST', '/connected_accounts', { auth_config: { id }, connection }))['id'])
}

async function readCatalog(): Promise<void> {
  await ask('GET', '/auth/session/info')
  const first = await ask('GET', '/toolkits?limit=2')
  await ask('GET', `/toolkits?limit=2&cursor=${String(first['next_cursor'])}&sort_by=alphabetically`)
  await ask('GET', '/toolkits?search=mail')
  await ask('GET', '/toolkits/categories')
  for (const { slug } of world.server.deps.catalog.toolkits()) await ask('GET', `/toolkits/${slug}`)
  await ask('GET', '/toolkits/nothing')
  await ask('GET', '/toolkits/changelog')
  await ask('POST', '/toolkits/multi', { toolkits: ['github', 'slack'] })
  await ask('GET', '/triggers_types?limit=1000')
  await ask('GET', '/triggers_types/list/enum')
  await ask('GET', '/triggers_types/GMAIL_NEW_GMAIL_MESSAGE?toolkit_versions=latest')
  await ask('GET', '/triggers_types/NOTHING')
  await ask('GET', '/tools?limit=1000')
  await ask('GET', '/tools?toolkit_slug=gmail&important=true')
  await ask('GET', '/tools?query=send%20mail&limit=3')
  await ask('GET', '/tools?limit=0')
  await ask('GET', '/tools/enum')
  await ask('GET', '/tools/GMAIL_SEND_EMAIL')
  await ask('GET', '/tools/NOTHING')
  await ask('POST', '/tools/scopes/required', { tools: ['GMAIL_SEND_EMAIL'] })
}

/** Auth configs of every kind, by what the rest of the story calls them. */
async function makeConfigs() {
  const none = { type: 'use_custom_auth', authScheme: 'NO_AUTH' }
  await ask('POST', '/auth_configs', { toolkit: { slug: 'hackernews' }, auth_config: none })
  const managed = { type: 'use_composio_managed_auth' }
  await ask('POST', '/auth_configs', { toolkit: { slug: 'gmail' }, auth_config: managed })
  await ask('POST', '/auth_configs', { toolkit: { slug: 'nothing' } })
  return {
    oauth: await configFor('github', 'OAUTH2', { client_id: 'a', client_secret: 'b', scopes: 'repo' }),
    bearer: await configFor('github', 'BEARER_TOKEN'),
    key: await configFor('resend', 'API_KEY'),
    basic: await configFor('freshdesk', 'BASIC'),
  }
}

async function useAccounts(): Promise<void> {
  const configs = await makeConfigs()
  const account = await connect(configs.oauth, 'OAUTH2', { access_token: 'gho_x', refresh_token: 'r' })
  await connect(configs.bearer, 'BEARER_TOKEN', { token: 'ghp_x' }, { alias: 'work' })
  await connect(configs.key, 'API_KEY', { generic_api_key: 're_x' })
  await connect(configs.basic, 'BASIC', { username: 'a', password: 'b', subdomain: 'c' })
  const initiated = { auth_config: { id: configs.oauth }, connection: { user_id: 'bob' } }
  await ask('POST', '/connected_accounts', initiated)
  const shared = { account_type: 'SHARED', acl_config_for_shared: { allow_all_users: true } }
  const link = { auth_config_id: configs.oauth, user_id: 'cyd', experimental: shared }
  await ask('POST', '/connected_accounts/link', link)
  await ask('POST', '/connected_accounts/link', { ...link, auth_config_id: 'ac_nothing' })
  for (const id of Object.values(configs)) await ask('GET', `/auth_configs/${id}`)
  await ask('GET', '/auth_configs/ac_nothing')
  await ask('GET', '/auth_configs?limit=2')
  await ask('GET', '/auth_configs?show_disabled=true&search=github')
  await ask('PATCH', `/auth_configs/${configs.key}`, { type: 'custom', name: 'mail' })
  await ask('PATCH', `/auth_configs/${configs.bearer}/DISABLED`)
  const page = await ask('GET', '/connected_accounts?limit=2')
  await ask('GET', `/connected_accounts?limit=2&cursor=${String(page['next_cursor'])}`)
  await ask('GET', '/connected_accounts?account_type=ALL&order_by=updated_at')
  const all = (await ask('GET', '/connected_accounts'))['items'] as Body[]
  for (const { id } of all) await ask('GET', `/connected_accounts/${String(id)}`)
  await ask('GET', '/connected_accounts/ca_nothing')
  await ask('PATCH', `/connected_accounts/${account}`, { alias: 'home' })
  await ask('POST', `/connected_accounts/${world.own.accounts[2]}/refresh`, {})
  await ask('PATCH', `/connected_accounts/${account}/status`, { enabled: false })
  await ask('DELETE', `/connected_accounts/${account}`)
  await ask('DELETE', `/auth_configs/${configs.oauth}`)
}

async function executeTools(): Promise<void> {
  const account = world.own.accounts[1]
  const run = (slug: string, body: Body) => ask('POST', `/tools/execute/${slug}`, body)
  await run('HACKERNEWS_GET_FRONTPAGE', { user_id: 'ada', arguments: {} })
  await run('RESEND_LIST_DOMAINS', { connected_account_id: account, user_id: 'user-own', arguments: {} })
  await run('RESEND_SEND_EMAIL', { user_id: 'user-own', arguments: { from: 7 } })
  await run('GMAIL_FETCH_EMAILS', { user_id: 'nobody', arguments: {} })
  await run('NOTHING', { user_id: 'ada', arguments: {} })
  await run('HACKERNEWS_GET_USER', { user_id: 'ada', text: 'username: pg' })
  await run('HACKERNEWS_GET_USER/input', { text: 'username: pg' })
  await run('HACKERNEWS_GET_USER/input', { text: 'who is that?' })
  const proxy = { connected_account_id: account, endpoint: '/domains', method: 'GET' }
  await ask('POST', '/tools/execute/proxy', proxy)
  await ask('POST', '/tools/execute/proxy', { ...proxy, endpoint: 'http://127.0.0.1:1/' })
}

async function moveFiles(): Promise<void> {
  const file = {
    toolkit_slug: 'gmail',
    tool_slug: 'GMAIL_SEND_EMAIL',
    filename: 'a.txt',
    mimetype: 'text/plain',
    md5: '900150983cd24fb0d6963f7d28e17f72',
  }
  const { new_presigned_url: link } = await ask('POST', '/files/upload/request', file)
  const { pathname, search } = new URL(String(link))
  await world.server.app.inject({ method: 'PUT', url: pathname + search, payload: 'abc' })
  await ask('POST', '/files/upload/request', { ...file, md5: 'no' })
  await ask('GET', '/files/list?limit=1&toolkit_slug=gmail')
}

async function useSession(): Promise<void> {
  const everything = {
    user_id: 'user-own',
    toolkits: { enable: ['resend', 'github', 'hackernews'] },
    auth_configs: { resend: world.own.authConfigs[1] },
    connected_accounts: { resend: [world.own.accounts[1]] },
    manage_connections: { enable: true, callback_url: 'https://example.com/done' },
    tools: { github: { tags: ['readOnlyHint'] }, hackernews: { disable: ['HACKERNEWS_GET_USER'] } },
    tags: { disable: ['destructiveHint'] },
    workbench: { enable: false },
    multi_account: { enable: true, max_accounts_per_toolkit: 3 },
    preload: { tools: ['RESEND_LIST_DOMAINS'] },
    experimental: { assistive_prompt_config: { user_timezone: 'Europe/Berlin' } },
  }
  await ask('POST', '/tool_router/session', { user_id: 'ada', preload: { tools: 'all' } })
  await ask('POST', '/tool_router/session', { user_id: 7 })
  const created = await ask('POST', '/tool_router/session', everything)
  const session = `/tool_router/session/${String(created['session_id'])}`
  await ask('GET', session)
  await ask('GET', '/tool_router/session/trs_nothing')
  await ask('GET', `${session}/tools`)
  await ask('GET', `${session}/toolkits`)
  await ask('GET', `${session}/toolkits?limit=1&is_connected=true`)
  await ask('POST', `${session}/link`, { toolkit: 'github' })
  await ask('POST', `${session}/link`, { toolkit: 'slack' })
  const queries = [{ use_case: 'send an email' }, { use_case: 'read repository issues' }]
  await ask('POST', `${session}/search`, { queries })
  await ask('POST', `${session}/execute`, { tool_slug: 'RESEND_LIST_DOMAINS', arguments: {} })
  await ask('POST', `${session}/execute`, { tool_slug: 'GMAIL_FETCH_EMAILS', arguments: {} })
  const meta = (slug: string, args: Body) => ask('POST', `${session}/execute_meta`, { slug, arguments: args })
  await meta('COMPOSIO_SEARCH_TOOLS', { queries })
  await meta('COMPOSIO_MANAGE_CONNECTIONS', { toolkits: ['github'] })
  await ask('POST', `${session}/proxy_execute`, { toolkit_slug: 'resend', endpoint: '/x', method: 'GET' })
  await ask('PATCH', session, { toolkits: { enable: ['resend'] }, tags: null })
  await ask('PATCH', session, { search: { enable: false }, expected_config_version: 1 })
  await ask('POST', `${session}/attach`, {})
  await ask('GET', `${session}/config_history?limit=1`)
  const mount = `${session}/mounts/files`
  const file = { mount_relative_path: 'data/a.txt' }
  const { upload_url: link } = await ask('POST', `${mount}/upload_url`, file)
  const { pathname, search } = new URL(String(link))
  await world.server.app.inject({ method: 'PUT', url: pathname + search, payload: 'abc' })
  await ask('GET', `${mount}/items?limit=1`)
  await ask('POST', `${mount}/download_url`, file)
  await ask('POST', `${mount}/download_url`, { mount_relative_path: '../a.txt' })
  await ask('POST', `${mount}/delete`, file)
  await ask('GET', `${mount}/items`)
  await ask('DELETE', session)
}

async function readLogsAndUsage(): Promise<void> {
  const page = await ask('POST', '/logs/tool_execution', { limit: 1 })
  const [log] = page['logs'] as Body[]
  await ask('POST', '/logs/tool_execution', { limit: 1, cursor: page['next_cursor'] })
  await ask('POST', '/logs/tool_execution', { limit: 0 })
  await ask('GET', `/logs/tool_execution/${String(log?.['id'])}`)
  await ask('GET', '/logs/tool_execution/log_nothing')
  for (const owner of ['project', 'org']) {
    await ask('POST', `/${owner}/usage/summary`, {})
    await ask('POST', `/${owner}/usage/summary`, { entity_types: ['nothing'] })
    await ask('POST', `/${owner}/usage/tool_calls`, { group_by: 'toolkit_slug', limit: 2 })
    await ask('POST', `/${owner}/usage/sessions`, {})
  }
}

async function managePermissions(): Promise<void> {
  const account = String(world.own.accounts[1])
  const path = `/consumer/connected_accounts/${account}/permissions`
  const row = { toolkit_slug: 'resend', risk_group: 'write', state: 'ask_once' }
  await ask('PATCH', path, { permissions: [{ ...row, tool_slug: 'RESEND_SEND_EMAIL' }] })
  await ask('PATCH', `${path}/tools/RESEND_LIST_DOMAINS`, { ...row, risk_group: 'read' })
  await ask('PATCH', path, { permissions: [] })
  await ask('GET', path)
  await ask('GET', '/consumer/connected_accounts/ca_nothing/permissions')
  await ask('POST', '/consumer/permissions/resolve', { connected_account_ids: [account] })
}

async function manageOrganization(): Promise<void> {
  await ask('GET', '/org/project/config')
  await ask('PATCH', '/org/project/config', { display_name: 'Acme', logo_url: 'https://acme.example/a.png' })
  await ask('PATCH', '/org/project/config', { logo_url: 'javascript:alert(1)' })
  const made = await ask('POST', '/org/owner/project/new', { name: 'staging', should_create_api_key: true })
  await ask('POST', '/org/owner/project/new', { name: 'staging' })
  const project = `/org/owner/project/${String(made['id'])}`
  await ask('GET', '/org/owner/project/list?limit=2')
  await ask('GET', project)
  await ask('GET', '/org/owner/project/pr_nothing')
  await ask('POST', `${project}/regenerate_api_key`)
  await ask('DELETE', project)
  await ask('POST', '/org/clanker/create_claim', { human_email: 'owner@acme.example' })
  await ask('POST', '/org/clanker/create_claim', { human_email: 'nobody' })
  await ask('GET', '/migration/get-nanoid?type=AUTH_CONFIG&uuid=5d3b1f2a-1111-4222-8333-944455556666')
  const connection = {
    user_id: 'old',
    state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 'x' } },
  }
  const created = await ask('POST', '/connected_accounts', {
    auth_config: { id: world.own.authConfigs[1] },
    connection,
  })
  const { uuid } = created['deprecated'] as Body
  await ask('GET', `/migration/get-nanoid?type=CONNECTED_ACCOUNT&uuid=${String(uuid)}`)
}

async function serveMcp(): Promise<void> {
  const config = String(world.own.authConfigs[1])
  const made = await ask('POST', '/mcp/servers', { name: 'mail tools', auth_config_ids: [config] })
  const server = String(made['id'])
  await ask('POST', '/mcp/servers', { name: 'x', auth_config_ids: [] })
  await ask('POST', '/mcp/servers/custom', { name: 'news', toolkits: ['hackernews'], custom_tools: [] })
  await ask('POST', '/mcp/servers/custom', { name: 'nothing' })
  await ask('POST', '/mcp/servers/generate', { mcp_server_id: server, user_ids: ['ada'] })
  await ask('POST', '/mcp/servers/generate', { mcp_server_id: 'nothing' })
  await ask('GET', '/mcp/servers?limit=1&toolkits=resend')
  await ask('GET', '/mcp/app/resend')
  await ask('GET', '/mcp/app/nothing')
  await ask('GET', `/mcp/${server}`)
  await ask('PATCH', `/mcp/${server}`, { name: 'mail and more', allowed_tools: ['RESEND_SEND_EMAIL'] })
  const instances = `/mcp/servers/${server}/instances`
  await ask('POST', instances, { user_id: 'user-own' })
  await ask('POST', instances, { user_id: 'user-own' })
  await ask('POST', instances, { user_id: 'nobody' })
  await ask('GET', instances)
  await ask('DELETE', `${instances}/ada`)
  await ask('DELETE', `${instances}/nobody`)
  await ask('DELETE', `/mcp/${server}`)
  await ask('GET', `/mcp/${server}`)
}

async function watchApps(): Promise<void> {
  const upsert = '/trigger_instances/GITHUB_FOLLOWER_EVENT/upsert'
  const made = await ask('POST', upsert, { user_id: 'user-own' })
  await ask('POST', upsert, { user_id: 'user-own', trigger_config: { intervall: 5 } })
  await ask('POST', upsert, {})
  await ask('POST', '/trigger_instances/NOTHING/upsert', {})
  await ask('GET', '/trigger_instances/active?limit=1')
  const path = `/trigger_instances/manage/${String(made['trigger_id'])}`
  await ask('PATCH', path, { status: 'disable' })
  await ask('PATCH', path, { status: 'enable' })
  await ask('DELETE', path)
  await ask('DELETE', path)
  await ask('GET', '/webhook_endpoints?toolkit_slug=slack')
  const endpoint = await ask('POST', '/webhook_endpoints', { toolkit_slug: 'slack', client_id: 'an-app' })
  const at = `/webhook_endpoints/${String(endpoint['id'])}`
  await ask('POST', at, { data: { signing_secret: 'x' } })
  await ask('PATCH', at, { data: { signing_secret: 'y' } })
  await ask('PATCH', at, { data: { nothing: 'y' } })
  await ask('GET', at)
  await ask('GET', '/webhook_endpoints/we_nothing')
  await ask('POST', '/webhook_endpoints', { toolkit_slug: 'resend', client_id: 'an-app' })
}

async function subscribeToEvents(): Promise<void> {
  const [made] = world.own.webhookSubscriptions
  const path = `/webhook_subscriptions/${made}`
  await ask('GET', '/webhook_subscriptions')
  await ask('GET', '/webhook_subscriptions/event_types')
  await ask('GET', path)
  await ask('GET', '/webhook_subscriptions/ws_nothing')
  await ask('PATCH', path, { version: 'V2', enabled_events: ['composio.trigger.message'] })
  await ask('PATCH', path, {})
  await ask('POST', `${path}/rotate_secret`)
  await ask('GET', `${path}/deliveries`)
  await ask('POST', `${path}/deliveries/${world.own.webhookDeliveries[0]}/resend`)
  await ask('POST', `${path}/replay`, { from: 0, to: 1 })
  const body = { webhook_url: 'https://hooks.invalid/', enabled_events: ['composio.trigger.message'] }
  await ask('POST', '/webhook_subscriptions', body)
  await ask('DELETE', path)
  await ask('POST', '/webhook_subscriptions', body)
  await ask('POST', '/webhook_subscriptions', { ...body, webhook_url: 'http://127.0.0.1/' })
}

/** Last, as what is told before it needs the account. */
async function revokeAccount(): Promise<void> {
  await ask('POST', `/connected_accounts/${world.own.accounts[0]}/revoke`)
  await ask('POST', '/connected_accounts/ca_nothing/revoke')
}

describe.skipIf(!reference)('against the published contract', () => {
  beforeAll(async () => {
    world = await startWorld()
    const { body } = await world.server.app.inject('/openapi.json')
    // Paths without parameters first: `/toolkits/categories` is no toolkit.
    places = describedIn(JSON.parse(body))
      .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)
      .map(({ operationId, method, path, keyHeader }) => ({
        operationId,
        method,
        keyHeader,
        pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      }))
    await readCatalog()
    await useAccounts()
    await executeTools()
    await moveFiles()
    await useSession()
    await readLogsAndUsage()
    await managePermissions()
    await manageOrganization()
    await serveMcp()
    await subscribeToEvents()
    await watchApps()
    await revokeAccount()
  })
  afterAll(() => world?.close())

  test('a body that lacks its fields would be noticed', () => {
    expect(reference?.differences('getToolkits', 200, {})).not.toStrictEqual([])
    expect(reference?.differences('getToolkits', 404, { error: { message: 'x' } })).not.toStrictEqual([])
  })

  test('every operation of the contract that is supported did what it was asked for', () => {
    const succeeded = new Set(answers.filter(({ status }) => status < 300).map((row) => row.operationId))
    const silent = places
      .map(({ operationId }) => operationId)
      .filter((operationId) => reference?.statuses(operationId) && !succeeded.has(operationId))
    expect(silent).toStrictEqual([])
  })

  test('every answer has the fields and types that the contract gives it', () => {
    const wrong = answers.flatMap(({ operationId, path, status, body }) =>
      (reference?.differences(operationId, status, body) ?? []).map(
        (difference) => `${operationId} ${status} ${path}: ${difference}`,
      ),
    )
    expect(wrong).toStrictEqual([])
  })
})
