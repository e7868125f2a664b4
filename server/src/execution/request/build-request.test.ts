import { HttpExec } from '@patchbay/catalog'
import { describe, expect, test } from 'vitest'
import { buildRequest, type RequestContext } from './build-request.ts'

const context: RequestContext = {
  toolkit: { http: { base_url: '', allow_hosts: [], headers: { 'X-Api-Version': '2' }, error_paths: [] } },
  baseUrl: new URL('https://api.example.com/v1'),
  scope: { conn: { account: 'a b' } },
}

function build(
  exec: Record<string, unknown>,
  args: Record<string, unknown> = {},
  defaults: Record<string, unknown> = {},
) {
  const { url, body, ...rest } = buildRequest(
    HttpExec.parse({ kind: 'http', method: 'POST', path: '/x', ...exec }),
    args,
    defaults,
    context,
  )
  return {
    ...rest,
    url: url.href.replace('https://api.example.com/v1', ''),
    ...(body !== undefined && { body: String(body) }),
  }
}

const inBody = (...names: string[]) => names.map((name) => ({ name, in: 'body' }))
const query = (style: string) => ({ method: 'GET', parameters: [{ name: 'q', in: 'query', style }] })

describe('the query', () => {
  test.each([
    ['repeat', ['a', 'b'], '/x?q=a&q=b'],
    ['comma', ['a', 'b'], '/x?q=a%2Cb'],
    ['space', ['a', 'b'], '/x?q=a+b'],
    ['pipe', ['a', 'b'], '/x?q=a%7Cb'],
    ['deepObject', { a: { b: 1 }, c: [2] }, '/x?q%5Ba%5D%5Bb%5D=1&q%5Bc%5D%5B0%5D=2'],
    ['comma', [], '/x'],
    ['repeat', false, '/x?q=false'],
    ['repeat', 0, '/x?q=0'],
    ['repeat', { a: 1 }, '/x?q=%7B%22a%22%3A1%7D'],
  ])('%s: %j', (style, value, expected) => {
    expect(build(query(style), { q: value }).url).toBe(expected)
  })

  test('an argument takes the place of a constant of the same name', () => {
    const exec = {
      method: 'GET',
      query: { limit: '10', fixed: 'yes' },
      parameters: [{ name: 'limit', in: 'query' }],
    }
    expect(build(exec).url).toBe('/x?limit=10&fixed=yes')
    expect(build(exec, { limit: 5 }).url).toBe('/x?fixed=yes&limit=5')
  })

  test('a spread argument brings its own names', () => {
    const exec = { method: 'GET', parameters: [{ name: 'additional_fields', in: 'query', spread: true }] }
    expect(build(exec, { additional_fields: { a: 1, b: ['c', 'd'] } }).url).toBe('/x?a=1&b=c&b=d')
  })

  test('a declared default is sent in a read and in a path, never in the query of a write', () => {
    const parameters = [
      { name: 'user', in: 'path' },
      { name: 'size', in: 'query' },
    ]
    const defaults = { user: 'me', size: 10 }
    expect(build({ method: 'GET', path: '/{user}', parameters }, {}, defaults).url).toBe('/me?size=10')
    expect(build({ method: 'DELETE', path: '/{user}', parameters }, {}, defaults).url).toBe('/me')
  })
})

describe('the body', () => {
  test('is JSON with the arguments that were given', () => {
    expect(build({ parameters: inBody('a', 'b') }, { a: [1], other: 2 })).toStrictEqual({
      method: 'POST',
      url: '/x',
      headers: { accept: 'application/json', 'x-api-version': '2', 'content-type': 'application/json' },
      body: '{"a":[1]}',
    })
  })

  test('nests dotted names beside constants, and leaves the manifest as it was', () => {
    const exec = {
      body: { start: { zone: 'UTC' } },
      parameters: [{ name: 'begin', in: 'body', wire: 'start.dateTime' }],
    }
    expect(build(exec, { begin: 'now' }).body).toBe('{"start":{"zone":"UTC","dateTime":"now"}}')
    expect(exec.body).toStrictEqual({ start: { zone: 'UTC' } })
  })

  test('carries names such as __proto__ as data', () => {
    const args = JSON.parse(
      '{"fields":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
    )
    const exec = { parameters: [{ name: 'fields', in: 'body', spread: true }] }
    expect(build(exec, args).body).toBe(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    )
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('is a form with brackets where objects nest', () => {
    const exec = {
      body_type: 'form',
      parameters: [...inBody('meta', 'list'), { name: 'ids', in: 'body', style: 'comma' }],
    }
    const built = build(exec, { meta: { a: 'x y' }, list: [1, 2], ids: ['a', 'b'] })
    expect(built.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(built.body).toBe('meta%5Ba%5D=x+y&list=1&list=2&ids=a%2Cb')
  })

  test('is the argument itself when raw', () => {
    const exec = { body_type: 'raw', parameters: inBody('content') }
    expect(build(exec, { content: '# Title' }).body).toBe('# Title')
    expect(build(exec, { content: [1] }).body).toBe('[1]')
  })

  test.each(['application/json', 'application/merge-patch+json; charset=utf-8'])(
    'is a JSON text when raw text is to be %s',
    (type) => {
      const exec = { body_type: 'raw', headers: { 'content-type': type }, parameters: inBody('version') }
      expect(build(exec, { version: '1.0.0' })).toMatchObject({
        headers: { 'content-type': type },
        body: '"1.0.0"',
      })
    },
  )

  test('is absent in reads and in calls that take none', () => {
    expect(build({ method: 'GET', parameters: inBody('a') }, { a: 1 })).not.toHaveProperty('body')
    expect(build({})).not.toHaveProperty('body')
  })
})

describe('headers and templates', () => {
  test('a header argument with a line break is refused', () => {
    const exec = { parameters: [{ name: 'key', in: 'header', wire: 'Idempotency-Key' }] }
    expect(build(exec, { key: 'k1' }).headers).toHaveProperty('idempotency-key', 'k1')
    expect(() => build(exec, { key: 'a\r\nauthorization: b' })).toThrow(/cannot carry/)
  })

  test('a field of the account in a path is one segment', () => {
    expect(build({ path: '/{{conn.account}}/y' }).url).toBe('/a%20b/y')
  })

  test('an absolute path leaves the base URL', () => {
    expect(
      build(
        { path: 'https://uploads.example.com/u/{id}', parameters: [{ name: 'id', in: 'path' }] },
        { id: '../v' },
      ).url,
    ).toBe('https://uploads.example.com/u/..%2Fv')
  })

  test('a field that the account lacks is named', () => {
    expect(() => build({ path: '/{{conn.team}}' })).toThrow(/conn\.team/)
  })
})
