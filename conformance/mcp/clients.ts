/** The official clients, of both generations, alike for a test. */
import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
} from '@modelcontextprotocol/client'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

export interface McpClient {
  toolNames(): Promise<string[]>
  call(name: string, args: Record<string, unknown>, signal?: AbortSignal): Promise<unknown>
  close(): Promise<void>
}

export interface ClientKind {
  kind: string
  /** @param onTools called when the server says that its tools have changed */
  connect(url: string, key: string, onTools?: () => void): Promise<McpClient>
}

const info = { name: 'conformance', version: '1' }
const listening = (onTools?: () => void) =>
  onTools && { listChanged: { tools: { onChanged: onTools, autoRefresh: false, debounceMs: 0 } } }

const second = (kind: string, versionNegotiation: object): ClientKind => ({
  kind,
  async connect(url, key, onTools) {
    const client = new ClientV2(info, { versionNegotiation, ...listening(onTools) })
    await client.connect(new TransportV2(new URL(url), { requestInit: { headers: { 'x-api-key': key } } }))
    return {
      toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: (name, args, signal) => client.callTool({ name, arguments: args }, { ...(signal && { signal }) }),
      close: () => client.close(),
    }
  },
})

export const clientKinds: readonly ClientKind[] = [
  {
    kind: 'SDK v1, 2025-11-25',
    async connect(url, key, onTools) {
      const client = new ClientV1(info, { ...listening(onTools) })
      const transport = new TransportV1(new URL(url), { requestInit: { headers: { 'x-api-key': key } } })
      // Its optional fields are declared without `undefined`.
      await client.connect(transport as Parameters<typeof client.connect>[0])
      return {
        toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
        call: (name, args, signal) =>
          client.callTool({ name, arguments: args }, undefined, { ...(signal && { signal }) }),
        close: () => client.close(),
      }
    },
  },
  second('SDK v2, 2025-11-25', { mode: 'legacy' }),
  second('SDK v2, 2026-07-28', { mode: { pin: '2026-07-28' } }),
]
