/**
 * Lists of the 2025 protocols, with one JSON body: nothing is said before such an answer, a client has to take either
 * form, and the stream that the SDK's handler makes costs as much as all the rest.
 */
import type { Server } from '@modelcontextprotocol/server'
import type { FastifyReply } from 'fastify'
import { mcpServer } from '../late-packages.ts'

const lists = new Set(['tools/list', 'prompts/list', 'resources/list', 'resources/templates/list'])

/** Whether a request is for a list, in a protocol of 2025. */
export async function isAnsweredWhole(asked: Request, body: unknown): Promise<boolean> {
  const isList =
    typeof body === 'object' && body !== null && 'method' in body && lists.has(String(body.method))
  return isList && mcpServer().isLegacyRequest(asked, body)
}

/** As the SDK's handler does it, on a transport of the SDK made for the request. */
export async function answerWhole(
  server: Server,
  asked: Request,
  body: unknown,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const transport = new (mcpServer().WebStandardStreamableHTTPServerTransport)({ enableJsonResponse: true })
  try {
    await server.connect(transport)
    const answer = await transport.handleRequest(asked, { parsedBody: body })
    const text = Buffer.from(await answer.arrayBuffer())
    return await reply.code(answer.status).headers(Object.fromEntries(answer.headers)).send(text)
  } finally {
    await server.close()
  }
}
