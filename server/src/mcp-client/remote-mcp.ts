/** Talking to somebody else's MCP server, over streamable HTTP, with every request through the pipeline's send. */
import type { CallToolResult, Client as McpClient } from '@modelcontextprotocol/client'
import type { RemoteTool } from '@patchbay/catalog'
import type { EgressResponse } from '../egress/egress.ts'
import type { OutgoingRequest } from '../execution/request/outgoing-request.ts'
import { version } from '../version.ts'

/** Sends a request under the guards, with a credential where there is one. */
export type SendRequest = (request: OutgoingRequest) => Promise<EgressResponse>

export interface RemoteMcp {
  /** Every tool, page by page. */
  listTools(): Promise<RemoteTool[]>
  callTool(name: string, args: Readonly<Record<string, unknown>>): Promise<CallToolResult>
}

/** Pages and tools of a list that are read. */
const mostPages = 20
const mostTools = 1_000
const requestTimeoutMs = 30_000

/** The server answered, but not as an MCP server does, or with a refusal. The message may quote it. */
export class RemoteMcpError extends Error {
  override name = 'RemoteMcpError'
}

/**
 * Connects, does `use`, and disconnects.
 * @throws what `send` throws, as it is; RemoteMcpError for everything that the server is to blame for.
 */
export async function withRemoteMcp<T>(
  url: URL,
  send: SendRequest,
  use: (remote: RemoteMcp) => Promise<T>,
): Promise<T> {
  // Late: a start does without it.
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client')
  let failure: unknown
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: (input, init) =>
      fetchThrough(send, input, init).catch((error: unknown) => {
        failure ??= error
        throw error
      }),
  })
  const client = new Client(
    { name: 'patchbay', version },
    // Its answers are data for a model; checking them by the server's own schema would run the server's patterns.
    {
      jsonSchemaValidator: { getValidator: () => (input) => accepted(input) },
      versionNegotiation: { mode: 'auto' },
    },
  )
  try {
    await client.connect(transport, { timeout: requestTimeoutMs })
    return await use({
      listTools: async () => listTools(client),
      callTool: async (name, args) =>
        client.callTool({ name, arguments: args }, { timeout: requestTimeoutMs }) as Promise<CallToolResult>,
    })
  } catch (error) {
    if (failure !== undefined) throw failure
    if (error instanceof Error && error.name === 'ApiError') throw error
    throw new RemoteMcpError(error instanceof Error ? error.message : 'no answer', { cause: error })
  } finally {
    await client.close().catch(() => {})
  }
}

const accepted = (input: unknown) => ({ valid: true as const, data: input as never, errorMessage: undefined })

async function listTools(client: McpClient): Promise<RemoteTool[]> {
  const tools: RemoteTool[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages && tools.length < mostTools; page += 1) {
    const listed = await client.listTools(cursor === undefined ? {} : { cursor }, {
      timeout: requestTimeoutMs,
    })
    tools.push(...(listed.tools as RemoteTool[]))
    cursor = listed.nextCursor
    if (cursor === undefined) break
  }
  return tools.slice(0, mostTools)
}

/** `fetch`, as far as the transport uses it. A stream of notifications is not kept open: lists are read when needed. */
async function fetchThrough(
  send: SendRequest,
  input: string | URL,
  init: RequestInit = {},
): Promise<Response> {
  const method = init.method ?? 'GET'
  if (method !== 'POST' && method !== 'DELETE') return new Response(null, { status: 405 })
  const headers: Record<string, string> = {}
  new Headers(init.headers).forEach((value, name) => {
    headers[name] = value
  })
  const body = typeof init.body === 'string' ? { body: init.body } : {}
  const response = await send({ method, url: new URL(input), headers, ...body })
  const hasBody = ![204, 205, 304].includes(response.status) && response.body.length > 0
  return new Response(hasBody ? new Uint8Array(response.body) : null, {
    status: response.status,
    headers: response.headers,
  })
}
