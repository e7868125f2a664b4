/** An MCP server for one request: the tools of one tool router session. */
import type { CallToolRequest, CallToolResult, ListToolsResult, Server } from '@modelcontextprotocol/server'
import { mcpServer } from '../late-packages.ts'
import { assistivePrompt } from '../tool-router/assistive-prompt.ts'
import { executeOnceForAgent } from '../tool-router/execute-for-agent.ts'
import type { MetaToolCall } from '../tool-router/meta/meta-tool-call.ts'
import { sessionMetaTools } from '../tool-router/meta-tools.ts'
import { preloadedTools } from '../tool-router/session-tools.ts'
import { findTool } from '../tools/tools.ts'
import { version } from '../version.ts'
import { noticeTo, serveLogLevel } from './call-log.ts'
import { withProgress } from './call-progress.ts'
import { askOrAnswer } from './elicit-approval.ts'
import type { Exchange } from './serve-mcp.ts'
import { methodOf } from './mcp-session.ts'
import { toMcpTool } from './mcp-tool.ts'
import { listPrompts, sessionPrompt } from './session-prompts.ts'
import { fileTemplate, listFiles, readFile } from './session-resources.ts'
import { keyOfMeta, toolResult } from './tool-result.ts'

/** Methods whose answer holds the instructions, in the protocols of 2025 and 2026. */
const greetings = new Set(['initialize', 'server/discover'])

/** The instructions for the agent, where a request asks for them. */
export async function instructionsFor(
  { deps, session }: Pick<MetaToolCall, 'deps' | 'session'>,
  body: unknown,
): Promise<string | undefined> {
  const requests: unknown[] = Array.isArray(body) ? body : [body]
  return requests.some((one) => greetings.has(methodOf(one))) ? assistivePrompt(deps, session) : undefined
}

/** Builds the server; the MCP handler connects it to the request. */
export function sessionServer(
  call: MetaToolCall,
  exchange: Exchange,
  instructions: string | undefined,
): Server {
  const { deps, session } = call
  const server = new (mcpServer().Server)(
    { name: 'patchbay', title: 'Patchbay', version },
    {
      capabilities: { tools: { listChanged: true }, resources: {}, prompts: {}, logging: {} },
      ...(instructions !== undefined && { instructions }),
    },
  )
  const mount = { projectId: session.projectId, sessionId: session.id }
  server.setRequestHandler('tools/list', () => listTools(call))
  serveLogLevel(server, exchange)
  server.setRequestHandler('tools/call', ({ params }, context) => {
    const notice = noticeTo(context, exchange)
    return withProgress(context, (onOutput) => {
      const told = { ...call, notice, onOutput }
      return askOrAnswer(server, context, exchange, told, (see) => callTool(told, params, see))
    })
  })
  server.setRequestHandler('resources/list', ({ params }) => listFiles(deps, mount, params?.cursor))
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: [fileTemplate] }))
  server.setRequestHandler('resources/read', ({ params }) => readFile(deps, mount, params.uri))
  server.setRequestHandler('prompts/list', async () => ({ prompts: await listPrompts(call) }))
  server.setRequestHandler('prompts/get', ({ params }) => sessionPrompt(call, params.name, params.arguments))
  return server
}

function listTools({ deps, session: { config } }: MetaToolCall): ListToolsResult {
  const preloaded = preloadedTools(deps, config).map((slug) => findTool(deps, slug))
  return { tools: [...sessionMetaTools(config), ...preloaded].map(toMcpTool) }
}

function callTool(
  call: MetaToolCall,
  { name: slug, arguments: args = {}, _meta: meta }: CallToolRequest['params'],
  see: (data: Record<string, unknown>) => void,
): Promise<CallToolResult> {
  return toolResult(call.deps, async () => {
    const { answer, isReplay } = await executeOnceForAgent(call, { slug, arguments: args }, keyOfMeta(meta))
    see({ ...answer.data, tool_slug: slug })
    return { ...answer, isReplay }
  })
}
