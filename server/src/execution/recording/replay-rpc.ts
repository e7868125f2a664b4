/** JSON-RPC in recordings, as MCP servers speak it: a client numbers its requests, and differently each time. */
import { isObject } from '../request/outgoing-request.ts'

interface Rpc {
  method: string
  id: unknown
}

/** What a request asks for; undefined when it is not JSON-RPC. */
export function rpcOf(body: unknown): Rpc | undefined {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return undefined
  const { jsonrpc, method, id } = objectIn(body.toString()) ?? {}
  return jsonrpc === '2.0' && typeof method === 'string' ? { method, id } : undefined
}

/** A recorded answer under the number of this request, be it JSON or a stream of events. */
export function asAnswerTo({ id }: Rpc, bytes: Buffer): Buffer {
  const renumbered = (text: string) => {
    const message = objectIn(text)
    return message?.['jsonrpc'] === '2.0' && Object.hasOwn(message, 'id') && !Object.hasOwn(message, 'method')
      ? JSON.stringify({ ...message, id })
      : text
  }
  const text = renumbered(bytes.toString('utf8'))
  return Buffer.from(
    text.replaceAll(/^(data: ?)(.*)$/gm, (_line, start: string, data: string) => start + renumbered(data)),
  )
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
