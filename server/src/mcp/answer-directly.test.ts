import fastify from 'fastify'
import { afterEach, expect, test, vi } from 'vitest'
import { mcpServer } from '../late-packages.ts'
import { answerDirectly, plainRequest } from './answer-directly.ts'

const headers = { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' }
const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'SLOW', arguments: {} } }
afterEach(() => void vi.useRealTimers())

/** A server of one tool, which answers when it is told to; 418 for what is not answered directly. */
function serve() {
  const asked = Promise.withResolvers<void>()
  const slow = Promise.withResolvers<{ content: [] }>()
  const app = fastify()
  app.post('/', async (request, reply) => {
    const message = plainRequest(request)
    if (!message) return reply.code(418).send()
    const server = new (mcpServer().Server)({ name: 'x', version: '1' }, { capabilities: { tools: {} } })
    server.setRequestHandler('tools/call', () => {
      asked.resolve()
      return slow.promise
    })
    return answerDirectly(server, message, reply)
  })
  return { app, asked: asked.promise, answer: () => slow.resolve({ content: [] }) }
}

test('a call that takes long becomes a stream, on which the client hears that there is somebody', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { app, asked, answer } = serve()
  const answered = app.inject({ method: 'POST', url: '/', headers, payload: call }).then((whole) => whole)
  await asked
  vi.advanceTimersByTime(31_000)
  answer()
  const { body, headers: said } = await answered
  expect(said['content-type']).toMatch(/^text\/event-stream/)
  expect(body).toMatch(/^(?:: still here\n\n){2}event: message\ndata: \{.*"id":1\}\n\n$/)
  expect(vi.getTimerCount()).toBe(0)
})

test.each([
  ['takes no stream', { accept: 'application/json' }, call],
  ['speaks no revision of 2025', { 'mcp-protocol-version': '2026-07-28' }, call],
  ['sends a batch', {}, [call]],
  ['sends a key too much', {}, { ...call, more: 1 }],
  [
    'says its revision with the request',
    {},
    {
      ...call,
      params: { ...call.params, _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } },
    },
  ],
])('what a client that %s sends is left to the SDK', async (_, more, payload) => {
  const { app, answer } = serve()
  answer()
  expect((await app.inject({ method: 'POST', url: '/', headers, payload: call })).statusCode).toBe(200)
  const left = await app.inject({ method: 'POST', url: '/', headers: { ...headers, ...more }, payload })
  expect(left.statusCode).toBe(418)
})
