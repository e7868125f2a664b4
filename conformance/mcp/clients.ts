/** The official clients, of both generations, alike for a test. */
import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
} from '@modelcontextprotocol/client'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import {
  ElicitationCompleteNotificationSchema,
  ElicitRequestSchema,
  LoggingMessageNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js'

/** What a client can do beyond calling tools, and what it does when it is asked or told. */
export interface ClientParts {
  capabilities?: object
  /** What its person does with a question. */
  onElicit?: (params: Record<string, unknown>) => Promise<object> | object
  onLog?: (level: string, data: Record<string, unknown>) => void
  /** A connection that its person was asked for is made. */
  onComplete?: (elicitationId: string) => void
}

export interface McpClient {
  toolNames(): Promise<string[]>
  call(name: string, args: Record<string, unknown>, signal?: AbortSignal): Promise<unknown>
  /** Log messages from this level on; one of 2026 says so with each call. */
  setLogLevel(level: LogLevel): Promise<void>
  close(): Promise<void>
}

export interface ClientKind {
  kind: string
  /** @param onTools called when the server says that its tools have changed */
  connect(url: string, key: string, onTools?: () => void, parts?: ClientParts): Promise<McpClient>
}

const info = { name: 'conformance', version: '1' }
const listening = (onTools?: () => void) =>
  onTools && { listChanged: { tools: { onChanged: onTools, autoRefresh: false, debounceMs: 0 } } }

type LogLevel = 'debug' | 'info' | 'notice' | 'warning' | 'error'

const second = (kind: string, versionNegotiation: object): ClientKind => ({
  kind,
  async connect(url, key, onTools, { capabilities = {}, onElicit, onLog, onComplete } = {}) {
    const client = new ClientV2(info, { versionNegotiation, capabilities, ...listening(onTools) })
    if (onElicit)
      client.setRequestHandler(
        'elicitation/create',
        async ({ params }) => (await onElicit({ ...params })) as never,
      )
    if (onLog)
      client.setNotificationHandler('notifications/message', ({ params: { level, data } }) =>
        onLog(level, data as Record<string, unknown>),
      )
    if (onComplete)
      client.setNotificationHandler('notifications/elicitation/complete', ({ params }) =>
        onComplete(params.elicitationId),
      )
    let level: LogLevel | undefined
    await client.connect(new TransportV2(new URL(url), { requestInit: { headers: { 'x-api-key': key } } }))
    return {
      toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: (name, args, signal) =>
        client.callTool(
          {
            name,
            arguments: args,
            ...(level && { _meta: { 'io.modelcontextprotocol/logLevel': level } }),
          } as Parameters<typeof client.callTool>[0],
          { ...(signal && { signal }) },
        ),
      async setLogLevel(wanted) {
        if (kind.endsWith('2026-07-28')) level = wanted
        else await client.setLoggingLevel(wanted)
      },
      close: () => client.close(),
    }
  },
})

export const clientKinds: readonly ClientKind[] = [
  {
    kind: 'SDK v1, 2025-11-25',
    async connect(url, key, onTools, { capabilities = {}, onElicit, onLog, onComplete } = {}) {
      const client = new ClientV1(info, { capabilities, ...listening(onTools) })
      if (onElicit)
        client.setRequestHandler(
          ElicitRequestSchema,
          async ({ params }) => (await onElicit({ ...params })) as never,
        )
      if (onLog)
        client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params: { level, data } }) =>
          onLog(level, data as Record<string, unknown>),
        )
      if (onComplete)
        client.setNotificationHandler(ElicitationCompleteNotificationSchema, ({ params }) =>
          onComplete(params.elicitationId),
        )
      const transport = new TransportV1(new URL(url), { requestInit: { headers: { 'x-api-key': key } } })
      // Its optional fields are declared without `undefined`.
      await client.connect(transport as Parameters<typeof client.connect>[0])
      return {
        toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
        call: (name, args, signal) =>
          client.callTool({ name, arguments: args }, undefined, { ...(signal && { signal }) }),
        setLogLevel: async (level) => void (await client.setLoggingLevel(level)),
        close: () => client.close(),
      }
    },
  },
  second('SDK v2, 2025-11-25', { mode: 'legacy' }),
  second('SDK v2, 2026-07-28', { mode: { pin: '2026-07-28' } }),
]
