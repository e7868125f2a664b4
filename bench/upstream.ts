/** The provider of the benchmark, in a thread of its own: answers every request with 2 KB of JSON at once. */
import { createServer } from 'node:http'
import { parentPort } from 'node:worker_threads'

const body = JSON.stringify({ id: 1, name: 'hello', full_name: 'octo/hello', description: 'x'.repeat(1_950) })
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }

const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, headers).end(body)
})
server.listen(0, '127.0.0.1', () => {
  // A port of worker_threads, not of a window: there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(server.address())
})
