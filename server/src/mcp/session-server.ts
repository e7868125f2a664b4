/** An MCP server for one request: the tools of one tool router session. */
import { type CallToolResult, type ListToolsResult, Server, type Tool } from '@modelcontextprotocol/server'
import type { CatalogTool, HintTag } from '@patchbay/catalog'
import { ApiError } from '../http/errors.ts'
import { executeForAgent } from '../tool-router/execute-for-agent.ts'
import type { MetaToolCall } from '../tool-router/meta/meta-tool-call.ts'
import { sessionMetaTools } from '../tool-router/meta-tools.ts'
import { toAgentFailure } from '../tool-router/session-execute.ts'
import { preloadedTools } from '../tool-router/session-tools.ts'
import { findTool } from '../tools/tools.ts'

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

function toMcpTool(tool: CatalogTool): Tool {
  const has = (tag: HintTag) => tool.tags.includes(tag)
  return {
    name: tool.slug,
    title: tool.name,
    description: tool.description,
    inputSchema: tool.input as Tool['inputSchema'],
    annotations: {
      title: tool.name,
      readOnlyHint: has('readOnlyHint'),
      destructiveHint: has('destructiveHint'),
      idempotentHint: has('idempotentHint'),
      openWorldHint: has('openWorldHint'),
    },
  }
}

/** What went wrong comes back as a result with `isError`, which a model reads; protocol errors it does not. */
async function callTool(
  call: MetaToolCall,
  slug: string,
  args: Record<string, unknown>,
): Promise<CallToolResult> {
  try {
    const { data, error } = await executeForAgent(call, { slug, arguments: args })
    const result = error === null ? { data, error, successful: true } : { data, error, successful: false }
    return { content: [{ type: 'text', text: JSON.stringify(result) }], isError: error !== null }
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) call.deps.log.error({ err: thrown }, 'an MCP tool call failed')
    const failure = thrown instanceof ApiError ? toAgentFailure(thrown) : internalFailure
    return {
      content: [{ type: 'text', text: JSON.stringify({ ...failure, successful: false }) }],
      isError: true,
    }
  }
}

const internalFailure = { data: {}, error: 'Something went wrong on our side. Try again.' }
