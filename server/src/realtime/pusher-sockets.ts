/**
 * The door for Pusher clients: WebSockets at `/app/<key>`, also behind what the SDKs' client puts there when the
 * cluster is `x@host/` (see `credentials.ts`).
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocketServer } from 'ws'
import type { Deps } from '../deps.ts'
import { ws } from '../late-packages.ts'
import { revokedKeys } from '../projects/api-keys.ts'
import { subscriberOf } from './app-key.ts'
import type { Feed } from './feed.ts'
import { welcome, type PusherSocket } from './pusher-socket.ts'

export interface PusherSockets {
  /** Tells the clients to connect elsewhere, and ends their connections. */
  close(): Promise<void>
}

const pathForm = /^(?:\/\.pusher\.com:\d+)?\/app\/([^/?]{1,256})(?:\?(.*))?$/
const protocols = new Set(['5', '6', '7'])
const checkEveryMs = 3_000
const limits = { ofServer: 5_000, ofProject: 200 }
/** A subscription is far smaller. */
const maxPayload = 16 * 1024

/** Takes the upgrades of Pusher clients; every other request that offers one is answered as if it did not. */
export function acceptPusherClients(
  server: Server,
  deps: Pick<Deps, 'db' | 'vault' | 'log'>,
  feed: Feed,
): PusherSockets {
  let wss: WebSocketServer | undefined
  const sockets = new Set<PusherSocket>()
  let closing = false

  // Java's client offers h2c with every request: without this Node would hand all of them to the listener below.
  const isOurs = ({ url = '', headers }: IncomingMessage) =>
    pathForm.test(url) && headers.upgrade?.toLowerCase() === 'websocket'
  Object.assign(server, { shouldUpgradeCallback: isOurs })

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    if (!isOurs(request) || closing) return refuse(stream)
    if (sockets.size >= limits.ofServer) return refuse(stream)
    wss ??= new (ws().WebSocketServer)({ noServer: true, clientTracking: false, maxPayload })
    return wss.handleUpgrade(request, stream, head, (socket) => {
      const [, appKey = '', query = ''] = pathForm.exec(request.url ?? '') ?? []
      const subscriber = subscriberOf(deps.vault, appKey)
      const problem = problemOf(subscriber?.projectId, new URLSearchParams(query).get('protocol'))
      if (problem || !subscriber) {
        const [code, reason] = problem ?? unknownKey
        socket.on('error', () => socket.terminate())
        socket.send(JSON.stringify({ event: 'pusher:error', data: { code, message: reason } }))
        return socket.close(code, reason)
      }
      const welcomed = welcome(deps, feed, socket, appKey, subscriber)
      sockets.add(welcomed)
      socket.once('close', () => sockets.delete(welcomed))
      return undefined
    })
  })

  /** A close code of the protocol and what to say. */
  function problemOf(projectId: string | undefined, protocol: string | null): [number, string] | undefined {
    if (projectId === undefined) return unknownKey
    if (protocol === null) return [4008, 'The URL names no protocol version']
    if (!protocols.has(protocol)) return [4007, `Protocol ${protocol.slice(0, 20)} is not supported`]
    const others = [...sockets].filter(({ subscriber }) => subscriber.projectId === projectId).length
    if (others >= limits.ofProject) return [4100, `The project has ${limits.ofProject} connections already`]
    return undefined
  }

  async function endRevoked(): Promise<void> {
    const ids = [...new Set([...sockets].map(({ subscriber }) => subscriber.keyId))]
    const revoked = new Set(await revokedKeys(deps.db, ids))
    for (const socket of sockets) {
      if (revoked.has(socket.subscriber.keyId)) socket.end(4009, 'The API key has been revoked')
    }
  }

  const timer = setInterval(() => {
    for (const socket of sockets) socket.check(Date.now())
    endRevoked().catch((error: unknown) => deps.log.warn({ err: error }, 'looking for revoked keys failed'))
  }, checkEveryMs)

  return {
    async close() {
      closing = true
      clearInterval(timer)
      for (const socket of sockets) socket.end(4200, 'The server restarts; connect again')
      await new Promise<void>((resolve) => (wss ? wss.close(() => resolve()) : resolve()))
    },
  }
}

const unknownKey: [number, string] = [4001, 'This server gave out no such app key']

function refuse(stream: Duplex): void {
  stream.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
}
