import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { expect, test } from 'vitest'
import { createHttpServer } from './server.ts'

test('a stream that ends while the server stops does not hold the stop up', { timeout: 10_000 }, async () => {
  const app = createHttpServer({ logLevel: 'silent' })
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
