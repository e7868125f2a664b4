/** An MCP server for one request: the tools of one tool router session. */
import { type CallToolResult, type ListToolsResult, Server } from '@modelcontextprotocol/server'
import { executeForAgent } from '../tool-router/execute-for-agent.ts'
import type { MetaToolCall } from '../tool-router/meta/meta-tool-call.ts'
import { sessionMetaTools } from '../tool-router/meta-tools.ts'
import { preloadedTools } from '../tool-router/session-tools.ts'
import { findTool } from '../tools/tools.ts'
import { toMcpTool } from './mcp-tool.ts'
import { toolResult } from './tool-result.ts'

/** Builds the server; the MCP handler connects it to the request. */
export function sessionServer(call: MetaToolCall): Server {
  const server = new Server({ name: 'patchbay', version: '0.1.0' }, { capabilities: { tools: {} } })
  server.setRequestHandler('tools/list', () => listTools(call))
  server.setRequestHandler('tools/call', ({ params }) => callTool(call, params.name, params.arguments ?? {}))
  return server
}

function listTools({ deps, session: { config } }: MetaToolCall): ListToolsResult {
  const preloaded = preloadedTools(deps, config).map((slug) => findTool(deps, slug))
  return { tools: [...sessionMetaTools(config), ...preloaded].map(toMcpTool) }
}

function callTool(call: MetaToolCall, slug: string, args: Record<string, unknown>): Promise<CallToolResult> {
  return toolResult(call.deps, () => executeForAgent(call, { slug, arguments: args }))
}
