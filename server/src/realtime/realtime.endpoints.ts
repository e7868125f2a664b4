/**
 * Events as they happen: the Pusher protocol, for the SDKs' `triggers.subscribe`, and server-sent events, for
 * everybody else. No operations: the authorization of a channel is a form, and a stream has no end.
 */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { authenticate, type FindPrincipal, type ProjectPrincipal } from '../http/principal.ts'
import { apiPrefixes } from '../http/register.ts'
import { revokedKeys } from '../projects/api-keys.ts'
import { authorizeChannel, realtimeCredentials } from './credentials.ts'
import { startOf, StreamQuery, writeStream } from './event-stream.ts'
import { startFeed } from './feed.ts'
import { acceptPusherClients } from './pusher-sockets.ts'
import { ChannelAuthBody, realtimePlaces } from './realtime.descriptions.ts'

const streamsOfProject = 200
const checkEveryMs = 3_000

/** Registers the endpoints under both prefixes, and takes WebSockets. */
export async function realtimeEndpoints(
  app: FastifyInstance,
  deps: Deps,
  findPrincipal: FindPrincipal,
): Promise<void> {
  const feed = startFeed(deps)
  const sockets = acceptPusherClients(app.server, deps, feed)
  const streams = openStreams(deps)
  app.addHook('preClose', async () => {
    streams.close()
    await sockets.close()
    feed.close()
  })

  const callerOf = async (request: FastifyRequest): Promise<ProjectPrincipal> => {
    const principal = await authenticate(findPrincipal, request, 'project', 'read')
    if (principal.kind === 'organization') throw new ApiError('Unauthorized', 'A project key is needed')
    return principal
  }

  await app.register(async (own) => {
    await own.register(formbody, { bodyLimit: 16 * 1024 })
    for (const prefix of apiPrefixes) {
      for (const { path: place } of realtimePlaces) {
        own.get(`${prefix}${place}/credentials`, async (request) =>
          realtimeCredentials(deps, await callerOf(request), request),
        )
        own.post(`${prefix}${place}/auth`, async (request, reply) => {
          const principal = await callerOf(request)
          const { socket_id, channel_name } = parsed(ChannelAuthBody, request.body ?? {}, 'body')
          return reply.code(200).send(authorizeChannel(deps, principal, socket_id, channel_name))
        })
      }
      own.get(`${prefix}/events/stream`, async (request, reply) => {
        const { projectId, keyId } = await callerOf(request)
        const header = request.headers['last-event-id']
        const query = parsed(StreamQuery, request.query, 'query')
        const wishes = { ...query, ...(typeof header === 'string' && header && { last_event_id: header }) }
        const position = await startOf(deps, projectId, wishes)
        const stream = streams.open(projectId, keyId)
        reply.hijack()
        await writeStream(deps, feed, reply, projectId, position, wishes, stream.signal).finally(stream.done)
      })
    }
  })
}

/** Streams that are open here: counted, and ended when their API key is revoked or the server stops. */
function openStreams(deps: Pick<Deps, 'db' | 'log'>) {
  const open = new Set<{ projectId: string; keyId: string; ending: AbortController }>()

  async function endRevoked(): Promise<void> {
    const revoked = new Set(await revokedKeys(deps.db, [...new Set([...open].map(({ keyId }) => keyId))]))
    for (const { keyId, ending } of open) if (revoked.has(keyId)) ending.abort()
  }
  const timer = setInterval(() => {
    endRevoked().catch((error: unknown) => deps.log.warn({ err: error }, 'looking for revoked keys failed'))
  }, checkEveryMs)

  return {
    /** @throws {ApiError} RateLimited when the project has too many already. */
    open(projectId: string, keyId: string): { signal: AbortSignal; done: () => void } {
      if ([...open].filter((other) => other.projectId === projectId).length >= streamsOfProject) {
        throw new ApiError('RateLimited', `The project has ${streamsOfProject} streams open already`, {
          headers: { 'retry-after': '30' },
        })
      }
      const stream = { projectId, keyId, ending: new AbortController() }
      open.add(stream)
      return { signal: stream.ending.signal, done: () => void open.delete(stream) }
    },
    close(): void {
      clearInterval(timer)
      for (const { ending } of open) ending.abort()
    },
  }
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, part: string): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new ApiError('BadRequest', `Invalid ${part}: ${errors[0]}`, { errors })
}
