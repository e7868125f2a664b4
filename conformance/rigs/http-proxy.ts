import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

export type TunnelRequest = { readonly target: string; readonly headers: Readonly<Record<string, string>> }

export type HttpProxy = {
  readonly url: string
  readonly host: string
  /** Every tunnel asked for, in order. */
  readonly asked: readonly TunnelRequest[]
  close(): Promise<void>
}

/** A forward proxy that only makes tunnels (CONNECT); with `authorization`, for those who show it. */
export async function startHttpProxy({ authorization }: { authorization?: string } = {}): Promise<HttpProxy> {
  const asked: TunnelRequest[] = []
  const sockets = new Set<Socket>()
  const server = createServer((_request, response) => void response.writeHead(405).end())
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  server.on('connect', ({ url = '', headers }, client: Socket, head: Buffer) => {
    asked.push({ target: url, headers: headers as Record<string, string> })
    if (authorization !== undefined && headers['proxy-authorization'] !== authorization) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      return
    }
    const { hostname, port } = new URL(`http://${url}`)
    const upstream = connect(Number(port || 80), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    client.on('close', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
