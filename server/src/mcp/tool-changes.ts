/** Telling MCP clients that listen when the tools of their server or session may have changed. */
import type { FastifyReply } from 'fastify'
import type { ServerEventBus } from '@modelcontextprotocol/server'
import type { Deps } from '../deps.ts'
import type { Awaiting, McpNode } from './mcp-node.ts'
import type { NotificationChannel } from '../db/notifications.ts'

/** Calls `tell` at each change; returns what ends it. */
export type ToolChanges = (tell: () => void) => () => void

/**
 * Changes that a channel of the database tells of. `isChange` looks at what was said, which is nothing when words may
 * have been lost; a client that is told once too often lists its tools again.
 */
export function changesHeard(
  { notifications }: Pick<Deps, 'notifications'>,
  channel: NotificationChannel,
  isChange: (said: string) => boolean | Promise<boolean>,
): ToolChanges {
  return (tell) =>
    notifications.on(channel, (said) => {
      Promise.resolve(said === '' || isChange(said)).then(
        (changed) => changed && tell(),
        () => tell(),
      )
    })
}

/** The bus of the library, which clients of 2026 subscribe to. Nobody publishes on it here. */
export function busOf(changes: ToolChanges): ServerEventBus {
  return {
    publish: () => undefined,
    subscribe: (listener) => changes(() => listener({ kind: 'tools_list_changed' })),
  }
}

/** A stream may be open so long; its client then opens another, and shows its key anew. */
const longestMs = 10 * 60_000
const keepAliveMs = 15_000
const mostStreams = 2_000
let streams = 0

/**
 * The stream that clients of 2025 open beside their requests. It belongs to no session and repeats nothing, as what it
 * says is only that there is something to read.
 * @returns false when too many are open
 */
export function streamChanges(
  reply: FastifyReply,
  changes: ToolChanges,
  node: McpNode,
  session: string | undefined,
): boolean {
  if (streams >= mostStreams) return false
  streams += 1
  const { raw } = reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value)
  // The connection ends with the stream: kept open for another request, it would hold up the end of the process.
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'close' }
  raw.writeHead(200, headers)
  raw.write(': open\n\n')
  const say = (method: string, params?: object) => {
    const message = { jsonrpc: '2.0', method, ...(params && { params }) }
    raw.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`)
  }
  const forget = changes(() => say('notifications/tools/list_changed'))
  const connected = (elicitationId: string) => say('notifications/elicitation/complete', { elicitationId })
  const awaiting: Awaiting | undefined =
    session === undefined ? undefined : { session, accounts: new Map(), connected }
  if (awaiting) node.awaiting.add(awaiting)
  const keepAlive = setInterval(() => void raw.write(': still here\n\n'), keepAliveMs).unref()
  const end = setTimeout(() => raw.end(), longestMs).unref()
  raw.once('close', () => {
    streams -= 1
    forget()
    if (awaiting) node.awaiting.delete(awaiting)
    clearInterval(keepAlive)
    clearTimeout(end)
  })
  endAtStop(raw, () => raw.end())
  return true
}

const open = new Set<() => unknown>()

/** Has a stream ended when this process stops: nothing else would. */
export function endAtStop(raw: FastifyReply['raw'], end: () => unknown): void {
  open.add(end)
  raw.once('close', () => open.delete(end))
}

/** Ends all streams of this process: it stops. */
export function endStreams(): void {
  for (const end of open) end()
}
