import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { approve } from './approve.ts'
import { startOAuthServer, type OAuthServer } from './oauth-server.ts'

const callback = 'http://127.0.0.1:9/callback'
const client = { clientId: 'client-1', clientSecret: 'secret-1', redirectUris: [callback] }
const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')

let server: OAuthServer

beforeAll(async () => {
  server = await startOAuthServer({ clients: [client] })
})
afterAll(() => server.close())

function authorizeUrl(overrides: Record<string, string> = {}, at = server): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: callback,
    scope: 'items:read items:write',
    state: 's-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...overrides,
  })
  return `${at.authorizeUrl}?${query}`
}

async function token(fields: Record<string, string>, at = server): Promise<Record<string, string>> {
  const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')
  const response = await fetch(at.tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams(fields),
  })
  return (await response.json()) as Record<string, string>
}

async function connect(login: string, overrides: Record<string, string> = {}, at = server) {
  const redirected = new URL(await approve(authorizeUrl(overrides, at), { login }))
  const code = redirected.searchParams.get('code') ?? ''
  const fields = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier }
  return token(fields, at)
}

function refresh(value: string | undefined) {
  return token({ grant_type: 'refresh_token', refresh_token: String(value) })
}

function api(path: string, accessToken: string | undefined, init: RequestInit = {}, at = server) {
  return fetch(at.url + path, { ...init, headers: { authorization: `Bearer ${accessToken}` } })
}

test('the redirect carries code, state and the issuer', async () => {
  const redirected = new URL(await approve(authorizeUrl(), { login: 'ada' }))
  expect(redirected.origin + redirected.pathname).toBe(callback)
  expect(Object.fromEntries(redirected.searchParams)).toStrictEqual({
    code: expect.any(String),
    state: 's-1',
    iss: server.url,
  })
})

test('saying no comes back as access_denied', async () => {
  const redirected = new URL(await approve(authorizeUrl(), { login: 'ada', decision: 'deny' }))
  expect(redirected.searchParams.get('error')).toBe('access_denied')
})

test('a request without PKCE is refused', async () => {
  const redirected = new URL(await approve(authorizeUrl({ code_challenge: '' }), { login: 'ada' }))
  expect(redirected.searchParams.get('error')).toBe('invalid_request')
})

test('a redirect URI that differs in one character is refused with a page', async () => {
  await expect(approve(authorizeUrl({ redirect_uri: `${callback}/` }), { login: 'ada' })).rejects.toThrow(
    '400',
  )
})

test('every person has items of their own', async () => {
  const ada = await connect('ada')
  const bob = await connect('bob')
  expect(await (await api('/me', ada['access_token'])).json()).toMatchObject({ login: 'ada' })
  const created = await api('/items', ada['access_token'], { method: 'POST', body: '{"name":"tea"}' })
  expect(created.status).toBe(201)
  const items = async (accessToken: string | undefined) => (await api('/items', accessToken)).json()
  expect(await items(ada['access_token'])).toStrictEqual({
    items: [{ id: 1, name: 'tea', owner: 'ada' }],
  })
  expect(await items(bob['access_token'])).toStrictEqual({ items: [] })
})

test('a token without the scope gets 403, an invented one 401', async () => {
  const { access_token } = await connect('ada', { scope: 'items:read' })
  const write = await api('/items', access_token, { method: 'POST', body: '{"name":"tea"}' })
  expect([write.status, await write.json()]).toStrictEqual([403, { error: 'insufficient_scope' }])
  expect((await api('/me', 'invented')).status).toBe(401)
})

test('using an old refresh token again ends the grant with all its tokens', async () => {
  const first = await connect('ada')
  const second = await refresh(first['refresh_token'])
  expect(second['refresh_token']).not.toBe(first['refresh_token'])
  expect((await api('/me', second['access_token'])).status).toBe(200)
  expect(await refresh(first['refresh_token'])).toMatchObject({ error: 'invalid_grant' })
  expect((await api('/me', second['access_token'])).status).toBe(401)
  expect(await refresh(second['refresh_token'])).toMatchObject({ error: 'invalid_grant' })
  expect(server.grants().slice(-3)).toStrictEqual([
    { grantType: 'refresh_token' },
    { grantType: 'refresh_token', error: 'invalid_grant' },
    { grantType: 'refresh_token', error: 'invalid_grant' },
  ])
})

test('a person who removes the app takes the tokens with them', async () => {
  const carol = await connect('carol')
  expect(server.revokeGrantsOf('carol')).toBe(1)
  expect((await api('/me', carol['access_token'])).status).toBe(401)
  expect(await refresh(carol['refresh_token'])).toMatchObject({
    error: 'invalid_grant',
  })
})

test('a wrong client secret is refused before the grant is looked at', async () => {
  const fields = { grant_type: 'refresh_token', refresh_token: 'x', client_id: client.clientId }
  const response = await fetch(server.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, client_secret: 'wrong' }),
  })
  expect([response.status, await response.json()]).toMatchObject([401, { error: 'invalid_client' }])
})

test('a client can register itself and a known one can come late', async () => {
  const response = await fetch(server.registrationUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ redirect_uris: [callback] }),
  })
  expect(response.status).toBe(201)
  server.registerClient({ ...client, clientId: 'late' })
  await expect(approve(authorizeUrl({ client_id: 'late' }), { login: 'ada' })).resolves.toContain('code=')
})

test('a short access token stops working by itself', async () => {
  const short = await startOAuthServer({ clients: [client], accessTokenSeconds: 2 })
  const { access_token } = await connect('ada', {}, short)
  expect((await api('/me', access_token, {}, short)).status).toBe(200)
  await expect
    .poll(async () => (await api('/me', access_token, {}, short)).status, { timeout: 8000 })
    .toBe(401)
  await short.close()
})
