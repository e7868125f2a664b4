/**
 * Asking the person behind an MCP client. A client of 2026 is answered with the question, and repeats its call with
 * the person's answer; one of 2025 is asked on the stream of its call, which waits for a request with the answer.
 */
import { randomBytes } from 'node:crypto'
import type { Server, ServerContext } from '@modelcontextprotocol/server'
import { mcpServer } from '../late-packages.ts'
import { type PersonsAnswer, questionPrefix } from './mcp-node.ts'
import { type Abilities, abilitiesOf } from './mcp-session.ts'
import type { Exchange } from './serve-mcp.ts'

/** A person may take so long; the question is then as if it had been closed. */
const longestMs = 5 * 60_000

/** What the client can ask its person. */
export function abilitiesHere({ mcpReq }: ServerContext, { session }: Exchange): Abilities {
  if (!isOf2026({ mcpReq })) return session ?? { form: false, url: false }
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {}
  return abilitiesOf(envelope[mcpServer().CLIENT_CAPABILITIES_META_KEY])
}

export function isOf2026({ mcpReq }: Pick<ServerContext, 'mcpReq'>): boolean {
  return mcpReq.envelope !== undefined
}

/**
 * Asks a client of 2025. Its answer may come to any node.
 * @param params of `elicitation/create`
 * @returns `cancel` where there was no answer
 */
export async function askOnStream(
  server: Server,
  { mcpReq }: ServerContext,
  { node, keyOf, gone, cancelled }: Exchange,
  params: Record<string, unknown>,
): Promise<PersonsAnswer> {
  const id = questionPrefix + randomBytes(16).toString('base64url')
  const key = keyOf(id)
  const ended = AbortSignal.any([gone, cancelled, AbortSignal.timeout(longestMs)])
  try {
    return await new Promise<PersonsAnswer>((resolve, reject) => {
      ended.addEventListener('abort', () => resolve({ action: 'cancel' }), { once: true })
      if (ended.aborted) return resolve({ action: 'cancel' })
      node.questions.set(key, resolve)
      const message = { jsonrpc: '2.0', id, method: 'elicitation/create', params } as const
      server.transport?.send(message, { relatedRequestId: mcpReq.id }).catch(reject)
    })
  } finally {
    node.questions.delete(key)
  }
}
