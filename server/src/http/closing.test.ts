import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createHttpServer } from './server.ts'

test('a stream that ends while the server stops does not hold the stop up', { timeout: 10_000 }, async () => {
  const app = createHttpServer({ logLevel: 'silent', bodySeconds: 60 })
  let end = () => {}
  app.get('/stream', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200)
    reply.raw.write('begun')
    end = () => reply.raw.end()
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const agent = new Agent({ keepAlive: true })
  const sent = request(`${url}/stream`, { agent }).end()
  const [response] = await once(sent, 'response')
  response.resume()
  const closed = app.close()
  await expect.poll(() => app.server.listening).toBe(false)
  end()
  await closed
  agent.destroy()
})

test('a connection on which nothing is asked does not hold up the end', async () => {
  const app = createHttpServer({ logLevel: 'silent', bodySeconds: 60 })
  // Without these limits Node would wait for it without end.
  app.server.headersTimeout = 0
  app.server.requestTimeout = 0
  const accepted = once(app.server, 'connection')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => {})
  const ended = once(client, 'close')
  await accepted
  await app.close()
  await ended
  expect(app.server.listening).toBe(false)
}, 30_000)
