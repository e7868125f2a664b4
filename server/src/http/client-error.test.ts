import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'

const server = await testServer({ listen: true })
afterAll(() => server.close())

/** Everything that the server sends before it ends the connection. */
async function exchange(bytes: string): Promise<{ status: number; body: unknown }> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(bytes)
  const answer = await text(socket)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), body: JSON.parse(body) }
}

const post = 'POST /api/v3.1/toolkits/multi HTTP/1.1\r\nhost: x\r\n'

test.each([
  ['bytes that are no HTTP', '\x16\x03\x01 hello\r\n\r\n', 400, 'HTTP_BadRequest'],
  ['a method that there is not', 'FETCH / HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'HTTP_BadRequest'],
  [
    'two lengths',
    `${post}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
    'HTTP_BadRequest',
  ],
  ['huge headers', `${post}x-a: ${'a'.repeat(40_000)}\r\n\r\n`, 431, 'HTTP_HeadersTooLarge'],
])('%s are answered with the envelope', async (_name, bytes, status, slug) => {
  const answer = await exchange(bytes)
  expect(answer.status).toBe(status)
  expect(answer.body).toStrictEqual({
    error: {
      message: expect.any(String),
      code: 10_000 + status,
      slug,
      status,
      request_id: expect.stringMatching(/^req_/),
      suggested_fix: expect.any(String),
    },
  })
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})
