/**
 * The session of a client of 2025. Nothing is kept for it: its id says what the client can do, which such a client
 * tells once, when it connects. Who makes an id up says that of himself.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

export interface Abilities {
  /** It shows its person forms. */
  form: boolean
  /** It opens links for its person. */
  url: boolean
}

export interface McpSession extends Abilities {
  id: string
}

export const sessionHeader = 'mcp-session-id'

const Initialize = z.object({ params: z.object({ capabilities: z.unknown() }) })
const Elicitation = z.object({
  elicitation: z.object({ form: z.unknown().optional(), url: z.unknown().optional() }),
})

/** What declared capabilities say; `elicitation: {}` means forms, as it did before there were links. */
export function abilitiesOf(capabilities: unknown): Abilities {
  const declared = Elicitation.safeParse(capabilities)
  if (!declared.success) return { form: false, url: false }
  const { form, url } = declared.data.elicitation
  return { form: form !== undefined || url === undefined, url: url !== undefined }
}

/** The method of a JSON-RPC message; nothing for an answer, and for what is no message. */
export function methodOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'method' in body ? String(body.method) : ''
}

/** The id of the session that a request opens; undefined when it opens none. */
export function openedSession({ body }: Pick<FastifyRequest, 'body'>): string | undefined {
  if (methodOf(body) !== 'initialize') return undefined
  const opening = Initialize.safeParse(body)
  if (!opening.success) return undefined
  const { form, url } = abilitiesOf(opening.data.params.capabilities)
  return `${randomBytes(16).toString('base64url')}.${form ? 'f' : ''}${url ? 'u' : ''}`
}

/** The session that a request names; undefined for one that is not ours. */
export function sessionOf({ headers }: Pick<FastifyRequest, 'headers'>): McpSession | undefined {
  const id = headers[sessionHeader]
  const said = typeof id === 'string' ? /^[\w-]{22}\.(f?)(u?)$/.exec(id) : null
  return said ? { id: said[0], form: said[1] === 'f', url: said[2] === 'u' } : undefined
}

/** Stands for one message of one caller, without saying who that is: it is told to other nodes. */
export function exchangeKey({ headers, url }: FastifyRequest, id: string | number): string {
  const caller = [
    headers['x-api-key'],
    headers['x-user-api-key'],
    headers.authorization,
    headers['user-agent'],
    headers[sessionHeader],
  ]
  return createHash('sha256')
    .update(JSON.stringify([url, caller, id]))
    .digest('base64url')
}
