import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOAuthServer, type OAuthServer } from '../../../conformance/rigs/oauth-server.ts'
import { testServer, type TestServer } from '../../test/harness.ts'

const origin = 'http://patchbay.test'
const callbackUrl = `${origin}/api/v3.1/toolkits/auth/callback`

let provider: OAuthServer
let server: TestServer

beforeAll(async () => {
  provider = await startOAuthServer({
    clients: [{ clientId: 'mine', clientSecret: 'right-secret', redirectUris: [callbackUrl] }],
  })
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: origin },
    config: {
      toolkits: {
        github: { auth: { OAUTH2: { authorize_url: provider.authorizeUrl, token_url: provider.tokenUrl } } },
      },
      egress: { allow_private: [new URL(provider.url).host] },
    },
  })
})
afterAll(async () => {
  await server.close()
  await provider.close()
})

const check = (fields: Record<string, string>) =>
  server.app.inject({
    method: 'POST',
    url: '/guides/github',
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

test('tells the exact callback URL, where to register, and what to configure', async () => {
  const { statusCode, body } = await server.app.inject({ method: 'GET', url: '/guides/github' })
  expect(statusCode).toBe(200)
  expect(body).toContain(`<code>${callbackUrl}</code>`)
  expect(body).toContain('PATCHBAY_APP_GITHUB_CLIENT_ID')
  expect(body).toContain('href="https://github.com/settings/developers"')
})

/** Those whose server is a field of the connection: each auth config has a callback URL of its own. */
const withOwnServer = ['canvas', 'gitlab', 'paypal', 'salesforce']

test('every toolkit of the head that takes an OAuth app has a guide: where, with what URL, and a test of the app', async () => {
  const { catalog } = server.deps
  const served = catalog
    .toolkits()
    .filter(({ slug }) => catalog.toolkit(slug)?.auth.some(({ mode }) => mode === 'OAUTH2'))
  expect(served.length).toBeGreaterThan(40)
  const wrong: string[] = []
  for (const { slug, name } of served) {
    const { statusCode, body } = await server.app.inject({ method: 'GET', url: `/guides/${slug}` })
    const exact = /<code>([^<]*\/toolkits\/auth\/callback[^<]*)<\/code>/.exec(body)?.[1]
    const own = withOwnServer.includes(slug) ? '/AUTH_CONFIG_ID' : ''
    const parts = {
      answered: statusCode === 200,
      named: body.includes(`An OAuth app for ${name}`),
      callback: exact === callbackUrl + own,
      place: /Create the app at\s+<a href="https:\/\/[^"]+"/.test(body),
      configured: body.includes(`toolkits.${slug}.auth.OAUTH2`),
      tested: ['organization_key', 'client_id', 'client_secret'].every((field) =>
        new RegExp(`<input[^>]*name="${field}"`).test(body),
      ),
    }
    for (const [part, isThere] of Object.entries(parts)) if (!isThere) wrong.push(`${slug}: ${part} ${exact}`)
  }
  expect(wrong).toStrictEqual([])
})

test('tells of a callback URL for each auth config where the server is a field of the connection', async () => {
  const { body } = await server.app.inject({ method: 'GET', url: '/guides/paypal' })
  expect(body).toContain(`<code>${callbackUrl}/AUTH_CONFIG_ID</code>`)
  expect(body).not.toContain(`<code>${callbackUrl}</code>`)
})

test.each([
  ['nothing-like-it', 404, 'not found'],
  ['resend', 400, 'has no OAuth app: it authenticates by API_KEY'],
  ['%3Cscript%3E', 404, '&lt;script&gt;'],
])('there is no guide for %s', async (slug, status, words) => {
  const { statusCode, body, headers } = await server.app.inject({ method: 'GET', url: `/guides/${slug}` })
  expect(statusCode).toBe(status)
  expect(body).toContain(words)
  expect(body).not.toContain('<script')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
})

test.each([
  ['an app that the provider knows', 'mine', 'right-secret', 'knows this app'],
  ['a wrong secret', 'mine', 'canary-wrong', 'does not take this app (invalid_client)'],
  ['an unknown app', 'nobody', 'canary-wrong', 'does not take this app (invalid_client)'],
])('tests %s', async (_, client_id, client_secret, words) => {
  const { body } = await check({ client_id, client_secret, organization_key: server.organizationKey })
  expect(body).toContain(words)
  expect(body).not.toContain('canary')
})

test.each([
  ['no key', ''],
  ['a made-up key', 'oak_madeup0123456789'],
  ['a project key', 'project'],
])('asks nobody with %s', async (_, key) => {
  const before = provider.grants().length
  const organization_key = key === 'project' ? server.projectKey : key
  expect((await check({ client_id: 'mine', organization_key })).statusCode).toBe(401)
  expect(provider.grants()).toHaveLength(before)
})
