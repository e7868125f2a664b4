/**
 * The baseline of `bench/execute`, in a process of its own: a bare Fastify proxy. It takes a JSON body, asks the
 * upstream with a pool of undici, and hands the answer's text on as it came. No key, no account, no log.
 */
import Fastify from 'fastify'
import { Pool } from 'undici'

const [, , upstream = '', token = ''] = process.argv
const pool = new Pool(upstream, { connections: 128 })
const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
const app = Fastify()

app.post<{ Body: { arguments: { owner: string; repo: string } } }>('/execute', async (request, reply) => {
  const { owner, repo } = request.body.arguments
  const { body } = await pool.request({ path: `/repos/${owner}/${repo}`, method: 'GET', headers })
  return reply.type('application/json').send(await body.text())
})

await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ url: app.listeningOrigin })
process.once('disconnect', () => process.exit(0))
