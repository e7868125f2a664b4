import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { parseDestination } from './destination.ts'
import { EgressError } from './egress-error.ts'
import { checkHeaders } from './headers.ts'
import { followRedirect, isRedirect, type Hop } from './redirect.ts'

function hop(method: string, url: string, fields: Partial<Hop> = {}): Hop {
  const headers = checkHeaders({
    authorization: 'Bearer x',
    'x-api-key': 'k',
    cookie: 'c',
    accept: 'a/b',
    'content-type': 't/t',
  })
  return { destination: parseDestination(url), method, headers, body: undefined, repeatable: true, ...fields }
}

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof EgressError && error.sent) return error.code
    throw error
  }
  return 'followed'
}

const methods: [status: number, before: string, after: string, keepsBody: boolean][] = [
  [301, 'POST', 'GET', false],
  [302, 'POST', 'GET', false],
  [303, 'POST', 'GET', false],
  [303, 'PUT', 'GET', false],
  [303, 'HEAD', 'HEAD', false],
  [301, 'PUT', 'PUT', true],
  [302, 'DELETE', 'DELETE', true],
  [307, 'POST', 'POST', true],
  [308, 'PATCH', 'PATCH', true],
  [302, 'GET', 'GET', true],
]

test.each(methods)('after %i a %s becomes %s', (status, before, after, keepsBody) => {
  const body = before === 'GET' || before === 'HEAD' ? undefined : 'b'
  const next = followRedirect(hop(before, 'https://a.example/1', { body }), status, '/2', [])
  expect(next.method).toBe(after)
  expect(next.body).toBe(keepsBody ? body : undefined)
  expect('content-type' in next.headers).toBe(keepsBody && body !== undefined)
  expect(next.destination.url.href).toBe('https://a.example/2')
})

test('within the origin headers stay; elsewhere only harmless ones arrive', () => {
  const first = hop('GET', 'https://a.example/1')
  expect(followRedirect(first, 302, 'https://A.example:443/2', []).headers).toMatchObject({
    authorization: 'Bearer x',
  })
  for (const elsewhere of [
    'https://b.example/',
    '//b.example/',
    'https://a.example:8443/',
    'https://x.a.example/',
  ]) {
    const { headers } = followRedirect(first, 302, elsewhere, [])
    expect(Object.keys(headers).toSorted(), elsewhere).toStrictEqual([
      'accept',
      'accept-encoding',
      'user-agent',
    ])
  }
})

test('a name that the caller calls secret goes nowhere else, even when others would', () => {
  const { headers } = followRedirect(hop('GET', 'https://a.example/'), 302, 'https://b.example/', [
    'User-Agent',
  ])
  expect(headers['user-agent']).toBeUndefined()
})

test('credentials dropped on the way out are not back when a redirect returns', () => {
  const out = followRedirect(hop('GET', 'https://a.example/'), 302, 'https://b.example/', [])
  expect(followRedirect(out, 302, 'https://a.example/', []).headers['authorization']).toBeUndefined()
})

test('refuses to step down to http, even to the same host', () => {
  expect(codeOf(() => followRedirect(hop('GET', 'https://a.example/'), 302, 'http://a.example/', []))).toBe(
    'destination_refused',
  )
  expect(codeOf(() => followRedirect(hop('GET', 'http://a.example/'), 302, 'https://a.example/', []))).toBe(
    'followed',
  )
})

test('refuses to carry a body, which may hold a client secret, to another origin', () => {
  const post = hop('POST', 'https://a.example/', { body: 'client_secret=s' })
  expect(codeOf(() => followRedirect(post, 307, 'https://b.example/', []))).toBe('destination_refused')
  expect(followRedirect(post, 303, 'https://b.example/', []).body).toBeUndefined()
})

test('does not pretend to send a stream twice', () => {
  const post = hop('POST', 'https://a.example/', { body: Readable.from(['x']) })
  expect(codeOf(() => followRedirect(post, 307, '/2', []))).toBe('bad_request')
})

test('only the five statuses with a location lead on', () => {
  const leading = Array.from({ length: 600 }, (_, status) => status).filter((status) =>
    isRedirect(status, '/'),
  )
  expect(leading).toStrictEqual([301, 302, 303, 307, 308])
  expect(isRedirect(302, undefined)).toBe(false)
})
