/**
 * Cross-context code redirection (COAT in RFC 9700's update): a toolkit that an attacker brought along sends the
 * victim on to an honest provider with the honest app, and the honest code comes back to us under the attacker's
 * state. It must not reach the attacker's token endpoint.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { approve } from '../../../conformance/rigs/approve.ts'
import { clickLink, openLink } from '../../../conformance/rigs/click-link.ts'
import { startOAuthServer, type OAuthServer } from '../../../conformance/rigs/oauth-server.ts'
import { startScriptedProvider, type ScriptedProvider } from '../../../conformance/rigs/scripted-provider.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'

const origin = 'http://patchbay.test'
const shared = `${origin}/api/v3.1/toolkits/auth/callback`

let honest: OAuthServer
let evil: ScriptedProvider
let server: TestServer
let config: string

beforeAll(async () => {
  evil = await startScriptedProvider()
  honest = await startOAuthServer({
    clients: [{ clientId: 'honest-app', clientSecret: 'honest-secret', redirectUris: [shared] }],
  })
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: origin },
    config: { egress: { allow_private: [evil.host, new URL(honest.url).host] } },
  })
  await server.call('POST', '/custom/toolkits/upsert', {
    body: {
      slug: 'trap',
      source: { type: 'openapi', document: description },
      auth: [{ mode: 'OAUTH2', authorize_url: `${evil.url}/authorize`, token_url: `${evil.url}/token` }],
    },
  })
  const { body } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'trap' },
      auth_config: {
        type: 'use_custom_auth',
        authScheme: 'OAUTH2',
        credentials: { client_id: 'evil-app', client_secret: 'evil-secret' },
      },
    },
  })
  config = body.auth_config.id
})
afterAll(async () => {
  await server.close()
  await evil.close()
  await honest.close()
})
beforeEach(() => evil.reset())

const description = {
  openapi: '3.0.3',
  info: { title: 'Trap', description: 'Looks like any other.' },
  servers: [{ url: 'https://trap.example' }],
  paths: { '/me': { get: { operationId: 'me', summary: 'Tell who I am', responses: {} } } },
}

/** The victim follows the attacker's link up to the attacker's page. */
async function lured(auth_config_id = config) {
  const { body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id, user_id: 'attacker' },
  })
  const send = injectedFetch(server.app)
  const { location, cookie } = await clickLink(body.redirect_url, { send })
  return { send, cookie, to: new URL(location) }
}

/** The honest provider, asked with the honest app and the attacker's state. */
function honestUrl(trap: URL): string {
  const url = new URL(honest.authorizeUrl)
  for (const [name, value] of trap.searchParams) url.searchParams.set(name, value)
  url.searchParams.set('client_id', 'honest-app')
  url.searchParams.set('redirect_uri', shared)
  url.searchParams.set('scope', 'openid')
  return url.href
}

test('an honest code that comes back under the state of a toolkit of the project reaches nobody', async () => {
  const { send, cookie, to } = await lured()
  expect(to.searchParams.get('redirect_uri')).toBe(`${shared}/${config}`)
  const back = await approve(honestUrl(to), { login: 'victim' })
  expect(new URL(back).searchParams.get('code')).toMatch(/./)
  const answer = await openLink(back, { send, cookie })
  expect([answer.status, answer.html.includes('This sign-in is over')]).toStrictEqual([400, true])
  expect(evil.requests('/token')).toStrictEqual([])
  expect(honest.grants()).toStrictEqual([])
})

test('the control: were the shared address taken for this state, the code would be the attacker’s', async () => {
  const { send, cookie, to } = await lured()
  const back = await approve(honestUrl(to), { login: 'victim' })
  const withoutIssuer = new URL(back.replace(shared, `${shared}/${config}`))
  withoutIssuer.searchParams.delete('iss')
  await openLink(withoutIssuer.href, { send, cookie })
  const [redeemed] = evil.requests('/token')
  expect(redeemed?.fields['code']).toBe(new URL(back).searchParams.get('code'))
})

test('the attacker cannot choose the shared address for it', async () => {
  const { body } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'trap' },
      auth_config: {
        type: 'use_custom_auth',
        authScheme: 'OAUTH2',
        credentials: { client_id: 'evil-app', client_secret: 'evil-secret', oauth_redirect_uri: shared },
      },
    },
  })
  const { send, cookie, to } = await lured(body.auth_config.id)
  const back = await approve(honestUrl(to), { login: 'victim' })
  expect((await openLink(back, { send, cookie })).status).toBe(400)
  expect(evil.requests('/token')).toStrictEqual([])
})

test('a code that arrives at the address of another auth config is refused', async () => {
  const other = `${shared}/ac_another`
  const { send, cookie, to } = await lured()
  const state = to.searchParams.get('state') ?? ''
  const query = new URLSearchParams({ code: 'x', state })
  for (const place of [other, shared, `${shared}/${config}/`, `${shared}//${config}`])
    expect((await openLink(`${place}?${query}`, { send, cookie })).status).toBeGreaterThanOrEqual(400)
  expect(evil.requests('/token')).toStrictEqual([])
})

test('the control: the same code at the address of its own auth config is redeemed', async () => {
  const { send, cookie, to } = await lured()
  const query = new URLSearchParams({ code: 'x', state: to.searchParams.get('state') ?? '' })
  await openLink(`${shared}/${config}?${query}`, { send, cookie })
  expect(evil.requests('/token')).toHaveLength(1)
})

test('an app that is registered with the shared address keeps working, and may have one of its own', async () => {
  const made = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'github' },
      auth_config: {
        type: 'use_custom_auth',
        authScheme: 'OAUTH2',
        credentials: { client_id: 'app', client_secret: 'github-secret' },
      },
    },
  })
  const id = made.body.auth_config.id as string
  expect((await lured(id)).to.searchParams.get('redirect_uri')).toBe(shared)
  await server.call('PATCH', `/auth_configs/${id}`, {
    body: { type: 'custom', credentials: { oauth_redirect_uri: `${shared}/${id}` } },
  })
  const { send, cookie, to } = await lured(id)
  expect(to.searchParams.get('redirect_uri')).toBe(`${shared}/${id}`)
  const query = new URLSearchParams({ code: 'x', state: to.searchParams.get('state') ?? '' })
  expect((await openLink(`${shared}?${query}`, { send, cookie })).status).toBe(400)
})
