/**
 * Log messages to MCP clients, on the stream of the call that they are about. A client of 2026 says with each request
 * from which level on it wants them, and gets none otherwise; one of 2025 sets it for its session.
 */
import type { Server, ServerContext } from '@modelcontextprotocol/server'
import type { CallNotice, OnNotice } from '../execution/call-notice.ts'
import { isOf2026 } from './ask-client.ts'
import { logLevels, type LogLevel } from './mcp-node.ts'
import type { Exchange } from './serve-mcp.ts'

const levelOf: Record<CallNotice['event'], LogLevel> = {
  retry: 'warning',
  arguments_repaired: 'notice',
  approval_required: 'notice',
  result_offloaded: 'info',
}

/** What a client of 2025 hears that has said nothing. */
const usualLevel: LogLevel = 'info'

/** Takes the level that a client of 2025 sets; one without a session of ours has nothing that it could be kept for. */
export function serveLogLevel(server: Server, { node, session }: Exchange): void {
  server.setRequestHandler('logging/setLevel', ({ params: { level } }) => {
    if (session) node.tell({ kind: 'level', session: session.id, level }, 'all')
    return {}
  })
}

/** Tells the client of a call what happens in it. */
export function noticeTo({ mcpReq }: ServerContext, { node, session }: Exchange): OnNotice {
  const wanted = (session && node.levels.get(session.id)) ?? usualLevel
  return (notice) => {
    const level = levelOf[notice.event]
    if (isOf2026({ mcpReq })) return void mcpReq.log(level, notice, 'patchbay').catch(() => {})
    if (logLevels.indexOf(level) < logLevels.indexOf(wanted)) return
    const params = { level, logger: 'patchbay', data: notice }
    mcpReq.notify({ method: 'notifications/message', params }).catch(() => {})
  }
}
