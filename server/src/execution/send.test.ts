import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, expect, test } from 'vitest'
import { freePort } from '../../../conformance/rigs/listen.ts'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { createEgress } from '../egress/egress.ts'
import { systemClock } from '../clock.ts'
import { Secret } from '../vault/secret.ts'
import type { Credential } from './credential.ts'
import { send, type Channel } from './send.ts'

const upstream = await startUpstream({ bearerTokens: { fresh: 'alice' } })
const egress = createEgress({ allowPrivate: [new URL(upstream.url).host] })
afterAll(async () => {
  await egress.close()
  await upstream.close()
})
afterEach(() => upstream.clear())

function credential(token: string, renew?: Credential['renew']): Credential {
  return {
    inject: { headers: { authorization: 'Bearer {{conn.token}}' }, query: {} },
    fields: new Secret({ conn: { token } }),
    secrets: new Secret([token]),
    extra: new Secret([]),
    renew,
  }
}

function channel(given: Credential): Channel {
  return { binding: { origin: upstream.url, hosts: [] }, credential: given, bytesLeft: 1_000 }
}

const get = (bytes: number) =>
  ({ method: 'GET', url: new URL(`${upstream.url}/huge?bytes=${bytes}`), headers: {} }) as const
const whoami = { method: 'POST', url: new URL(`${upstream.url}/whoami`), headers: {} } as const

test('a refused token is renewed once and the request repeated, whatever its method', async () => {
  const open = channel(credential('stale', async () => credential('fresh')))
  expect((await send({ egress, clock: systemClock }, open, whoami)).status).toBe(200)
  expect((await send({ egress, clock: systemClock }, open, whoami)).status).toBe(200)
  const tokens = upstream.calls().map(({ headers }) => headers['authorization'])
  expect(tokens).toStrictEqual(['Bearer stale', 'Bearer fresh', 'Bearer fresh'])
})

test('a renewed token that is refused too ends it', async () => {
  let renewals = 0
  const renew = async () => {
    renewals += 1
    return credential('stale too', renew)
  }
  expect(
    (await send({ egress, clock: systemClock }, channel(credential('stale', renew)), whoami)).status,
  ).toBe(401)
  expect([renewals, upstream.calls().length]).toStrictEqual([1, 2])
})

test('without a new token the refusal stands', async () => {
  expect(
    (await send({ egress, clock: systemClock }, channel(credential('stale', async () => undefined)), whoami))
      .status,
  ).toBe(401)
  expect((await send({ egress, clock: systemClock }, channel(credential('stale')), whoami)).status).toBe(401)
  expect(upstream.calls()).toHaveLength(2)
})

test('a credential that lacks its field is not sent half', async () => {
  const incomplete = { ...credential('x'), fields: new Secret({ conn: {} }) }
  await expect(send({ egress, clock: systemClock }, channel(incomplete), whoami)).rejects.toThrow(
    /incomplete: conn\.token/,
  )
  expect(upstream.calls()).toStrictEqual([])
})

test('all answers of a call together have a limit', async () => {
  const open = channel(credential('fresh'))
  await send({ egress, clock: systemClock }, open, get(600))
  await expect(send({ egress, clock: systemClock }, open, get(600))).rejects.toMatchObject({
    code: 'response_too_large',
  })
})

test('an origin that is down is left alone after five calls, for its project alone', async () => {
  const host = `127.0.0.1:${await freePort()}`
  const local = createEgress({ allowPrivate: [host] })
  const url = new URL(`http://${host}/`)
  const post = async (project: string) => {
    const open = { ...channel(credential('x')), binding: { origin: url.origin, hosts: [] }, project }
    return send({ egress: local, clock: systemClock }, open, { method: 'POST', url, headers: {} })
  }
  for (let nth = 0; nth < 5; nth += 1) await expect(post('one')).rejects.toThrow(/connect/i)
  await expect(post('one')).rejects.toThrow('is left alone for 5 s')
  await expect(post('two')).rejects.not.toThrow('is left alone')
  await local.close()
})

test('a project whose calls hang does not keep another’s from the same origin', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const slow = createServer(async (request, response) => {
    if (request.url === '/slow') await held
    response.end()
  })
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
  const { port } = slow.address() as AddressInfo
  const local = createEgress({ allowPrivate: [`127.0.0.1:${port}`] })
  const get = (project: string, path: string) => {
    const url = new URL(`http://127.0.0.1:${port}${path}`)
    const open = { ...channel(credential('x')), binding: { origin: url.origin, hosts: [] }, project }
    return send({ egress: local, clock: systemClock }, open, { method: 'GET', url, headers: {} })
  }
  // Without turns these would hold every connection to the origin.
  const flood = Array.from({ length: 600 }, () => get('noisy', '/slow'))
  expect((await get('quiet', '/fast')).status).toBe(200)
  release()
  expect(new Set((await Promise.all(flood)).map(({ status }) => status))).toStrictEqual(new Set([200]))
  await local.close()
  slow.close()
})
