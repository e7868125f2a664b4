import { afterAll, afterEach, expect, test } from 'vitest'
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
