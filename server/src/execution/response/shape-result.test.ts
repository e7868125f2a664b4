import { describe, expect, test } from 'vitest'
import { shapeResult } from './shape-result.ts'

const reporting = { error_paths: ['meta.problem'], failure: { path: 'ok', equals: false } }

function shape(
  status: number,
  body: string | Buffer,
  type = 'application/json',
  secrets: string[] = [],
  headers = {},
) {
  const response = { status, headers: { 'content-type': type, ...headers }, body: Buffer.from(body) }
  return shapeResult(response, reporting, secrets)
}

describe('a success', () => {
  test.each([
    ['an object is the data', '{"a":1}', 'application/json', { a: 1 }],
    ['an array becomes items', '[1,2]', 'application/json; charset=utf-8', { items: [1, 2] }],
    ['a scalar becomes value', '5', 'application/vnd.example+json', { value: 5 }],
    ['null becomes value', 'null', 'application/json', { value: null }],
    ['text becomes text', 'hello', 'text/plain', { text: 'hello' }],
    ['nothing becomes an empty object', '', 'application/json', {}],
    ['broken JSON becomes text', '{"a":', 'application/json', { text: '{"a":' }],
    ['JSON without a type is read', '{"a":1}', '', { a: 1 }],
  ])('%s', (_what, body, type, data) => {
    expect(shape(200, body, type)).toStrictEqual({ data, error: null, successful: true })
  })

  test('a small file comes as base64', () => {
    expect(shape(200, Buffer.from([0, 1, 255]), 'image/png')).toStrictEqual({
      data: { content_type: 'image/png', size: 3, base64: 'AAH/' },
      error: null,
      successful: true,
    })
  })

  test('a large file is a failure that says so', () => {
    const result = shape(200, Buffer.alloc(1024 * 1024 + 1), 'application/zip')
    expect(result.data).toStrictEqual({ content_type: 'application/zip', size: 1048577 })
    expect(result.error).toContain('too large')
  })
})

describe('a failure', () => {
  test('carries the status and the body as data, and the provider’s message', () => {
    expect(shape(404, '{"message":"No such repository"}')).toStrictEqual({
      data: { message: 'No such repository', status_code: 404 },
      error: '404 Not Found: No such repository',
      successful: false,
    })
  })

  test('takes the message from where the manifest says first', () => {
    expect(shape(400, '{"message":"generic","meta":{"problem":"the real one"}}').error).toBe(
      '400 Bad Request: the real one',
    )
  })

  test.each([
    ['{"error":{"message":"nested"}}', 'nested'],
    ['{"error":"invalid_grant","error_description":"described"}', 'described'],
    ['{"errors":[{"message":"first"}]}', 'first'],
    ['{"errors":["plain"]}', 'plain'],
    ['{"detail":"detailed"}', 'detailed'],
    ['{"odd":{"shape":1}}', '{"odd":{"shape":1}}'],
  ])('finds the message in %s', (body, message) => {
    expect(shape(422, body).error).toBe(`422 Unprocessable Entity: ${message}`)
  })

  test('can have status 200, when the manifest says how', () => {
    expect(shape(200, '{"ok":false,"error":"channel_not_found"}')).toStrictEqual({
      data: { ok: false, error: 'channel_not_found', status_code: 200 },
      error: 'channel_not_found',
      successful: false,
    })
    expect(shape(200, '{"ok":true}').successful).toBe(true)
  })

  test('says what to do about a rate limit and a refused credential', () => {
    expect(shape(429, '{}', 'application/json', [], { 'retry-after': '30' }).error).toBe(
      '429 Too Many Requests: retry after 30',
    )
    expect(shape(401, '').error).toContain('connect it again')
  })

  test('is cut to 2000 characters', () => {
    expect(shape(500, 'x'.repeat(10_000), 'text/html').error).toHaveLength(2_000)
  })

  test('a redirect that was not followed is one', () => {
    expect(shape(302, '', 'text/html')).toMatchObject({ successful: false, error: '302' })
  })
})

test('a live secret is taken out of data, keys and error', () => {
  const secret = 'gho_0123456789abcdef'
  const result = shape(
    400,
    JSON.stringify({ message: `bad token ${secret}`, [secret]: 1, list: [`Bearer ${secret}`] }),
    'application/json',
    [secret],
  )
  expect(JSON.stringify(result)).not.toContain(secret)
  expect(result.error).toBe('400 Bad Request: bad token REDACTED')
})
