import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { EgressError } from './egress-error.ts'
import { checkHeaders, joinHeaders } from './headers.ts'

function refusal(headers: Record<string, string | string[]>): EgressError {
  try {
    checkHeaders(headers)
  } catch (error) {
    if (error instanceof EgressError) return error
    throw error
  }
  throw new Error('expected a refusal')
}

test('passes headers on with lower-case names and says who calls', () => {
  expect({ ...checkHeaders({ Authorization: 'Bearer x', Accept: ['a/b', 'c/d'] }) }).toStrictEqual({
    authorization: 'Bearer x',
    accept: ['a/b', 'c/d'],
    'user-agent': 'patchbay',
    'accept-encoding': 'gzip, deflate, br',
  })
})

const values = [
  'a\r\nx-evil: 1',
  'a\nb',
  'a\rb',
  'a\0b',
  'a\x1bb',
  'a\x7fb',
  '日本',
  'a\u0100',
  'a\u2028b',
  'a\u010a',
]
test.each(values)('refuses the value %j without repeating it', (value) => {
  for (const headers of [{ 'x-key': value }, { 'x-key': ['fine', value] }]) {
    const error = refusal(headers)
    expect(error).toMatchObject({ code: 'bad_request', sent: false })
    expect(error.message).toBe('The header "x-key" has a value with characters that are not allowed')
  }
})

test.each(['', 'a b', 'a:b', 'a\r\nb', 'ä', 'a\0', '(a)', ':authority'])('refuses the name %j', (name) => {
  expect(refusal({ [name]: 'x' })).toMatchObject({ code: 'bad_request' })
})

const own = [
  'Host',
  'content-length',
  'Transfer-Encoding',
  'CONNECTION',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
  'expect',
]
own.push('proxy-authorization', 'proxy-connection', 'http2-settings')
test.each(own)('refuses to let a caller set %s', (name) => {
  expect(refusal({ [name]: 'x' }).message).toBe(`The header ${JSON.stringify(name)} cannot be set`)
})

test('refuses two spellings of one header, of which a server might read either', () => {
  expect(refusal({ Authorization: 'a', authorization: 'b' }).message).toContain('given twice')
})

test('refuses more headers than a server would read', () => {
  expect(refusal(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`x-${i}`, ''])))).toBeInstanceOf(
    EgressError,
  )
  expect(refusal({ 'x-long': 'x'.repeat(70_000) })).toBeInstanceOf(EgressError)
})

test('names that mean something to objects are ordinary headers', () => {
  const headers = checkHeaders(JSON.parse('{"__proto__": "a", "constructor": "b"}'))
  expect(Object.keys(headers)).toContain('constructor')
  expect(Object.getPrototypeOf(headers)).toBeNull()
})

test('answers keep every value of repeated headers, cookies apart from each other', () => {
  expect({
    ...joinHeaders({ link: ['<a>', '<b>'], 'set-cookie': ['a=1, x', 'b=2'], etag: '"1"', gone: undefined }),
  }).toStrictEqual({
    link: '<a>, <b>',
    'set-cookie': 'a=1, x\nb=2',
    etag: '"1"',
  })
})

test('the control: a line break that reaches the wire is a header of its own', async () => {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  const value = 'a\r\nX-Admin: 1'
  expect(refusal({ 'x-name': value })).toMatchObject({ code: 'bad_request' })
  socket.end(`GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Name: ${value}\r\n\r\n`)
  await once(socket.resume(), 'close')
  expect(seen[0]?.headers['x-admin']).toBe('1')
  server.close()
})
