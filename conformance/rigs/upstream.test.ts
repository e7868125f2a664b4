import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { errorShapes } from './upstream-errors.ts'
import { startUpstream, type Upstream } from './upstream.ts'

let upstream: Upstream

beforeAll(async () => {
  upstream = await startUpstream({
    apiKeys: { key_ada: 'ada' },
    bearerTokens: { token_bob: 'bob' },
    basic: { 'carol:pass:word': 'carol' },
  })
})
afterAll(() => upstream.close())

function get(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(upstream.url + path, { redirect: 'manual', ...init })
}

test('echo gives back what arrived, and so does the call log', async () => {
  upstream.clear()
  const response = await get('/echo/a%2Fb?q=1&q2=%20', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-probe': 'yes' },
    body: '{"n":1}',
  })
  const echoed = await response.json()
  expect(echoed).toMatchObject({
    method: 'PUT',
    path: '/echo/a%2Fb',
    query: { q: '1', q2: ' ' },
    headers: { 'x-probe': 'yes' },
    body: { n: 1 },
  })
  expect(upstream.calls()).toStrictEqual([echoed])
})

test.each([
  ['header', '/whoami', { 'x-api-key': 'key_ada' }, 'ada'],
  ['query', '/whoami?api_key=key_ada', {}, 'ada'],
  ['bearer', '/whoami', { authorization: 'Bearer token_bob' }, 'bob'],
  ['basic', '/whoami', { authorization: `Basic ${btoa('carol:pass:word')}` }, 'carol'],
])('a credential in the %s is known by its owner', async (scheme, path, headers, owner) => {
  const response = await get(path, { headers: headers as Record<string, string> })
  expect(await response.json()).toStrictEqual({ owner, scheme })
})

test.each([
  {},
  { 'x-api-key': 'constructor' },
  { authorization: 'Bearer key_ada' },
  { authorization: 'Basic %' },
])('a wrong credential is refused: %o', async (headers) => {
  expect((await get('/whoami', { headers: headers as Record<string, string> })).status).toBe(401)
  expect((await get('/items', { headers: headers as Record<string, string> })).status).toBe(401)
})

test('items belong to who made them', async () => {
  const ada = { 'x-api-key': 'key_ada', 'content-type': 'application/json' }
  const bob = { authorization: 'Bearer token_bob' }
  const created = await get('/items', { method: 'POST', headers: ada, body: '{"name":"tea"}' })
  expect(await created.json()).toStrictEqual({ id: 1, name: 'tea', owner: 'ada' })
  expect((await get('/items/1', { headers: bob })).status).toBe(404)
  expect(await (await get('/items', { headers: bob })).json()).toStrictEqual({ items: [] })
  expect((await get('/items/1', { method: 'DELETE', headers: ada })).status).toBe(204)
  expect((await get('/items/1', { headers: ada })).status).toBe(404)
})

describe('shapes of failure', () => {
  test.each(Object.keys(errorShapes))('%s has the status asked for', async (shape) => {
    const response = await get(`/error/${shape}?status=503`)
    expect(response.status).toBe(shape === 'ok-false' ? 200 : 503)
    await response.arrayBuffer()
  })

  test('an unknown shape is a 404, names from Object.prototype included', async () => {
    expect((await get('/error/constructor')).status).toBe(404)
    expect((await get('/toString')).status).toBe(404)
  })
})

test('a huge body has the length asked for and none announced', async () => {
  const response = await get('/huge?bytes=3000000')
  expect(response.headers.get('content-length')).toBeNull()
  expect((await response.arrayBuffer()).byteLength).toBe(3_000_000)
})

test('a compressed body is much smaller on the wire than unpacked', async () => {
  const response = await get('/gzip?bytes=1000000')
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect((await response.text()).length).toBeGreaterThan(1_000_000)
})

test('binary bytes carry their digest', async () => {
  const response = await get('/binary?bytes=1000')
  const digest = createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex')
  expect(response.headers.get('x-sha256')).toBe(digest)
})

test('a redirect points where it is told to', async () => {
  const response = await get('/redirect?status=307&to=http%3A%2F%2F169.254.169.254%2F')
  expect([response.status, response.headers.get('location')]).toStrictEqual([307, 'http://169.254.169.254/'])
})

test('a cut answer starts well and then fails', async () => {
  const response = await get('/cut')
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow()
})

test('a slow answer takes its time', async () => {
  const before = performance.now()
  expect(await (await get('/slow?ms=120')).json()).toStrictEqual({ waited_ms: 120 })
  expect(performance.now() - before).toBeGreaterThanOrEqual(115)
})
