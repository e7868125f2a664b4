/**
 * The providers of the polling benchmark, in a process of their own: each port is one, and answers every request with an
 * empty list, `delay` milliseconds later. `node bench/polling-provider.ts PORTS DELAY`
 */
import { createServer } from 'node:http'

const [ports = 1, delay = 100] = process.argv.slice(2).map(Number)
const headers = { 'content-type': 'application/json', 'content-length': 2 }

const listening = Array.from({ length: ports }, async () => {
  const server = createServer((request, response) => {
    request.resume()
    setTimeout(() => response.writeHead(200, headers).end('[]'), delay)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
})
const all = await Promise.all(listening)
process.send?.(all)
