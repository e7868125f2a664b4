import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approve } from '../../../conformance/rigs/approve.ts'
import { clickLink, openLink, type Click } from '../../../conformance/rigs/click-link.ts'
import { startOAuthServer, type OAuthServer } from '../../../conformance/rigs/oauth-server.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'
import { openCredential } from '../connected-accounts/connected-accounts.ts'
import { expireInitiated } from '../connected-accounts/expire-connection.job.ts'
import { sql } from '../db/sql.ts'
import { projectName } from '../projects/projects.ts'
import { finishAuthorization } from './callback.ts'
import { mostGuesses } from './page-guards.ts'
import { findState, stateSeal, type StoredState } from './stored-state.ts'

const origin = 'http://patchbay.test'
const callbackUrl = 'https://app.example/done?user_id=u1#top'
const clientSecret = 'canary-client-secret-c41d'

let provider: OAuthServer
let server: TestServer
let github: string
let resend: string
const logged: string[] = []
let offset = 0
const log = (...parts: unknown[]) => void logged.push(JSON.stringify(parts))

beforeAll(async () => {
  provider = await startOAuthServer()
  provider.registerClient({
    clientId: 'patchbay',
    clientSecret,
    redirectUris: [`${origin}/api/v3.1/toolkits/auth/callback`, `${origin}/api/v3/toolkits/auth/callback`],
  })
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: origin },
    config: {
      toolkits: {
        github: { auth: { OAUTH2: { authorize_url: provider.authorizeUrl, token_url: provider.tokenUrl } } },
      },
      egress: { allow_private: [new URL(provider.url).host] },
    },
    deps: {
      log: { info: log, warn: log, error: log, debug: log },
      clock: { now: () => new Date(Date.now() + offset) },
    },
  })
  github = await authConfig('github', 'OAUTH2', {
    client_id: 'patchbay',
    client_secret: clientSecret,
    scopes: ['openid', 'offline_access', 'items:read'],
  })
  resend = await authConfig('resend', 'API_KEY')
})
afterAll(async () => {
  await server.close()
  await provider.close()
})

async function authConfig(slug: string, authScheme: string, credentials = {}): Promise<string> {
  const { body } = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug }, auth_config: { type: 'use_custom_auth', authScheme, credentials } },
  })
  return body.auth_config.id
}

async function link(auth_config_id: string, extra: Record<string, unknown> = {}) {
  const { status, body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id, user_id: 'u1', ...extra },
  })
  expect(status).toBe(201)
  return { path: new URL(body.redirect_url).pathname, id: body.connected_account_id as string, body }
}

const browse = (path: string, cookie = '') => server.call('GET', path, { key: null, headers: { cookie } })
/** Opens a link as a browser, a new one unless it has a cookie, and presses its button. */
const submit = (path: string, fields: Record<string, string> = {}, more: Omit<Click, 'fields'> = {}) =>
  clickLink(origin + path, { fields, send: injectedFetch(server.app), ...more })
const open = (path: string, more: Click = {}) =>
  openLink(origin + path, { send: injectedFetch(server.app), ...more })

const account = async (id: string) => (await server.call('GET', `/connected_accounts/${id}`)).body
const pathOf = (url: string) => url.slice(origin.length)

/** Opens a link and says yes at the provider; stops where the provider sends the browser back. */
async function authorize(path: string, decision: 'allow' | 'deny' = 'allow') {
  const { status, location, cookie } = await submit(path)
  expect(status).toBe(303)
  const back = await approve(location, { login: 'ada', decision })
  return { back: pathOf(back), cookie }
}

test('answers a link request with a token, a page, and the time it ends', async () => {
  const { body } = await link(github, { alias: 'main' })
  expect(body).toStrictEqual({
    link_token: expect.stringMatching(/^lk_[\w-]{43}$/),
    redirect_url: `${origin}/link/${body.link_token}`,
    expires_at: expect.any(String),
    connected_account_id: expect.stringMatching(/^ca_/),
    experimental: { account_type: 'PRIVATE' },
  })
  const minutes = (Date.parse(body.expires_at) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(9)
  expect(minutes).toBeLessThanOrEqual(10)
  expect((await account(body.connected_account_id)).status).toBe('INITIATED')
})

test.each([
  ['a callback URL that is a script', { callback_url: 'javascript:alert(1)' }, 'callback_url: must be'],
  ['a callback URL with user info', { callback_url: 'https://a:b@evil.example' }, 'callback_url: must be'],
  ['an empty user id', { user_id: '' }, 'user_id: must not be empty'],
  ['a field that nobody knows', { surprise: 1 }, ''],
])('refuses %s', async (_case, extra, line) => {
  const { status, body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: github, user_id: 'u1', ...extra },
  })
  expect([status, body.error.code]).toStrictEqual([400, 10400])
  expect(body.error.errors[0]).toContain(line)
})

test('refuses a secret that is to be filled in advance', async () => {
  const { status, body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: resend, user_id: 'u1', connection_data: { generic_api_key: 'k' } },
  })
  expect([status, body.error.errors]).toStrictEqual([
    400,
    ['connection_data.generic_api_key: a secret cannot be filled in advance'],
  ])
})

test('makes no link with another project’s auth config', async () => {
  const { key } = await server.otherProject()
  const { status, body } = await server.call('POST', '/connected_accounts/link', {
    key,
    body: { auth_config_id: github, user_id: 'u1' },
  })
  expect([status, body.error.slug]).toStrictEqual([404, 'AuthConfig_NotFound'])
})

test('sends the browser to the provider with state, PKCE and scopes', async () => {
  const { path } = await link(github)
  const url = new URL((await submit(path)).location)
  expect(url.href.startsWith(provider.authorizeUrl)).toBe(true)
  expect(Object.fromEntries(url.searchParams)).toStrictEqual({
    response_type: 'code',
    client_id: 'patchbay',
    redirect_uri: `${origin}/api/v3.1/toolkits/auth/callback`,
    state: expect.stringMatching(/^[\w-]{43}$/),
    scope: 'openid offline_access items:read',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })
  expect(url.search).not.toContain('+')
})

test('connects an account through a strict OAuth server, and goes back to the project’s page', async () => {
  const { path, id } = await link(github, { callback_url: callbackUrl })
  const { back, cookie } = await authorize(path)
  const done = await browse(back, cookie)
  expect([done.status, done.headers['location']]).toStrictEqual([
    303,
    `https://app.example/done?user_id=u1&status=success&connected_account_id=${id}#top`,
  ])
  expect(await account(id)).toMatchObject({
    status: 'ACTIVE',
    status_reason: null,
    state: {
      authScheme: 'OAUTH2',
      val: { status: 'ACTIVE', access_token: expect.stringMatching(/^.{4}\.\.\.$/) },
    },
  })
  const token = (await openCredential(server.deps, { projectId: server.projectId, id })).reveal()
  const answer = await fetch(`${provider.url}/me`, {
    headers: { authorization: `Bearer ${token['access_token']}` },
  })
  expect(answer.status).toBe(200)
  const stored = await server.dump()
  for (const value of [token['access_token'], token['refresh_token'], clientSecret]) {
    expect(value?.length).toBeGreaterThan(10)
    expect(stored).not.toContain(value)
    expect(logged.join()).not.toContain(value)
  }
})

test('shows a page of its own when the project gave no callback URL', async () => {
  const { path } = await link(github)
  const { back, cookie } = await authorize(path)
  const done = await browse(back.replace('/v3.1/', '/v3/'), cookie)
  expect(done.status).toBe(200)
  expect(done.body).toContain('<h1>GitHub connected</h1>')
})

test('says that the user refused', async () => {
  const { path, id } = await link(github, { callback_url: callbackUrl })
  const { back, cookie } = await authorize(path, 'deny')
  const done = await browse(back, cookie)
  expect(done.headers['location']).toContain(`&status=failed&connected_account_id=${id}#top`)
  expect(await account(id)).toMatchObject({
    status: 'FAILED',
    status_reason: 'The user denied access at the provider (access_denied)',
  })
  expect((await browse(path, cookie)).status).toBe(410)
})

test('takes a code once: of many callbacks at the same time, one reaches the provider', async () => {
  const { path, id } = await link(github)
  const { back, cookie } = await authorize(path)
  const before = provider.grants().length
  const answers = await Promise.all(Array.from({ length: 20 }, () => browse(back, cookie)))
  expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([200, ...Array(19).fill(400)])
  expect(provider.grants().length).toBe(before + 1)
  expect((await browse(back, cookie)).status).toBe(400)
  expect((await account(id)).status).toBe('ACTIVE')
})

test('refuses a browser that did not open the link, and spends no code on it', async () => {
  const { path, id } = await link(github)
  const { back, cookie } = await authorize(path)
  const { cookie: other } = await open((await link(github)).path)
  const before = provider.grants().length
  expect((await browse(back)).status).toBe(403)
  expect((await browse(back, other)).status).toBe(403)
  expect(provider.grants().length).toBe(before)
  expect((await account(id)).status).toBe('INITIATED')
  expect((await browse(back, cookie)).status).toBe(200)
})

test('the control: were every browser taken for the one that began, the other’s code would connect its account', async () => {
  const { path, id } = await link(github)
  const { back, cookie } = await authorize(path)
  const own = cookie.split('=')[1] ?? ''
  const other = 'o'.repeat(43)
  const { vault } = server.deps
  const blind = { ...vault, hashToken: (token: string) => vault.hashToken(token === other ? own : token) }
  const url = new URL(back, origin)
  const callback = { query: url.searchParams, path: url.pathname, browser: other }
  expect(await finishAuthorization(server.deps, callback)).toMatchObject({ outcome: 'otherBrowser' })
  expect(await finishAuthorization({ ...server.deps, vault: blind }, callback)).toMatchObject({
    outcome: 'connected',
  })
  expect((await account(id)).status).toBe('ACTIVE')
})

test.each([
  ['no state', 'code=x'],
  ['a state that is not ours', `code=x&state=${'a'.repeat(43)}`],
  ['a state of the wrong form', 'code=x&state=%00'],
  ['an empty query', ''],
])('answers %s with a page', async (_case, query) => {
  const answer = await browse(`/api/v3.1/toolkits/auth/callback?${query}`)
  expect(answer.status).toBe(400)
  expect(answer.body).toContain('This sign-in is over')
})

test('takes no state or code that is there twice', async () => {
  const { path, id } = await link(github)
  const { back, cookie } = await authorize(path)
  const state = new URLSearchParams(back.split('?')[1]).get('state')
  expect((await browse(`${back}&state=${state}`, cookie)).status).toBe(400)
  expect((await browse(`${back}&code=again`, cookie)).status).toBe(502)
  expect((await account(id)).status_reason).toBe('OAuth callback failed during token exchange')
})

test('refuses a code that comes with another issuer, without asking the provider', async () => {
  const { path, id } = await link(github)
  const { back, cookie } = await authorize(path)
  const before = provider.grants().length
  const answer = await browse(back.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example'), cookie)
  expect(answer.status).toBe(502)
  expect(provider.grants().length).toBe(before)
  expect((await account(id)).status).toBe('FAILED')
})

test('the control: were the issuer not looked at, the code would be redeemed', async () => {
  const { path, id } = await link(github)
  const { back, cookie } = await authorize(path)
  const before = provider.grants().length
  expect((await browse(back.replace(/&?iss=[^&]+/, ''), cookie)).status).toBe(200)
  expect(provider.grants().length).toBe(before + 1)
  expect((await account(id)).status).toBe('ACTIVE')
})

/** Redeems the code of a callback with the app's own secret, as who has read both somewhere would. */
async function redeem(back: string, more: Record<string, string> = {}) {
  const code = new URLSearchParams(back.split('?')[1]).get('code') ?? ''
  const redirect_uri = `${origin}${back.split('?')[0]}`
  const app = { client_id: 'patchbay', client_secret: clientSecret, redirect_uri }
  const body = new URLSearchParams({ grant_type: 'authorization_code', code, ...app, ...more })
  return (await fetch(provider.tokenUrl, { method: 'POST', body })).status
}

test('a code that was read on its way is worth nothing without the verifier, even with the app’s secret', async () => {
  const { back } = await authorize((await link(github)).path)
  expect(await redeem(back)).toBe(400)
  expect(await redeem(back, { code_verifier: 'v'.repeat(43) })).toBe(400)
})

test('the control: with the verifier, which is sealed in the database, the same request gets the tokens', async () => {
  const { back } = await authorize((await link(github)).path)
  const row = await findState(server.deps, new URLSearchParams(back.split('?')[1]).get('state') ?? '')
  if (!row) throw new Error('the sign-in is not under way')
  const { verifier } = server.deps.vault.open<StoredState>(stateSeal(row), row.verifier).reveal()
  expect(await redeem(back, { code_verifier: verifier })).toBe(200)
})

test('fails the connection when the provider rejects the code, and tells no internals', async () => {
  const { path, id } = await link(github)
  const { back, cookie } = await authorize(path)
  const answer = await browse(back.replace(/code=[^&]+/, 'code=wrong'), cookie)
  expect(answer.status).toBe(502)
  expect(answer.body).not.toContain(provider.url)
  expect(answer.body).not.toContain('invalid_grant')
  expect(await account(id)).toMatchObject({
    status: 'FAILED',
    status_reason: 'OAuth callback failed during token exchange',
  })
})

test('does not let a link be started without end', async () => {
  const { path } = await link(github)
  const { cookie } = await open(path)
  const statuses: number[] = []
  for (let opened = 0; opened < 22; opened += 1) statuses.push((await submit(path, {}, { cookie })).status)
  expect(statuses).toStrictEqual([...Array(20).fill(303), 429, 429])
})

test('keeps a working account when connecting it again is refused', async () => {
  const { path, id } = await link(github)
  const first = await authorize(path)
  await browse(first.back, first.cookie)
  provider.revokeGrantsOf('ada')
  const refreshed = await server.call('POST', `/connected_accounts/${id}/refresh`)
  expect(refreshed.body.status).toBe('INITIATED')
  const second = await authorize(new URL(refreshed.body.redirect_url).pathname)
  await browse(second.back, second.cookie)
  expect((await account(id)).status).toBe('ACTIVE')
  const renewed = await server.call('POST', `/connected_accounts/${id}/refresh`)
  expect(renewed.body).toStrictEqual({ id, status: 'ACTIVE', redirect_url: null })
})

test('asks for a key on a form that works without scripts and cannot be framed', async () => {
  const { path } = await link(resend)
  const { status, body, headers } = await browse(path)
  expect(status).toBe(200)
  expect(body).toContain('<h1>Connect Resend</h1>')
  expect(body.replaceAll(/\s+/g, ' ')).toContain(
    `<b>${await projectName(server.deps, server.projectId)}</b> would like to use your Resend account.`,
  )
  expect(body).toContain('Continue only if you started this yourself')
  expect(body).toMatch(/<label\s+for="field-generic_api_key"/)
  expect(body).toMatch(/<input[^>]*name="generic_api_key"[^>]*required[^>]*type="password"/s)
  expect(body).not.toContain('<script')
  const policy = String(headers['content-security-policy'])
  const style = /<style>(.*?)<\/style>/s.exec(String(body))?.[1] ?? ''
  expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("form-action 'self';")
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
  })
})

test('asks for nothing that every account has from its auth config', async () => {
  const { body } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'freshdesk' },
      auth_config: {
        type: 'use_custom_auth',
        authScheme: 'BASIC',
        shared_credentials: { subdomain: 'acme', username: 'canary-shared-key', password: 'shared' },
      },
    },
  })
  const config = await server.call('GET', `/auth_configs/${body.auth_config.id}`)
  expect(config.body.expected_input_fields).toMatchObject([
    { name: 'subdomain', required: false },
    { name: 'username', required: false },
    { name: 'password', required: false },
  ])
  const { path, id } = await link(body.auth_config.id)
  expect((await browse(path)).body).not.toMatch(/name="(subdomain|username|password)"/)
  expect((await submit(path)).status).toBe(200)
  // No copy, as what the auth config shares may change later.
  expect((await account(id)).state.val).toStrictEqual({ status: 'ACTIVE' })
  const connected = await openCredential(server.deps, { projectId: server.projectId, id })
  // And not the field's default in its place.
  expect(connected.reveal()).toStrictEqual({
    subdomain: 'acme',
    username: 'canary-shared-key',
    password: 'shared',
  })
})

test('connects an account with the key that was entered, trimmed, and uses the link up', async () => {
  const { path, id } = await link(resend)
  const done = await submit(
    path,
    { generic_api_key: '  re_canary_key_1  ' },
    { headers: { 'sec-fetch-site': 'same-origin' } },
  )
  expect(done.status).toBe(200)
  expect(done.html).toContain('<h1>Resend connected</h1>')
  const opened = await openCredential(server.deps, { projectId: server.projectId, id })
  expect(opened.reveal()).toStrictEqual({ generic_api_key: 're_canary_key_1' })
  expect(await server.dump()).not.toContain('re_canary_key_1')
  const again = await submit(path, { generic_api_key: 'other' }, { cookie: done.cookie })
  expect([again.status, (await browse(path)).status]).toStrictEqual([410, 404])
  expect(again.html).toContain('This link has been used')
})

test('lets one of two submissions at once connect', async () => {
  const { path } = await link(resend)
  const { cookie } = await open(path)
  const answers = await Promise.all(
    ['one', 'two', 'three'].map((generic_api_key) => submit(path, { generic_api_key }, { cookie })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([200, 410, 410])
})

test('says by each field what is wrong with it, and does not show a secret again', async () => {
  const { path, id } = await link(resend)
  const { status, html: body, cookie } = await submit(path, { generic_api_key: '   ' })
  expect(status).toBe(422)
  expect(body).toContain('role="alert"')
  expect(body).toMatch(/aria-describedby="field-generic_api_key-error field-generic_api_key-hint"/)
  expect(body).toContain('aria-invalid="true"')
  expect(body.split('Enter the API key.')).toHaveLength(2)
  expect(body).toMatch(/role="alert">[^<]*<a href="#field-generic_api_key">API key<\/a>\.<\/p>/)
  const long = await submit(path, { generic_api_key: `leak-${'x'.repeat(20_000)}` }, { cookie })
  expect(long.status).toBe(422)
  expect(long.html).not.toContain('leak-')
  expect((await account(id)).status).toBe('INITIATED')
})

test.each([
  ['the browser says so', { 'sec-fetch-site': 'cross-site' }],
  ['its origin is another', { origin: 'https://evil.example' }],
])('takes no form from another site when %s', async (_case, headers) => {
  const { path, id } = await link(resend)
  const answer = await submit(path, { generic_api_key: 'attacker-key' }, { headers })
  expect(answer.status).toBe(403)
  expect((await account(id)).status).toBe('INITIATED')
})

test.each(['/link/lk_x', `/link/lk_${'a'.repeat(43)}`, '/link/%00', '/link/../x'])(
  'answers %s with 404',
  async (path) => {
    const { status } = await browse(path)
    expect(status).toBe(404)
  },
)

test('says when the owner has switched the connection off', async () => {
  const id = await authConfig('resend', 'API_KEY')
  const { path } = await link(id)
  await server.call('PATCH', `/auth_configs/${id}/DISABLED`)
  expect((await browse(path)).status).toBe(410)
})

test('does not know the link of an account that was deleted', async () => {
  const { path, id } = await link(resend)
  await server.call('DELETE', `/connected_accounts/${id}`)
  expect((await browse(path)).status).toBe(404)
  expect((await submit(path, { generic_api_key: 'x' })).status).toBe(404)
})

test('escapes what the project is called', async () => {
  const { path } = await link(resend)
  await server.deps.db.execute(sql`update projects set name = ${'<img src=x onerror=alert(1)>'}`)
  const { body } = await browse(path)
  expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(body).not.toContain('<img')
})

test('whether a link is unknown, used or expired is told to nobody but the browser that opened it', async () => {
  const used = await link(resend)
  await submit(used.path, { generic_api_key: 're_used' })
  const expired = await link(resend)
  await server.deps.db.execute(
    sql`update connect_links set expires_at = now() - interval '1 s' where connected_account_id = ${expired.id}`,
  )
  const paths = [used.path, expired.path, `/link/lk_${'g'.repeat(43)}`]
  const answers = await Promise.all(paths.map((path) => browse(path)))
  const seen = answers.map(({ status, body, headers }) =>
    JSON.stringify({ status, body, headers: { ...headers, date: '', 'x-request-id': '' } }),
  )
  expect(new Set(seen).size).toBe(1)
  expect(answers[0]?.status).toBe(404)
  // The control: one that works is another page.
  expect((await browse((await link(resend)).path)).status).toBe(200)
})

test('who guesses links is answered no more, before anything is looked up; others are', async () => {
  const { path } = await link(resend)
  const from = (remoteAddress: string, url: string) => server.app.inject({ url, remoteAddress })
  const statuses: number[] = []
  for (let guess = 0; guess < mostGuesses + 20; guess += 1) {
    statuses.push((await from('192.0.2.7', `/link/lk_${String(guess).padStart(43, 'x')}`)).statusCode)
  }
  expect(statuses.slice(0, mostGuesses)).toStrictEqual(Array(mostGuesses).fill(404))
  // Where a window of the counter ends meanwhile, a few more pass.
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10)
  expect((await from('192.0.2.7', path)).statusCode).toBe(429)
  expect((await from('192.0.2.8', path)).statusCode).toBe(200)
})

test('the control: were guesses not counted by address, all of them would be looked up', async () => {
  const statuses = new Set<number>()
  for (let guess = 0; guess < mostGuesses + 20; guess += 1) {
    const url = `/link/lk_${String(guess).padStart(43, 'y')}`
    statuses.add((await server.app.inject({ url, remoteAddress: `198.51.100.${guess}` })).statusCode)
  }
  expect([...statuses]).toStrictEqual([404])
})

// Turns the clock: keep these last.
test('ends links and sign-ins that are under way after ten minutes', async () => {
  const { path } = await link(github)
  const { back, cookie } = await authorize(path)
  const form = await link(resend)
  offset += 10 * 60_000 + 1000
  const before = provider.grants().length
  const answers = [
    await open(path, { cookie }),
    await open(form.path),
    await submit(form.path, { generic_api_key: 'x' }),
  ]
  expect(answers.map(({ status }) => status)).toStrictEqual([410, 404, 404])
  expect(answers[0]?.html).toContain('This link has expired')
  expect((await browse(back, cookie)).status).toBe(400)
  expect(provider.grants().length).toBe(before)
})

/** Rows of an account, by table. */
async function rowsOf(id: string) {
  const { rows } = await server.deps.db.execute<{ links: number; states: number }>(sql`
    select (select count(*)::int from connect_links where connected_account_id = ${id}) as links,
           (select count(*)::int from oauth_states where connected_account_id = ${id}) as states`)
  return rows[0]
}

test('removes a sign-in when it is over, and a link a day later, of the job’s account only', async () => {
  const { path, id } = await link(github)
  const { cookie } = await submit(path)
  const other = await link(github)
  await submit(other.path)
  const job = { projectId: server.projectId, accountId: id }
  await expireInitiated(server.deps, job)
  expect(await rowsOf(id)).toStrictEqual({ links: 1, states: 1 })
  offset += 10 * 60_000 + 1000
  await expireInitiated(server.deps, job)
  expect(await rowsOf(id)).toStrictEqual({ links: 1, states: 0 })
  expect((await account(id)).status).toBe('EXPIRED')
  expect((await browse(path, cookie)).body).toContain('This link has expired')
  offset += 24 * 60 * 60_000
  await expireInitiated(server.deps, job)
  expect(await rowsOf(id)).toStrictEqual({ links: 0, states: 0 })
  expect((await browse(path)).status).toBe(404)
  expect(await rowsOf(other.id)).toStrictEqual({ links: 1, states: 1 })
})

test('removes used links, and those of an account that was deleted', async () => {
  const used = await link(resend)
  await submit(used.path, { generic_api_key: 're_used' })
  const deleted = await link(github)
  await server.call('DELETE', `/connected_accounts/${deleted.id}`)
  offset += 24 * 60 * 60_000 + 10 * 60_000 + 1000
  for (const { id: accountId } of [used, deleted]) {
    await expireInitiated(server.deps, { projectId: server.projectId, accountId })
    expect(await rowsOf(accountId)).toStrictEqual({ links: 0, states: 0 })
  }
  expect((await account(used.id)).status).toBe('ACTIVE')
})

/** When the jobs of an account start, in seconds after its link has expired. */
async function jobsOf(id: string, expiresAt: Date) {
  const { rows } = await server.deps.db.execute<{ seconds: number }>(sql`
    select extract(epoch from start_after - ${expiresAt.toISOString()}::timestamptz)::int as seconds
    from pgboss.job where name = 'expire-connection' and data->>'accountId' = ${id} order by start_after`)
  return rows.map(({ seconds }) => seconds)
}

test('enqueues with each link the job that removes it, also for an account that stays connected', async () => {
  const { id, body } = await link(github)
  const day = 24 * 60 * 60
  expect(await jobsOf(id, new Date(body.expires_at))).toStrictEqual([5, day + 5])
  const state = { authScheme: 'OAUTH2', val: { access_token: 'at-lasting' } }
  const imported = await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: github }, connection: { user_id: 'u1', state } },
  })
  const renewed = await server.call('POST', `/connected_accounts/${imported.body.id}/refresh`)
  expect(renewed.body).toMatchObject({ status: 'ACTIVE', redirect_url: expect.stringContaining('/link/') })
  const expiresAt = new Date(Date.now() + offset + 10 * 60_000)
  const [removal, ...others] = await jobsOf(imported.body.id, expiresAt)
  expect(Math.abs((removal ?? 0) - day)).toBeLessThan(60)
  expect(others).toStrictEqual([])
})
