/** The door for what apps send. Not an operation: there is no key, the URL's token says which endpoint is meant. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import qs from 'qs'
import { withProjectToolkits } from '../custom-toolkits/project-deps.ts'
import type { Deps } from '../deps.ts'
import { receiveCall, type Answer } from './ingress.ts'
import { endpointByToken, ingressPath, type WebhookEndpointRow } from './webhook-endpoints.ts'

/** GitHub sends up to 25 MB, hardly ever more than one. */
const bodyLimit = 6 * 1024 * 1024
const unknown: Answer = {
  status: 404,
  body: '{"error":"there is no such endpoint"}',
  type: 'application/json',
}

/** Registers the ingress, with a body parser of its own that keeps the bytes as they came. */
export async function ingressEndpoints(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(async (own) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    )
    const known = new WeakMap<FastifyRequest, WebhookEndpointRow>()
    own.route<{ Params: { token: string } }>({
      method: ['GET', 'HEAD', 'POST'],
      url: `${ingressPath}/:token`,
      bodyLimit,
      exposeHeadRoute: false,
      // Before the body is read: whoever knows no endpoint costs one look at an index.
      onRequest: async (request, reply) => {
        const row = await endpointByToken(deps, request.params.token)
        if (!row) return send(reply, unknown)
        known.set(request, row)
        return undefined
      },
      handler: async (request, reply) => {
        const row = known.get(request)
        if (!row) return send(reply, unknown)
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        )
        const body = parseBody(raw, headers['content-type'] ?? '')
        if (body === notReadable)
          return send(reply, { ...unknown, status: 400, body: '{"error":"the body is not JSON"}' })
        const query = request.query as Record<string, unknown>
        const own = await withProjectToolkits(deps, row.projectId)
        const { method } = request
        return send(reply, await receiveCall(own, row, { method, raw, headers, query, body }))
      },
    })
  })
}

const notReadable = Symbol('not readable')

/** JSON, or a form whose `data[email]` is `data.email`; nothing for nothing. */
function parseBody(raw: Buffer, type: string): unknown {
  if (raw.length === 0) return undefined
  const text = raw.toString('utf8')
  if (type.startsWith('application/x-www-form-urlencoded'))
    return qs.parse(text, { depth: 5, parameterLimit: 500 })
  try {
    return withoutNul(JSON.parse(text))
  } catch {
    return notReadable
  }
}

/** Postgres keeps no NUL and no half of a surrogate pair. */
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(withoutNul)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name.replaceAll('\0', '').toWellFormed(), withoutNul(item)]),
  )
}

function send(reply: FastifyReply, { status, body, type, headers }: Answer): FastifyReply {
  return reply
    .code(status)
    .headers({ ...headers, 'x-content-type-options': 'nosniff' })
    .type(type ?? 'text/plain')
    .send(body)
}
