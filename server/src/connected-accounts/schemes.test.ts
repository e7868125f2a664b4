import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest'
import { clickLink } from '../../../conformance/rigs/click-link.ts'
import { approve } from '../../../conformance/rigs/approve.ts'
import { startHttpProxy, type HttpProxy } from '../../../conformance/rigs/http-proxy.ts'
import { freePort } from '../../../conformance/rigs/listen.ts'
import { startOAuthServer, type OAuthServer } from '../../../conformance/rigs/oauth-server.ts'
import {
  json,
  startScriptedProvider,
  type ScriptedProvider,
} from '../../../conformance/rigs/scripted-provider.ts'
import { testServer, type CallResult, type TestServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'
import { loadCatalog } from '../startup/catalog/load-catalog.ts'
import { findConnectedAccount, openCredential } from './connected-accounts.ts'
import { withSchemeKit } from './scheme-kit.ts'

const origin = 'http://patchbay.test'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()

let provider: ScriptedProvider
let strict: OAuthServer
let proxy: HttpProxy
let closedPort: string
let server: TestServer
let offset = 0
const configs = new Map<string, string>()

beforeAll(async () => {
  provider = await startScriptedProvider({
    publicKey,
    consumer: { key: 'ck', secret: 'c&s' },
    now: () => Date.now() + offset,
  })
  strict = await startOAuthServer()
  proxy = await startHttpProxy({ authorization: 'Bearer canary-proxy-key' })
  closedPort = String(await freePort())
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: origin },
    config: {
      egress: {
        allow_private: [provider.host, new URL(strict.url).host, proxy.host, `127.0.0.1:${closedPort}`],
      },
    },
    deps: {
      catalog: withSchemeKit(await loadCatalog(inject('cacheDir'), () => {}), provider.url),
      clock: { now: () => new Date(Date.now() + offset) },
    },
  })
  await authConfig('OAUTH2', { client_id: 'app' })
  await authConfig('S2S_OAUTH2', { client_id: 'app', client_secret: 'right' })
  await authConfig('OAUTH1', { consumer_key: 'ck', consumer_secret: 'c&s' })
  for (const mode of [
    'BASIC_WITH_JWT',
    'BILLCOM_AUTH',
    'GOOGLE_SERVICE_ACCOUNT',
    'SERVICE_ACCOUNT',
    'DCR_OAUTH',
    'API_KEY',
  ])
    await authConfig(mode)
})
afterAll(async () => {
  await server.close()
  await provider.close()
  await strict.close()
  await proxy.close()
})
beforeEach(() => {
  offset = 0
  provider.reset()
})

async function authConfig(authScheme: string, credentials = {}, name = authScheme): Promise<CallResult> {
  const made = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'schemekit' },
      auth_config: { type: 'use_custom_auth', authScheme, credentials },
    },
  })
  configs.set(name, made.body.auth_config?.id)
  return made
}

const idOf = (mode: string) => configs.get(mode) ?? ''
const connect = (mode: string, val: Record<string, unknown>, more = {}) =>
  server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: idOf(mode) },
      connection: { user_id: 'u', state: { authScheme: mode, val } },
      ...more,
    },
  })
const run = (tool: string, connected_account_id: string, args = {}) =>
  server.call('POST', `/tools/execute/SCHEMEKIT_${tool}`, {
    body: { user_id: 'u', connected_account_id, arguments: args },
  })
const shown = async (id: string) => (await server.call('GET', `/connected_accounts/${id}`)).body

const logIn = { username: 'ada', password: 'open sesame' }
const keyFile = (key: string) =>
  JSON.stringify({
    client_email: 'svc@example.com',
    private_key: key,
    private_key_id: 'k1',
    token_uri: 'https://evil.example',
  })

test.each<[string, Record<string, unknown>]>([
  ['S2S_OAUTH2', {}],
  ['BASIC_WITH_JWT', logIn],
  ['BILLCOM_AUTH', { ...logIn, devKey: 'dk' }],
  ['GOOGLE_SERVICE_ACCOUNT', { credentials_json: keyFile(pkcs8) }],
  ['SERVICE_ACCOUNT', { application_id: '12', installation_id: '34', private_key: pkcs1 }],
])('%s gets a token when it connects, and another when that one ends', async (mode, val) => {
  const { status, body } = await connect(mode, val)
  expect([status, body.status]).toStrictEqual([201, 'ACTIVE'])
  const first = await run('WHOAMI', body.id)
  expect(first.body).toMatchObject({ successful: true, data: { email: 'ada@example.com' } })
  const sent = provider.requests('/me').map(({ headers }) => headers.authorization)
  offset += 3_590_000
  expect((await run('WHOAMI', body.id)).body.successful).toBe(true)
  offset = 0
  const tokens = new Set([...sent, ...provider.requests('/me').map(({ headers }) => headers.authorization)])
  expect(tokens.size).toBe(2)
  expect(await server.dump()).not.toContain('open sesame')
})

test('renews an exchanged token that the provider no longer takes', async () => {
  const { body } = await connect('BASIC_WITH_JWT', logIn)
  let refused = 0
  provider.script('/me', (res) => {
    refused += 1
    json(res, refused === 1 ? 401 : 200, { email: 'ada@example.com' })
  })
  expect((await run('WHOAMI', body.id)).body.successful).toBe(true)
  expect(provider.requests('/login')).toHaveLength(1 + 1)
})

test('asserts what the manifest says, with the scopes and no address from the key file', async () => {
  await connect('GOOGLE_SERVICE_ACCOUNT', { credentials_json: keyFile(pkcs8.replaceAll('\n', '\\n')) })
  const jwt = provider.requests('/assertion').at(-1)?.fields['assertion'] ?? ''
  const [header, claims] = jwt.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  expect(JSON.parse(header ?? '')).toStrictEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' })
  expect(JSON.parse(claims ?? '')).toMatchObject({
    iss: 'svc@example.com',
    scope: 'cloud mail',
    aud: `${provider.url}/assertion`,
  })
})

test.each<[string, Record<string, unknown>, string]>([
  ['BASIC_WITH_JWT', { username: 'ada', password: 'canary-wrong-password' }, 'status 401'],
  ['GOOGLE_SERVICE_ACCOUNT', { credentials_json: '{"private_key":"canary"}' }, 'no conn.client_email'],
  ['GOOGLE_SERVICE_ACCOUNT', { credentials_json: 'canary no json' }, 'not a JSON object'],
  [
    'SERVICE_ACCOUNT',
    { application_id: '1', installation_id: '2', private_key: 'canary-key' },
    'the private key cannot be read',
  ],
])('%s: a credential that gets no token is refused without being repeated', async (mode, val, problem) => {
  const { status, body } = await connect(mode, val)
  expect([status, body.error.slug]).toStrictEqual([400, 'ConnectedAccount_Invalid'])
  expect(body.error.message).toContain(problem)
  expect(JSON.stringify(body)).not.toContain('canary')
})

test('says that a provider is away, and keeps nothing', async () => {
  provider.script('/login', (res) => json(res, 503, {}))
  const { status, body } = await connect('BILLCOM_AUTH', { ...logIn, devKey: 'dk' })
  expect([status, body.error.slug]).toStrictEqual([502, 'Egress_UpstreamUnreachable'])
})

test('refuses client credentials that the provider does not take', async () => {
  await authConfig('S2S_OAUTH2', { client_id: 'app', client_secret: 'wrong' }, 'wrong')
  const { status, body } = await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: idOf('wrong') }, connection: { user_id: 'u' } },
  })
  expect(status).toBe(400)
  expect(body.error.message).toContain('invalid_client')
})

test('refuses SAML with the reason and with what to use instead', async () => {
  const { status, body } = await authConfig('SAML')
  expect([status, body.error.slug]).toStrictEqual([400, 'HTTP_NotSupported'])
  expect(body.error.message).toContain('gives no credential that an API takes')
  expect(body.error.suggested_fix).toContain('OAUTH2')
})

async function link(mode: string, more = {}) {
  const { body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: idOf(mode), user_id: 'u', ...more },
  })
  return { path: new URL(body.redirect_url).pathname, id: body.connected_account_id as string }
}

/** Opens a link and presses its button; gives where the browser is sent, and the browser's cookie. */
async function open(path: string) {
  const opened = await clickLink(origin + path, { send: injectedFetch(server.app) })
  return { opened, cookie: opened.cookie, to: opened.location }
}
const comeBack = (url: string, cookie: string) =>
  server.app.inject({ method: 'GET', url: url.slice(origin.length), headers: { cookie } })
const redirectOf = async (url: string) =>
  (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? ''

test('keeps what comes with the callback, in the token answer, and what the provider tells when asked', async () => {
  provider.callback((back) => back.searchParams.set('realmId', '4620816365'))
  const { path, id } = await link('OAUTH2')
  const { to, cookie } = await open(path)
  await comeBack(await redirectOf(to), cookie)
  const account = await findConnectedAccount(server.deps, server.projectId, id)
  expect(account.status).toBe('ACTIVE')
  expect(account.publicFields).toStrictEqual({
    realm_id: '4620816365',
    instance_url: `${provider.url}/instance`,
    dc: 'us7',
    site: 's-1',
  })
  offset += 3_590_000
  const refreshed = await openCredential(server.deps, { projectId: server.projectId, id })
  offset = 0
  expect(refreshed.reveal()).toMatchObject({ realm_id: '4620816365', dc: 'us7', 'team.id': 'T1' })
})

test('a public client sends its id and no secret', async () => {
  const { path } = await link('OAUTH2')
  const { to, cookie } = await open(path)
  await comeBack(await redirectOf(to), cookie)
  const [request] = provider.requests('/token')
  expect(request?.fields).toMatchObject({ client_id: 'app', grant_type: 'authorization_code' })
  expect(request?.fields).toHaveProperty('code_verifier')
  expect(request?.fields).not.toHaveProperty('client_secret')
  expect(request?.headers.authorization).toBeUndefined()
})

test('says whose account was connected, after asking the provider', async () => {
  const { path, id } = await link('OAUTH2')
  const { to, cookie } = await open(path)
  await comeBack(await redirectOf(to), cookie)
  await vi.waitFor(
    async () => {
      const { userInfo } = await findConnectedAccount(server.deps, server.projectId, id)
      expect(userInfo).toStrictEqual({ display: 'ada@example.com' })
    },
    { timeout: 10_000 },
  )
})

test('OAUTH1 goes through its three legs and signs every request', async () => {
  const { path, id } = await link('OAUTH1')
  const { to, cookie } = await open(path)
  const token = new URL(to).searchParams.get('oauth_token') ?? ''
  const back = `${origin}/api/v3.1/toolkits/auth/callback?oauth_token=${token}&oauth_verifier=verifier-${token}`
  await comeBack(back, cookie)
  expect(await shown(id)).toMatchObject({ status: 'ACTIVE', state: { val: { account: '7' } } })
  const { body } = await run('SIGNED', id, { q: "it's (50%) & more*" })
  expect(body).toMatchObject({ successful: true, data: { ok: true } })
  // Control: what is not signed is refused, so the check above can fail.
  expect((await fetch(`${provider.url}/signed?q=x`)).status).toBe(401)
  // The request token works once.
  expect((await comeBack(back, cookie)).statusCode).toBe(400)
})

test('OAUTH1 refuses a provider that does not confirm the callback', async () => {
  provider.script('/oauth1/request', (res) => res.writeHead(200).end('oauth_token=t&oauth_token_secret=s'))
  const { path, id } = await link('OAUTH1')
  expect((await open(path)).opened.status).toBe(502)
  expect((await shown(id)).status).toBe('FAILED')
})

test('DCR_OAUTH finds the server, registers, connects, refreshes and comes back to its own address', async () => {
  const { path, id } = await link('DCR_OAUTH', { connection_data: { server_url: strict.url } })
  const { to, cookie } = await open(path)
  const redirect = new URL(to).searchParams.get('redirect_uri') ?? ''
  expect(redirect).toBe(`${origin}/api/v3.1/toolkits/auth/callback/${idOf('DCR_OAUTH')}`)
  const back = await approve(to, { login: 'ada' })
  // The same answer at the shared address is another context, and no code is redeemed.
  const elsewhere = back.replace(`/${idOf('DCR_OAUTH')}?`, '?')
  expect((await comeBack(elsewhere, cookie)).statusCode).toBe(400)
  expect(strict.grants()).toStrictEqual([])
  await comeBack(back, cookie)
  expect((await shown(id)).status).toBe('ACTIVE')
  const { body } = await server.call('POST', `/connected_accounts/${id}/refresh`, { body: {} })
  expect(body).toStrictEqual({ id, status: 'ACTIVE', redirect_url: null })
  expect(strict.grants().map(({ grantType }) => grantType)).toStrictEqual([
    'authorization_code',
    'refresh_token',
  ])
})

test('DCR_OAUTH reads, registers and gets its tokens through the proxy of the auth config, and not around it', async () => {
  const body = (port: string) => ({
    toolkit: { slug: 'schemekit' },
    auth_config: {
      type: 'use_custom_auth',
      authScheme: 'DCR_OAUTH',
      credentials: {},
      proxy_config: { proxy_url: `http://127.0.0.1:${port}`, proxy_auth_key: 'canary-proxy-key' },
    },
  })
  const start = async (port: string) => {
    const made = await server.call('POST', '/auth_configs', { body: body(port) })
    configs.set('proxied', made.body.auth_config.id)
    const { path, id } = await link('proxied', { connection_data: { server_url: strict.url } })
    return { ...(await open(path)), id }
  }
  const { to, cookie, id } = await start(new URL(proxy.url).port)
  // What it knows of the server, and that it is registered there, came through the tunnel.
  expect(new Set(proxy.asked.map(({ target }) => target))).toStrictEqual(new Set([new URL(strict.url).host]))
  expect(proxy.asked.map(({ headers }) => headers['proxy-authorization'])).toContain(
    'Bearer canary-proxy-key',
  )
  await comeBack(await approve(to, { login: 'ada' }), cookie)
  expect((await shown(id)).status).toBe('ACTIVE')
  // The control: where the proxy is not there, nobody is asked.
  const { opened } = await start(closedPort)
  expect(opened.status).toBe(502)
})

test('DCR_OAUTH refuses a callback without the iss that the server promises', async () => {
  const { path, id } = await link('DCR_OAUTH', { connection_data: { server_url: strict.url } })
  const { to, cookie } = await open(path)
  const back = new URL(await approve(to, { login: 'ada' }))
  expect(back.searchParams.get('iss')).toBe(strict.url)
  back.searchParams.delete('iss')
  await comeBack(back.href, cookie)
  expect(await shown(id)).toMatchObject({
    status: 'FAILED',
    status_reason: 'OAuth callback failed during token exchange',
  })
})

test.each<[string, Record<string, unknown>]>([
  ['offers no PKCE', { code_challenge_methods_supported: ['plain'] }],
  ['registers nobody', { registration_endpoint: undefined }],
  ['speaks for another', { issuer: 'https://other.example' }],
  ['names no endpoints', { token_endpoint: undefined }],
])('DCR_OAUTH refuses a server that %s', async (_, change) => {
  const metadata = {
    issuer: provider.url,
    authorization_endpoint: `${provider.url}/authorize`,
    token_endpoint: `${provider.url}/token`,
    registration_endpoint: `${provider.url}/register`,
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
  }
  provider.script('/.well-known/oauth-authorization-server', (res) =>
    json(res, 200, { ...metadata, ...change }),
  )
  provider.script('/register', (res) => json(res, 201, { client_id: 'registered' }))
  const { path } = await link('DCR_OAUTH', { connection_data: { server_url: provider.url } })
  expect((await open(path)).opened.status).toBe(502)
  // Control: as it should be, it is taken.
  provider.script('/.well-known/oauth-authorization-server', (res) => json(res, 200, metadata))
  const good = await link('DCR_OAUTH', { connection_data: { server_url: provider.url } })
  expect((await open(good.path)).opened.status).toBe(303)
})

test('publishes itself as an OAuth client, for servers that read it there', async () => {
  const path = `/api/v3.1/toolkits/auth/client/${idOf('DCR_OAUTH')}`
  const { status, body } = await server.call('GET', path, { key: null })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    client_id: origin + path,
    redirect_uris: [`${origin}/api/v3.1/toolkits/auth/callback/${idOf('DCR_OAUTH')}`],
    token_endpoint_auth_method: 'none',
  })
})

test('validates a key against the current-user call', async () => {
  const token = (await connect('BASIC_WITH_JWT', logIn)).body.id as string
  const opened = await openCredential(server.deps, { projectId: server.projectId, id: token })
  const good = opened.reveal()['access_token']
  const refused = await connect(
    'API_KEY',
    { generic_api_key: 'canary-wrong' },
    { validate_credentials: true },
  )
  expect([refused.status, refused.body.error.slug]).toStrictEqual([400, 'ConnectedAccount_Invalid'])
  const { status, body } = await connect('API_KEY', { generic_api_key: good }, { validate_credentials: true })
  expect(status).toBe(201)
  const account = await findConnectedAccount(server.deps, server.projectId, body.id)
  expect(account.userInfo).toStrictEqual({ display: 'ada@example.com' })
  provider.script('/me', (res) => json(res, 503, {}))
  const away = await connect('API_KEY', { generic_api_key: good }, { validate_credentials: true })
  expect(away.status).toBe(502)
  const again = await server.call('POST', `/connected_accounts/${body.id}/refresh`, {
    body: { validate_credentials: true },
  })
  expect(again.status).toBe(502)
  provider.reset()
  const checked = await server.call('POST', `/connected_accounts/${body.id}/refresh`, {
    body: { validate_credentials: true },
  })
  expect(checked.body).toStrictEqual({ id: body.id, status: 'ACTIVE', redirect_url: null })
})

test('a form with a wrong password says so at the field, and the link stays good', async () => {
  const { path, id } = await link('BASIC_WITH_JWT')
  const submit = (fields: Record<string, string>, cookie = '') =>
    clickLink(origin + path, { fields, cookie, send: injectedFetch(server.app) })
  const wrong = await submit({ username: 'ada', password: 'guess' })
  expect([wrong.status, wrong.html.includes('does not accept this')]).toStrictEqual([422, true])
  expect(wrong.html).not.toContain('guess')
  expect((await submit(logIn, wrong.cookie)).status).toBe(200)
  expect((await shown(id)).status).toBe('ACTIVE')
})

test('a PATCH of a credential exchanges it again', async () => {
  const { body } = await connect('BASIC_WITH_JWT', logIn)
  const patch = (password: string) =>
    server.call('PATCH', `/connected_accounts/${body.id}`, {
      body: { connection: { state: { authScheme: 'BASIC_WITH_JWT', val: { password } } } },
    })
  expect((await patch('nonsense')).status).toBe(400)
  expect((await run('WHOAMI', body.id)).body.successful).toBe(true)
  expect((await patch('open sesame')).status).toBe(200)
  expect(provider.requests('/login')).toHaveLength(3)
})
