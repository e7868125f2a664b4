/**
 * Plain requests of the 2025 protocols, answered without the SDK's transport, which makes a web request and a stream of
 * each and so costs more than all the rest. Clients take either form: one JSON body, or, from the moment on when there is
 * something to say before the answer, a stream.
 */
import { PassThrough } from 'node:stream'
import type { JSONRPCRequest, Server, Transport } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { mcpServer } from '../late-packages.ts'
import { methodOf } from './mcp-session.ts'

const methods = new Set([
  'tools/list',
  'tools/call',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
])

/** A client that hears nothing for so long is told that there is somebody, lest a proxy on the way gives up. */
const keepAliveMs = 15_000

/** The message of a request that can be answered here; every other one is the SDK's to judge. */
export function plainRequest({ method, headers, body }: FastifyRequest): JSONRPCRequest | undefined {
  const { isJSONRPCRequest, PROTOCOL_VERSION_META_KEY, SUPPORTED_PROTOCOL_VERSIONS } = mcpServer()
  const { accept = '', 'content-type': type = '', 'mcp-protocol-version': version } = headers
  if (method !== 'POST' || !methods.has(methodOf(body))) return undefined
  if (!accept.includes('application/json') || !accept.includes('text/event-stream')) return undefined
  if (!/^application\/json\s*(?:;|$)/i.test(type)) return undefined
  if (version !== undefined && !SUPPORTED_PROTOCOL_VERSIONS.includes(String(version))) return undefined
  if (!isJSONRPCRequest(body)) return undefined
  const { _meta: meta = {} } = body.params ?? {}
  return PROTOCOL_VERSION_META_KEY in meta ? undefined : body
}

/**
 * Has the server answer a message. Nobody hears what comes once the client is gone.
 * @returns what is to be sent: the answer, or a stream of all that is said
 */
export async function answerDirectly(
  server: Server,
  message: JSONRPCRequest,
  reply: FastifyReply,
): Promise<string | PassThrough> {
  reply.type('application/json')
  return new Promise((resolve, reject) => {
    let stream: PassThrough | undefined
    const tell = (event: string) => {
      stream ??= streamOn(reply)
      stream.write(event)
      resolve(stream)
    }
    const keepAlive = setInterval(() => tell(': still here\n\n'), keepAliveMs).unref()
    reply.raw.once('close', () => clearInterval(keepAlive))
    const transport: Transport = {
      start: async () => undefined,
      close: async () => undefined,
      send: async (said) => {
        const text = JSON.stringify(said)
        const isAnswer = !('method' in said)
        if (stream || !isAnswer) tell(`event: message\ndata: ${text}\n\n`)
        else resolve(text)
        if (!isAnswer) return
        clearInterval(keepAlive)
        stream?.end()
      },
    }
    server.connect(transport).then(() => transport.onmessage?.(message), reject)
  })
}

function streamOn(reply: FastifyReply): PassThrough {
  reply.type('text/event-stream').header('cache-control', 'no-cache, no-transform')
  // Proxies such as nginx would gather what is to be read at once.
  reply.header('x-accel-buffering', 'no')
  return new PassThrough()
}
