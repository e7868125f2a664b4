import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHttpProxy, type HttpProxy } from '../../../conformance/rigs/http-proxy.ts'
import { startUpstream, type Upstream } from '../../../conformance/rigs/upstream.ts'
import { testServer, type TestServer } from '../../test/harness.ts'

let upstream: Upstream
let proxy: HttpProxy
let server: TestServer
let config: string

const key = 'canary-key-of-the-proxy-40c2'

beforeAll(async () => {
  upstream = await startUpstream()
  proxy = await startHttpProxy({ authorization: `Bearer ${key}` })
  server = await testServer({
    config: {
      toolkits: { resend: { base_url: `${upstream.url}/echo` } },
      egress: { allow_private: [new URL(upstream.url).host, proxy.host] },
    },
  })
  const made = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'resend' },
      auth_config: {
        type: 'use_custom_auth',
        authScheme: 'API_KEY',
        credentials: {},
        proxy_config: { proxy_url: proxy.url, proxy_auth_key: key },
      },
    },
  })
  config = made.body.auth_config.id
  const state = { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 're_of_the_user' } }
  await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: config }, connection: { user_id: 'u', state } },
  })
})
afterAll(async () => {
  await server.close()
  await proxy.close()
  await upstream.close()
})

const run = () =>
  server.call('POST', '/tools/execute/RESEND_LIST_DOMAINS', { body: { user_id: 'u', arguments: {} } })

test('calls with accounts of an auth config go through its proxy, as long as it names one', async () => {
  expect((await run()).body).toMatchObject({ successful: true })
  expect(proxy.asked.map(({ target }) => target)).toStrictEqual([new URL(upstream.url).host])
  expect(upstream.calls()[0]?.headers['authorization']).toBe('Bearer re_of_the_user')
  expect(await server.dump()).not.toContain(key)
  await server.call('PATCH', `/auth_configs/${config}`, { body: { type: 'custom', proxy_config: null } })
  expect((await run()).body).toMatchObject({ successful: true })
  expect(proxy.asked).toHaveLength(1)
})

test('a proxy that may not be called is named in the failure, and not gone around', async () => {
  upstream.clear()
  const proxy_config = { proxy_url: 'http://10.1.2.3:8080' }
  await server.call('PATCH', `/auth_configs/${config}`, { body: { type: 'custom', proxy_config } })
  const { body } = await run()
  expect(JSON.stringify(body)).toContain('10.1.2.3')
  expect(upstream.calls()).toStrictEqual([])
})
