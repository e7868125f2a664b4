/** Events as a stream of server-sent events: a client that comes back says where it was, and misses nothing. */
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import {
  eventTypes,
  latestPosition,
  positionBefore,
  positionOf,
  type EventRow,
  type TriggerMessage,
} from '../events/events.ts'
import { queryList, queryString } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { organizationOf } from '../projects/projects.ts'
import { payloadOf } from '../webhook-subscriptions/payload.ts'
import type { Feed } from './feed.ts'

export const StreamQuery = z.object({
  types: queryList(z.enum(eventTypes)),
  trigger_ids: queryList(z.string()),
  trigger_names: queryList(z.string()),
  user_ids: queryList(z.string()),
  connected_account_ids: queryList(z.string()),
  /** The id of the last event that the client has; the header of the same meaning goes before it. */
  last_event_id: queryString,
  /** Begins with the first event since this moment. */
  since: z.iso.datetime({ offset: true, error: 'must be a moment in ISO 8601' }).optional(),
})

export type StreamWishes = z.output<typeof StreamQuery>

/** So that proxies do not take the connection for dead, and we notice when the client is. */
const heartbeatMs = 15_000
/** How soon a browser connects again. */
const retryMs = 2_000
/** A client must read what it was sent within this time. */
const readWithinMs = 60_000

/**
 * Where a stream begins: after the event that the client has, at a moment, or now.
 * @throws {ApiError} EventNotFound for an event that is not there, or no more.
 */
export async function startOf(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  { last_event_id: id, since }: StreamWishes,
): Promise<number> {
  if (id === undefined && since === undefined) return latestPosition(db, projectId)
  if (id === undefined) return positionBefore(db, projectId, new Date(since ?? 0))
  const position = await positionOf(db, projectId, id)
  if (position !== undefined) return position
  throw new ApiError('EventNotFound', `Event ${id.slice(0, 64)} is not there, or no more`)
}

/** Writes the stream until the client goes or `signal` ends it. */
export async function writeStream(
  deps: Pick<Deps, 'db' | 'log'>,
  feed: Feed,
  reply: FastifyReply,
  projectId: string,
  position: number,
  wishes: StreamWishes,
  signal: AbortSignal,
): Promise<void> {
  const orgId = await organizationOf(deps, projectId)
  const { raw } = reply
  const gone = new AbortController()
  raw.once('close', () => gone.abort())
  raw.on('error', () => gone.abort())
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': reply.request.id,
    connection: 'keep-alive',
  })
  raw.write(`retry: ${retryMs}\n\n`)
  const heartbeat = setInterval(() => raw.writableNeedDrain || raw.write(':\n\n'), heartbeatMs)
  try {
    await feed.follow({
      projectId,
      position,
      signal: AbortSignal.any([signal, gone.signal]),
      take: async (event) => {
        if (!isWanted(event, wishes)) return
        const data = JSON.stringify(payloadOf('V3', event.id, event, orgId))
        if (!raw.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${data}\n\n`)) await untilRead(reply)
      },
    })
  } catch (error) {
    deps.log.info({ err: error, project: projectId }, 'a stream of events ended')
  } finally {
    clearInterval(heartbeat)
    raw.end()
  }
}

function isWanted(event: EventRow, wishes: StreamWishes): boolean {
  const about = event.data as Partial<TriggerMessage> & { id?: string }
  const among = (wanted: string[] | undefined, value: string | undefined) =>
    wanted === undefined || (value !== undefined && wanted.includes(value))
  const isAccount = event.type === 'composio.connected_account.expired'
  return (
    among(wishes.types, event.type) &&
    among(wishes.trigger_ids, about.trigger_id) &&
    among(
      wishes.trigger_names?.map((name) => name.toUpperCase()),
      about.trigger_slug,
    ) &&
    among(wishes.user_ids, about.user_id) &&
    among(wishes.connected_account_ids, isAccount ? about.id : about.connected_account_id)
  )
}

/** @throws when the client does not read in time. */
function untilRead({ raw }: FastifyReply): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      raw.destroy()
      reject(new Error('the client does not read'))
    }, readWithinMs)
    const done = () => {
      clearTimeout(late)
      raw.off('drain', done).off('close', done)
      resolve()
    }
    raw.on('drain', done).on('close', done)
  })
}
