/** How providers answer a revocation, and what that means. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  json,
  startScriptedProvider,
  type ScriptedProvider,
  type Script,
} from '../../../../conformance/rigs/scripted-provider.ts'
import { testServer, type TestServer } from '../../../test/harness.ts'

let provider: ScriptedProvider
let server: TestServer

beforeAll(async () => {
  provider = await startScriptedProvider()
  const app = { client_id: 'app', client_secret: 'canary-secret' }
  const overridden = { ...app, revoke_url: `${provider.url}/revoke` }
  server = await testServer({
    config: {
      toolkits: {
        slack: { auth: { OAUTH2: overridden } },
        notion: { auth: { OAUTH2: overridden } },
        trello: { base_url: provider.url, auth: { OAUTH1: { client_id: 'key', client_secret: 'canary' } } },
      },
      egress: { allow_private: [provider.host] },
    },
  })
})
afterAll(async () => {
  await server?.close()
  await provider?.close()
})

async function revoked(slug: string, authScheme: string, val: Record<string, string>, answer: Script) {
  const credentials = authScheme === 'OAUTH1' ? { consumer_key: 'key', consumer_secret: 'canary' } : undefined
  const config = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug },
      ...(credentials && { auth_config: { type: 'use_custom_auth', authScheme, credentials } }),
    },
  })
  const { body } = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.body.auth_config.id },
      connection: { user_id: 'u', state: { authScheme, val: { status: 'ACTIVE', ...val } } },
    },
  })
  provider.reset()
  provider.script('/revoke', answer)
  return server.call('POST', `/connected_accounts/${body.id}/revoke`)
}

const token = { access_token: 'canary-access' }

test.each<[string, string, number, object | undefined, number]>([
  ['an empty 200', 'notion', 200, undefined, 200],
  ['a token that was dead already', 'notion', 400, { error: 'invalid_token' }, 200],
  ['an app that it does not know', 'notion', 401, { error: 'invalid_client' }, 500],
  ['a failure of its own', 'notion', 503, {}, 500],
  ['a yes', 'slack', 200, { ok: true, revoked: true }, 200],
  ['a no inside a 200', 'slack', 200, { ok: false, error: 'missing_scope' }, 500],
  ['a no since it is dead already', 'slack', 200, { ok: false, error: 'token_revoked' }, 200],
])('%s of %s is judged', async (_, slug, status, body, expected) => {
  const answer: Script = (res) => (body ? json(res, status, body) : void res.writeHead(status).end())
  expect((await revoked(slug, 'OAUTH2', token, answer)).status).toBe(expected)
})

test('RFC 7009: a form with the token, its kind and the app', async () => {
  const both = { ...token, refresh_token: 'canary-refresh' }
  const { body } = await revoked('slack', 'OAUTH2', both, (res) => json(res, 200, { ok: true }))
  expect(body.revoked_tokens).toStrictEqual(['refresh_token', 'access_token'])
  expect(provider.requests('/revoke').map(({ fields }) => fields)).toMatchObject([
    { token: 'canary-refresh', token_type_hint: 'refresh_token' },
    { token: 'canary-access', token_type_hint: 'access_token' },
  ])
})

test('a token that the provider does not revoke is left out where the other one died', async () => {
  const both = { ...token, refresh_token: 'canary-refresh' }
  const { body } = await revoked('notion', 'OAUTH2', both, (res, { fields }) =>
    fields['token_type_hint'] === 'access_token'
      ? json(res, 400, { error: 'unsupported_token_type' })
      : json(res, 200, {}),
  )
  expect(body.revoked_tokens).toStrictEqual(['refresh_token'])
})

test('a provider with a way of its own is told in that way', async () => {
  const val = { oauth_token: 'canary-token', oauth_token_secret: 'canary-token-secret' }
  const { status, body } = await revoked('trello', 'OAUTH1', val, () => {})
  expect({ status, body }).toMatchObject({ status: 200, body: { revoked_tokens: ['access_token'] } })
  const [request] = provider.requests()
  expect(request).toMatchObject({ method: 'DELETE', path: expect.stringContaining('/tokens/canary-token') })
})
