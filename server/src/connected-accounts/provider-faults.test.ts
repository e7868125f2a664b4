/** What a provider can do wrong, and what becomes of the connection. */
import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import {
  json,
  startScriptedProvider,
  type ScriptedProvider,
} from '../../../conformance/rigs/scripted-provider.ts'
import { clickLink } from '../../../conformance/rigs/click-link.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'
import { oauthStates } from '../connect-link/connect-link.table.ts'
import { findState } from '../connect-link/stored-state.ts'
import { sql } from '../db/sql.ts'
import { createEgress } from '../egress/egress.ts'
import { eventsOf } from '../events/events.ts'
import { loadCatalog } from '../startup/catalog/load-catalog.ts'
import { findConnectedAccount, openCredential } from './connected-accounts.ts'
import { refreshAccount, replayJournal } from './refresh-credential.ts'
import { journalFiles, keepEntry } from './refresh-journal.ts'
import { withSchemeKit } from './scheme-kit.ts'

const origin = 'http://patchbay.test'
const impatientMs = 400

let provider: ScriptedProvider
let server: TestServer
let config: string
let offset = 0
const logged: string[] = []
const log = (...parts: unknown[]) => void logged.push(JSON.stringify(parts))

beforeAll(async () => {
  provider = await startScriptedProvider({ now: () => Date.now() + offset })
  const egress = createEgress({ allowPrivate: [provider.host] })
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: origin },
    config: { egress: { allow_private: [provider.host] } },
    deps: {
      catalog: withSchemeKit(await loadCatalog(inject('cacheDir'), () => {}), provider.url),
      clock: { now: () => new Date(Date.now() + offset) },
      log: { info: log, warn: log, error: log, debug: log },
      // The real one, only less patient.
      egress: {
        ...egress,
        request: (options) =>
          egress.request({ ...options, timeouts: { totalMs: impatientMs, headersMs: impatientMs } }),
      },
    },
  })
  const { body } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'schemekit' },
      auth_config: { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials: { client_id: 'app' } },
    },
  })
  config = body.auth_config.id
})
afterAll(async () => {
  await server.close()
  await provider.close()
})
beforeEach(() => {
  offset = 0
  provider.reset()
})

const shown = async (id: string) => (await server.call('GET', `/connected_accounts/${id}`)).body
const comeBack = (url: string, cookie: string) =>
  server.app.inject({ method: 'GET', url: url.slice(origin.length), headers: { cookie } })

/** A link that was opened and consented to, up to the redirect back. */
async function consented() {
  const { body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: config, user_id: 'u' },
  })
  const { location, cookie } = await clickLink(body.redirect_url, { send: injectedFetch(server.app) })
  const answered = await fetch(location, { redirect: 'manual' })
  return { id: body.connected_account_id as string, cookie, back: answered.headers.get('location') ?? '' }
}

async function connected(): Promise<{ projectId: string; id: string }> {
  const { id, cookie, back } = await consented()
  await comeBack(back, cookie)
  expect((await shown(id)).status).toBe('ACTIVE')
  return { projectId: server.projectId, id }
}

const html = '<!doctype html><title>Maintenance</title>'
const tokens = { access_token: 'at-x', token_type: 'bearer', instance_url: '' }

test.each<[string, (callback: URL) => void, string]>([
  [
    'the user denies',
    (url) => refuse(url, 'access_denied'),
    'The user denied access at the provider (access_denied)',
  ],
  [
    'the provider refuses',
    (url) => refuse(url, 'invalid_scope'),
    'The provider refused the authorization (invalid_scope)',
  ],
  [
    'the provider explains at length',
    (url) => refuse(url, 'canary error <b>'),
    'The provider refused the authorization (unknown error)',
  ],
  [
    'another issuer answers',
    (url) => url.searchParams.set('iss', 'https://evil.example'),
    'OAuth callback failed during token exchange',
  ],
  [
    'there are two codes',
    (url) => url.searchParams.append('code', 'other'),
    'OAuth callback failed during token exchange',
  ],
  [
    'there is no code',
    (url) => url.searchParams.delete('code'),
    'OAuth callback failed during token exchange',
  ],
])('no token is asked for when %s', async (_, change, reason) => {
  provider.callback(change)
  const { id, cookie, back } = await consented()
  await comeBack(back, cookie)
  expect(await shown(id)).toMatchObject({ status: 'FAILED', status_reason: reason })
  expect(provider.requests('/token')).toStrictEqual([])
})

test('the issuer that belongs to the provider is taken: the control of the test above', async () => {
  provider.callback((url) => url.searchParams.set('iss', provider.url))
  await connected()
})

test.each<[string, (res: ServerResponse) => void]>([
  ['says that the code has expired', (res) => json(res, 400, { error: 'invalid_grant' })],
  ['answers 500', (res) => json(res, 500, {})],
  ['is slow', () => {}],
  ['closes the connection', (res) => void res.destroy()],
  ['answers with broken JSON', (res) => void res.end('{"access_token": "at-canary')],
  ['answers with a page', (res) => void res.writeHead(200, { 'content-type': 'text/html' }).end(html)],
  ['answers with nothing', (res) => void res.end()],
  ['answers with a list', (res) => void res.end('[1, 2]')],
  ['sends no access token', (res) => json(res, 200, { token_type: 'bearer' })],
  ['sends a token of 20 kB', (res) => json(res, 200, { ...tokens, access_token: 'x'.repeat(20_000) })],
  ['sends an answer of 1 MB', (res) => json(res, 200, { ...tokens, more: 'x'.repeat(1_000_000) })],
  [
    'redirects to another host',
    (res) => void res.writeHead(307, { location: 'https://evil.example/' }).end(),
  ],
  [
    'says that its API is elsewhere',
    (res) => json(res, 200, { ...tokens, instance_url: 'https://evil.example/' }),
  ],
])('a connection fails, and nothing is kept, when the token endpoint %s', async (_, script) => {
  provider.script('/token', script)
  const { id, cookie, back } = await consented()
  const answer = await comeBack(back, cookie)
  expect(answer.statusCode).toBe(502)
  expect(await shown(id)).toMatchObject({
    status: 'FAILED',
    status_reason: 'OAuth callback failed during token exchange',
    state: { val: { status: 'FAILED' } },
  })
  expect(provider.requests('/token')).toHaveLength(1)
  // The code is spent: a second try would be a replay.
  expect((await comeBack(back, cookie)).statusCode).toBe(400)
  expect(provider.requests('/token')).toHaveLength(1)
})

test('what a callback brings is kept only in a form that cannot lead elsewhere', async () => {
  provider.callback((url) => url.searchParams.set('realmId', '../../admin?x='))
  const { id } = await connected()
  const { publicFields } = await findConnectedAccount(server.deps, server.projectId, id)
  expect(publicFields).not.toHaveProperty('realm_id')
})

test('of a hundred callbacks with one state, one asks for tokens', async () => {
  const { id, cookie, back } = await consented()
  const answers = await Promise.all(Array.from({ length: 100 }, () => comeBack(back, cookie)))
  expect(provider.requests('/token')).toHaveLength(1)
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
  expect((await shown(id)).status).toBe('ACTIVE')
})

test('the control: were the state there again each time, each callback would ask for tokens', async () => {
  const { cookie, back } = await consented()
  const row = await findState(server.deps, new URL(back).searchParams.get('state') ?? '')
  if (!row) throw new Error('the sign-in is not under way')
  for (const asked of [1, 2]) {
    await comeBack(back, cookie)
    expect(provider.requests('/token')).toHaveLength(asked)
    await server.deps.db.delete(oauthStates)
    await server.deps.db.insert(oauthStates).values(row)
  }
})

/** Past the end of the token: an hour, as the provider says. */
const later = () => void (offset += 3_601_000)
const use = (account: { projectId: string; id: string }) => openCredential(server.deps, account)
const rest = (id: string) =>
  server.deps.db.execute(sql`update connected_accounts set refresh_retry_at = null where id = ${id}`)
const rowOf = ({ projectId, id }: { projectId: string; id: string }) =>
  findConnectedAccount(server.deps, projectId, id)

test('one refused refresh, twenty callers: expired once, with one event that shows no token', async () => {
  const account = await connected()
  const held = (await use(account)).reveal()
  later()
  provider.script('/token', (res) => json(res, 400, { error: 'invalid_grant' }))
  const uses = await Promise.allSettled(Array.from({ length: 20 }, () => use(account)))
  expect(uses.every(({ status }) => status === 'rejected')).toBe(true)
  const events = await eventsOf(server.deps.db, account.projectId, account.id)
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({
    type: 'composio.connected_account.expired',
    data: {
      id: account.id,
      status: 'EXPIRED',
      status_reason: 'Permanent auth error during token refresh',
      toolkit: { slug: 'schemekit' },
      auth_config: { id: config, auth_scheme: 'OAUTH2' },
    },
  })
  const text = JSON.stringify(events)
  expect([held['access_token'], held['refresh_token']].some((token) => text.includes(token ?? '-'))).toBe(
    false,
  )
})

test('a provider that is away is asked again later and later, and the count starts anew when it is back', async () => {
  const account = await connected()
  later()
  provider.script('/token', (res) => json(res, 500, {}))
  const waits: number[] = []
  for (const failures of [1, 2, 3]) {
    await expect(use(account)).rejects.toMatchObject({ kind: 'UpstreamUnreachable' })
    // Within the pause nobody asks.
    await expect(use(account)).rejects.toMatchObject({ kind: 'UpstreamUnreachable' })
    const { refreshFailures, refreshRetryAt } = await rowOf(account)
    expect(refreshFailures).toBe(failures)
    waits.push(((refreshRetryAt?.getTime() ?? 0) - Date.now()) / 1000)
    await rest(account.id)
  }
  expect(
    provider.requests('/token').filter(({ fields }) => fields['grant_type'] === 'refresh_token'),
  ).toHaveLength(3)
  expect(waits[2]).toBeGreaterThan(waits[0] ?? 0)
  provider.reset()
  await use(account)
  expect(await rowOf(account)).toMatchObject({ refreshFailures: 0, refreshRetryAt: null, status: 'ACTIVE' })
})

test.each<[string, (res: ServerResponse) => void]>([
  ['is slow', () => {}],
  ['answers with broken JSON', (res) => void res.end('{"access_token": "at-canary')],
  ['answers with a page', (res) => void res.writeHead(200, { 'content-type': 'text/html' }).end(html)],
  ['answers with nothing', (res) => void res.end()],
  ['sends no access token', (res) => json(res, 200, { token_type: 'bearer' })],
  ['sends a token of 20 kB', (res) => json(res, 200, { ...tokens, access_token: 'x'.repeat(20_000) })],
  ['sends an answer of 1 MB', (res) => json(res, 200, { ...tokens, more: 'x'.repeat(1_000_000) })],
  [
    'redirects to another host',
    (res) => void res.writeHead(307, { location: 'https://evil.example/' }).end(),
  ],
])(
  'a refresh keeps the account, and what it was connected with, when the token endpoint %s',
  async (_, script) => {
    const account = await connected()
    const { credentialVersion } = await rowOf(account)
    later()
    provider.script('/token', script)
    await expect(use(account)).rejects.toMatchObject({ kind: 'UpstreamUnreachable' })
    expect(await rowOf(account)).toMatchObject({ status: 'ACTIVE', credentialVersion, refreshFailures: 1 })
    // And is none the worse for it when the provider is itself again.
    provider.reset()
    await rest(account.id)
    expect((await use(account)).reveal()['access_token']).toMatch(/./)
    expect(await rowOf(account)).toMatchObject({
      status: 'ACTIVE',
      credentialVersion: credentialVersion + 1,
      refreshFailures: 0,
    })
  },
)

/** Refreshes that the provider has seen. */
const refreshes = () =>
  provider.requests('/token').filter(({ fields }) => fields['grant_type'] === 'refresh_token').length

test('a clock ahead of the provider’s refreshes before the token ends there', async () => {
  const account = await connected()
  // Half an hour ahead: the token counts as that much older, and is used.
  offset += 1_800_000
  await use(account)
  expect(refreshes()).toBe(0)
  offset += 1_790_000
  await use(account)
  expect(refreshes()).toBe(1)
})

test('a clock behind the provider’s sends a token that has ended, and refreshes when it is refused', async () => {
  const account = await connected()
  let calls = 0
  provider.script('/me', (res) => {
    calls += 1
    json(res, calls === 1 ? 401 : 200, { email: 'ada@example.com' })
  })
  const { body } = await server.call('POST', '/tools/execute/SCHEMEKIT_WHOAMI', {
    body: { connected_account_id: account.id, arguments: {} },
  })
  expect(body).toMatchObject({ successful: true, data: { email: 'ada@example.com' } })
  expect([calls, refreshes()]).toStrictEqual([2, 1])
})

test('an answer that was lost is told as such when the old token is refused', async () => {
  const account = await connected()
  later()
  // The provider acts, and its answer does not arrive.
  provider.script('/token', (res) => void res.destroy())
  await expect(use(account)).rejects.toMatchObject({ kind: 'UpstreamUnreachable' })
  expect((await rowOf(account)).refreshUncertainAt).not.toBeNull()
  provider.script('/token', (res) => json(res, 400, { error: 'invalid_grant' }))
  await rest(account.id)
  await expect(use(account)).rejects.toMatchObject({ kind: 'ConnectedAccountUnusable' })
  expect((await shown(account.id)).status_reason).toContain('the answer to an earlier refresh was lost')
  expect(await eventsOf(server.deps.db, account.projectId, account.id)).toHaveLength(1)
})

test('the old refresh token is kept until the new one has worked', async () => {
  const account = await connected()
  const first = (await use(account)).reveal()['refresh_token']
  later()
  const second = (await use(account)).reveal()
  expect(second['previous_refresh_token']).toBe(first)
  // The provider forgot the token that it had just given, and still takes the one before.
  provider.script('/token', (res, { fields }) =>
    fields['refresh_token'] === first
      ? json(res, 200, { ...tokens, access_token: 'at-rescued', refresh_token: 'rt-rescued' })
      : json(res, 400, { error: 'invalid_grant' }),
  )
  later()
  // `instance_url` of this answer does not fit, which is no reason to lose the tokens of a refresh.
  expect((await use(account)).reveal()['access_token']).toBe('at-rescued')
  expect((await shown(account.id)).state.val).not.toHaveProperty('previous_refresh_token')
})

test('a provider that sends no refresh token is used to the token’s end, then the account expires', async () => {
  provider.script('/token', (res) =>
    json(res, 200, { access_token: 'at-only', expires_in: 60, instance_url: `${provider.url}/instance` }),
  )
  provider.script('/metadata', (res) => json(res, 200, { dc: 'us7', sites: [{ id: 's' }] }))
  const account = await connected()
  expect((await use(account)).reveal()['access_token']).toBe('at-only')
  offset += 61_000
  await expect(use(account)).rejects.toMatchObject({ kind: 'ConnectedAccountUnusable' })
  expect(await eventsOf(server.deps.db, account.projectId, account.id)).toHaveLength(1)
})

test.each([
  ['text', '3600', true],
  ['negative, from a clock that is ahead', -5, false],
  ['no number', 'soon', false],
  ['beyond all dates', 1e300, false],
])('a token life that is %s breaks nothing', async (_, expires_in, ends) => {
  provider.script('/token', (res) =>
    json(res, 200, { ...tokens, refresh_token: 'rt', expires_in, instance_url: `${provider.url}/instance` }),
  )
  provider.script('/metadata', (res) => json(res, 200, { dc: 'us7', sites: [{ id: 's' }] }))
  expect((await rowOf(await connected())).tokenExpiresAt !== null).toBe(ends)
})

const answer = (version: number, refresh_token = 'rt-journal') => ({
  name: (account: { projectId: string; id: string }) => ({ ...account, version }),
  entry: { credential: { access_token: 'at-journal', refresh_token }, publicFields: {}, expiresAt: null },
})

test('an answer that a crash left in the journal is stored once, also over an account that expired since', async () => {
  const account = await connected()
  const { name, entry } = answer(2)
  await keepEntry(server.deps, name(account), entry)
  later()
  provider.script('/token', (res) => json(res, 400, { error: 'invalid_grant' }))
  await expect(use(account)).rejects.toMatchObject({ kind: 'ConnectedAccountUnusable' })
  expect(await replayJournal(server.deps)).toBe(1)
  expect((await use(account)).reveal()['access_token']).toBe('at-journal')
  expect(await shown(account.id)).toMatchObject({ status: 'ACTIVE', status_reason: null })
  expect([await journalFiles(server.deps), await replayJournal(server.deps)]).toStrictEqual([[], 0])
})

test('an answer in the journal never replaces newer credentials, and is forgotten', async () => {
  const account = await connected()
  later()
  const newer = (await use(account)).reveal()['access_token']
  const { name, entry } = answer(2)
  await keepEntry(server.deps, name(account), entry)
  expect(await replayJournal(server.deps)).toBe(0)
  expect((await use(account)).reveal()['access_token']).toBe(newer)
  expect(await journalFiles(server.deps)).toStrictEqual([])
})

test('a refresh leaves nothing in the journal, and no token in the log', async () => {
  const account = await connected()
  const held: string[] = []
  for (let round = 0; round < 2; round += 1) {
    const { access_token = '-', refresh_token = '-' } = (await use(account)).reveal()
    held.push(access_token, refresh_token)
    later()
  }
  await refreshAccount(server.deps, await rowOf(account), { force: true })
  expect(await journalFiles(server.deps)).toStrictEqual([])
  const text = logged.join('\n') + (await server.dump())
  expect(held.filter((token) => text.includes(token))).toStrictEqual([])
})

function refuse(callback: URL, error: string): void {
  callback.searchParams.delete('code')
  callback.searchParams.set('error', error)
  callback.searchParams.set('error_description', 'canary words of the provider')
}
