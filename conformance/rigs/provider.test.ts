import { afterEach, beforeEach, expect, test } from 'vitest'

import { consent } from './emulate.ts'
import { startProvider, type Provider } from './provider.ts'

const callback = 'http://127.0.0.1:9/callback'
const app = { client_id: 'client-1', client_secret: 'secret-1', name: 'App', redirect_uris: [callback] }
const github = { users: [{ login: 'ada' }, { login: 'bob' }], oauth_apps: [app] }

let provider: Provider

beforeEach(async () => {
  provider = await startProvider('github', { seed: github, tokens: { pat_ada: { login: 'ada' } } })
})
afterEach(() => provider.close())

function call(path: string, token?: string, init: RequestInit = {}): Promise<Response> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return fetch(provider.url + path, { ...init, headers: { ...headers, ...init.headers } })
}

async function connect(login: string): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({
    client_id: app.client_id,
    redirect_uri: callback,
    scope: 'openid repo',
  })
  const redirected = await consent(`${provider.authorizeUrl}?${query}`, login)
  return grant({ grant_type: 'authorization_code', code: new URL(redirected).searchParams.get('code') ?? '' })
}

async function grant(fields: Record<string, string>): Promise<Record<string, unknown>> {
  const { client_id, client_secret } = app
  const body = new URLSearchParams({ client_id, client_secret, redirect_uri: callback, ...fields })
  const response = await fetch(provider.tokenUrl, { method: 'POST', body })
  return (await response.json()) as Record<string, unknown>
}

test('a token that was never issued gets the provider’s 401 and does not reach it', async () => {
  const response = await call('/user', 'invented')
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ message: 'Bad credentials' })
  expect(provider.ledger.calls()).toStrictEqual([
    {
      kind: 'api',
      method: 'GET',
      path: '/user',
      query: '',
      token: 'invented',
      user: undefined,
      status: 401,
      reachedUpstream: false,
    },
  ])
})

test('no token at all is refused too', async () => {
  expect((await call('/user')).status).toBe(401)
})

test('each call is booked to the person who consented', async () => {
  const ada = String((await connect('ada'))['access_token'])
  const bob = String((await connect('bob'))['access_token'])
  expect(await (await call('/user', ada)).json()).toMatchObject({ login: 'ada' })
  expect(await (await call('/user', bob)).json()).toMatchObject({ login: 'bob' })
  expect(provider.ledger.calls(bob).map(({ path, user, status }) => ({ path, user, status }))).toStrictEqual([
    { path: '/user', user: 'bob', status: 200 },
  ])
  expect(provider.ledger.oauthCalls()).toHaveLength(2)
})

test('a token handed out beforehand works until it is expired', async () => {
  expect((await call('/user', 'pat_ada')).status).toBe(200)
  provider.ledger.expire('pat_ada')
  expect((await call('/user', 'pat_ada')).status).toBe(401)
})

test('links in answers lead back through the ledger', async () => {
  const user = (await (await call('/user', 'pat_ada')).json()) as { url: string }
  expect(new URL(user.url).origin).toBe(provider.url)
})

test('an arranged failure hits the next matching requests only', async () => {
  provider.ledger.inject({
    outcome: 'status',
    status: 429,
    headers: { 'retry-after': '1' },
    path: '/user',
    times: 2,
  })
  const statuses = []
  for (let i = 0; i < 3; i++) statuses.push((await call('/user', 'pat_ada')).status)
  expect(statuses).toStrictEqual([429, 429, 200])
  expect(provider.ledger.calls().map((entry) => entry.reachedUpstream)).toStrictEqual([false, false, true])
})

test('a dropped answer means that the provider acted and the caller cannot know', async () => {
  provider.ledger.inject({ outcome: 'drop', method: 'POST', path: '/user/repos' })
  const create = { method: 'POST', body: JSON.stringify({ name: 'made-once' }) }
  await expect(call('/user/repos', 'pat_ada', create)).rejects.toThrow('fetch failed')
  expect((await call('/repos/ada/made-once', 'pat_ada')).status).toBe(200)
  expect(provider.ledger.calls()[0]).toMatchObject({ status: 0, reachedUpstream: true })
})

test('a reset connection means that nothing happened', async () => {
  provider.ledger.inject({ outcome: 'reset', method: 'POST' })
  const create = { method: 'POST', body: JSON.stringify({ name: 'never-made' }) }
  await expect(call('/user/repos', 'pat_ada', create)).rejects.toThrow('fetch failed')
  expect((await call('/repos/ada/never-made', 'pat_ada')).status).toBe(404)
})

test('a delay holds the answer back at least that long', async () => {
  provider.ledger.inject({ outcome: 'slow', delayMs: 150 })
  const before = performance.now()
  expect((await call('/user', 'pat_ada')).status).toBe(200)
  expect(performance.now() - before).toBeGreaterThanOrEqual(145)
})

test('a shortened lifetime is announced, enforced, and ended by a refresh of the same person', async () => {
  await provider.close()
  const people = [{ email: 'ada@example.com' }, { email: 'bob@example.com' }]
  provider = await startProvider('google', { seed: { users: people, oauth_clients: [app] }, ttlSeconds: 2 })
  const issued = await connect('bob@example.com')
  expect(issued['expires_in']).toBe(2)
  const token = String(issued['access_token'])
  expect((await call('/oauth2/v2/userinfo', token)).status).toBe(200)
  await expect
    .poll(async () => (await call('/oauth2/v2/userinfo', token)).status, { timeout: 8000 })
    .toBe(401)
  const renewed = await grant({ grant_type: 'refresh_token', refresh_token: String(issued['refresh_token']) })
  const response = await call('/oauth2/v2/userinfo', String(renewed['access_token']))
  expect(await response.json()).toMatchObject({ email: 'bob@example.com' })
  expect(provider.ledger.tokens().map(({ user, grantType }) => ({ user, grantType }))).toStrictEqual([
    { user: 'bob@example.com', grantType: 'authorization_code' },
    { user: 'bob@example.com', grantType: 'refresh_token' },
  ])
})

test('Slack reads work by GET as they do at Slack, where the stand-in knows only POST', async () => {
  await provider.close()
  const slack = { users: [{ name: 'ada' }], channels: [{ name: 'general' }, { name: 'random' }] }
  provider = await startProvider('slack', { seed: slack })
  provider.ledger.issue('xoxb-1')
  const response = await call('/api/conversations.list?limit=1', 'xoxb-1')
  expect(await response.json()).toMatchObject({ ok: true, channels: [{ name: 'general' }] })
  expect(provider.ledger.calls()).toMatchObject([{ method: 'GET', query: '?limit=1', status: 200 }])
  expect(await (await call('/api/conversations.list', 'invented')).json()).toStrictEqual({
    ok: false,
    error: 'invalid_auth',
  })
})

test('a revoked token is dead at once', async () => {
  await provider.close()
  provider = await startProvider('google', {
    seed: { users: [{ email: 'ada@example.com' }], oauth_clients: [app] },
  })
  const token = String((await connect('ada@example.com'))['access_token'])
  await fetch(`${provider.url}/oauth2/revoke`, { method: 'POST', body: new URLSearchParams({ token }) })
  expect((await call('/oauth2/v2/userinfo', token)).status).toBe(401)
})
