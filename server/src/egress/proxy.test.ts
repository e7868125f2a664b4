import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startHttpProxy, type HttpProxy } from '../../../conformance/rigs/http-proxy.ts'
import { startUpstream, type Upstream } from '../../../conformance/rigs/upstream.ts'
import { Secret } from '../vault/secret.ts'
import { createEgress, type Egress } from './egress.ts'

let upstream: Upstream
let proxy: HttpProxy
const opened: Egress[] = []

beforeAll(async () => {
  upstream = await startUpstream()
})
afterAll(() => upstream.close())
beforeEach(async () => {
  proxy = await startHttpProxy({ authorization: 'Bearer key of the proxy' })
  upstream.clear()
  return async () => {
    await Promise.all(opened.splice(0).map((egress) => egress.close(0)))
    await proxy.close()
  }
})

const hostOf = ({ url }: { url: string }) => new URL(url).host

function egressTo(...allowPrivate: string[]): Egress {
  const egress = createEgress({ allowPrivate })
  opened.push(egress)
  return egress
}

const call = (egress: Egress, key = 'key of the proxy') =>
  egress.request({
    url: `${upstream.url}/echo/x`,
    headers: { authorization: 'Bearer of the call' },
    proxy: { url: proxy.url, key: new Secret(key) },
  })

test('goes through the proxy, which sees its key and where the call goes, and nothing of the call', async () => {
  const { status, body } = await call(egressTo(proxy.host, hostOf(upstream)))
  expect([status, JSON.parse(body.toString())]).toMatchObject([200, { path: '/echo/x' }])
  expect(proxy.asked).toMatchObject([
    { target: hostOf(upstream), headers: { 'proxy-authorization': 'Bearer key of the proxy' } },
  ])
  expect(JSON.stringify(proxy.asked)).not.toContain('of the call')
  const [{ headers } = { headers: {} }] = upstream.calls()
  expect(headers).toMatchObject({ authorization: 'Bearer of the call' })
  expect(JSON.stringify(headers)).not.toContain('key of the proxy')
})

test('sends a key that says its scheme as it is', async () => {
  await expect(call(egressTo(proxy.host, hostOf(upstream)), 'Basic eDp5')).rejects.toThrow()
  expect(proxy.asked[0]?.headers['proxy-authorization']).toBe('Basic eDp5')
})

test('never goes around a proxy that refuses', async () => {
  const failure = call(egressTo(proxy.host, hostOf(upstream)), 'another')
  await expect(failure).rejects.toMatchObject({ code: 'connect_failed', sent: false })
  expect(upstream.calls()).toStrictEqual([])
})

test('refuses a proxy at a private address, by its name', async () => {
  const failure = call(egressTo(hostOf(upstream)))
  await expect(failure).rejects.toMatchObject({
    code: 'destination_refused',
    message: expect.stringContaining(`The proxy "${proxy.host}" of the auth config is refused`),
  })
  expect(proxy.asked).toStrictEqual([])
})

test('reaches no private address by way of a proxy', async () => {
  await expect(call(egressTo(proxy.host))).rejects.toMatchObject({
    code: 'destination_refused',
    message: expect.not.stringContaining('proxy'),
  })
  expect(proxy.asked).toStrictEqual([])
})
