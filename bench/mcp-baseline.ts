/** A worker that serves MCP with the official SDK alone: the same tools, each one call to the upstream. */
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import { createMcpHandler, Server, type Tool } from '@modelcontextprotocol/server'
import { Pool } from 'undici'

const { upstream, token, tools } = workerData as { upstream: string; token: string; tools: Tool[] }
const pool = new Pool(upstream, { connections: 64 })

function build(): Server {
  const server = new Server({ name: 'baseline', version: '1' }, { capabilities: { tools: {} } })
  server.setRequestHandler('tools/list', () => ({ tools }))
  server.setRequestHandler('tools/call', async ({ params }) => {
    const { owner, repo } = params.arguments as { owner: string; repo: string }
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
    const { body } = await pool.request({ path: `/repos/${owner}/${repo}`, method: 'GET', headers })
    return { content: [{ type: 'text', text: JSON.stringify(await body.json()) }] }
  })
  return server
}

const handler = createMcpHandler(build)
const listener = createServer((request, response) => {
  const web = new Request(`http://${request.headers.host}${request.url}`, {
    method: request.method ?? 'POST',
    headers: request.headers as Record<string, string>,
    body: Readable.toWeb(request) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
  void handler.fetch(web).then(async (answer) => {
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
})
// The process is the client's too, so the thread says what it has used: milliseconds of processor.
parentPort?.on('message', () => {
  const { user, system } = process.threadCpuUsage()
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage({ cpu: (user + system) / 1000 })
})
listener.listen(0, '127.0.0.1', () => {
  const address = listener.address()
  // A port of worker_threads, not of a window: there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage({ port: typeof address === 'object' ? address?.port : 0 })
})
