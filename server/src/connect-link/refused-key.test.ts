/** A key that was typed in is shown to the provider before the account counts as connected. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clickLink, openLink } from '../../../conformance/rigs/click-link.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'

let server: TestServer
let provider: Server
let authConfigId: string
/** What the provider answers to a key that it does not know. */
let refusal: number

beforeAll(async () => {
  provider = createServer((request, response) => {
    response.statusCode = request.headers.authorization === 'Bearer re_good' ? 200 : refusal
    response.end('{"data":[]}')
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(provider.address() as AddressInfo).port}`
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: 'http://patchbay.test' },
    config: { toolkits: { resend: { base_url: `http://${host}` } }, egress: { allow_private: [host] } },
  })
  const { body } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'resend' },
      auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
    },
  })
  authConfigId = body.auth_config.id
})
beforeEach(() => {
  refusal = 401
})
afterAll(async () => {
  await server.close()
  provider.close()
})

/** A link that a browser has opened, and its form. */
async function openedLink() {
  const { body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: authConfigId, user_id: 'user-1' },
  })
  const send = injectedFetch(server.app)
  const { cookie } = await openLink(body.redirect_url, { send })
  return {
    submit: (fields: Record<string, string>) => clickLink(body.redirect_url, { send, cookie, fields }),
    status: async () =>
      (await server.call('GET', `/connected_accounts/${body.connected_account_id}`)).body.status,
  }
}

test('a wrong key connects nothing; the person is told, and corrects it on the same link', async () => {
  const { submit, status } = await openedLink()
  const wrong = await submit({ generic_api_key: 're_wrong' })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('Resend does not accept this API key.')
  expect(wrong.html).not.toContain('re_wrong')
  expect(await status()).toBe('INITIATED')
  expect((await submit({ generic_api_key: 're_good' })).status).toBe(200)
  expect(await status()).toBe('ACTIVE')
})

test('a key that may not say whose it is connects when the person insists', async () => {
  refusal = 403
  const { submit, status } = await openedLink()
  expect((await submit({ generic_api_key: 're_sending_only' })).html).toContain('Connect anyway')
  const insisted = await submit({ generic_api_key: 're_sending_only', _decision: 'anyway' })
  expect([insisted.status, await status()]).toStrictEqual([200, 'ACTIVE'])
})

test('a provider that is down says nothing against a key', async () => {
  refusal = 503
  const { submit, status } = await openedLink()
  expect((await submit({ generic_api_key: 're_any' })).status).toBe(200)
  expect(await status()).toBe('ACTIVE')
})
