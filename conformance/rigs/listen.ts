import { createServer, type RequestListener, type Server } from 'node:http'

export type LoopbackServer = {
  /** `http://127.0.0.1:<port>`, no trailing slash. */
  readonly url: string
  readonly port: number
  readonly server: Server
  /** Ends open connections too; safe to call twice. */
  close(): Promise<void>
}

/** Listens on IPv4 loopback; `port` 0 lets the system choose. Rejects with the listen error (`EADDRINUSE`). */
export async function listen(handler: RequestListener, port = 0): Promise<LoopbackServer> {
  const server = createServer(handler)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP address was expected')
  let closing: Promise<void> | undefined
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    server,
    close: () => (closing ??= closeServer(server)),
  }
}

/**
 * A loopback port that was free a moment ago, for programs that must be told their port before they start.
 * Another process may take it in between, so callers retry on `EADDRINUSE`.
 */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(() => {})
  await close()
  return port
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
