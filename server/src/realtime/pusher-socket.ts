/**
 * One connection of a Pusher client, protocol 7
 * (https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol): subscribing to the project's
 * private channels, pings both ways, and the project's events from the moment of the subscription on.
 */
import { randomInt } from 'node:crypto'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { latestPosition } from '../events/events.ts'
import { channelsOf, isAuthorized, type Subscriber } from './app-key.ts'
import type { Feed } from './feed.ts'
import { messagesOf } from './pusher-message.ts'

export interface PusherSocket {
  readonly subscriber: Subscriber
  /** Asks a quiet client whether it is there, and ends one that does not answer. Called every few seconds. */
  check(now: number): void
  /** Ends the connection with a close code of the protocol. */
  end(code: number, reason: string): void
}

/** Seconds without a word after which the client asks whether we are there; we ask a little later. */
const activitySeconds = 120
const pingAfterMs = (activitySeconds + 30) * 1_000
const pongWithinMs = 30_000

/** Words that a client may say in ten seconds. */
const mostFrames = 50
const frameWindowMs = 10_000

/** A client that has this much unread gets nothing more until it has read; and it must within a minute. */
const mostUnread = 256 * 1024
const readWithinMs = 60_000

const Frame = z.object({ event: z.string(), data: z.unknown() })
const Subscription = z.object({ channel: z.string(), auth: z.string() })
const Unsubscription = z.object({ channel: z.string() })

type SocketDeps = Pick<Deps, 'db' | 'vault' | 'log'>

/** Welcomes a client; from then on the socket looks after itself. */
export function welcome(
  deps: SocketDeps,
  feed: Feed,
  socket: WebSocket,
  appKey: string,
  subscriber: Subscriber,
): PusherSocket {
  const id = `${randomInt(1, 2 ** 31)}.${randomInt(1, 2 ** 31)}`
  const channels = new Map<string, AbortController>()
  const state = { heardAt: Date.now(), pingedAt: 0, frames: 0, windowAt: 0 }

  function send(event: string, data: object | string, channel?: string): void {
    if (socket.readyState !== socket.OPEN) return
    const text = typeof data === 'string' ? data : JSON.stringify(data)
    socket.send(JSON.stringify({ event, ...(channel !== undefined && { channel }), data: text }))
  }

  function end(code: number, reason: string): void {
    send('pusher:error', { code, message: reason })
    socket.close(code, reason)
    // A client that is gone does not close with us.
    setTimeout(() => socket.terminate(), 2_000).unref()
  }

  async function subscribe({ channel, auth }: z.output<typeof Subscription>): Promise<void> {
    const isOwn = channelsOf(subscriber.projectId).includes(channel)
    if (!isOwn || !isAuthorized(deps.vault, appKey, id, channel, auth)) {
      const error = 'The signature is not one that this server gave for this socket and channel'
      return send('pusher:subscription_error', { type: 'AuthError', error, status: 401 }, channel)
    }
    if (channels.has(channel)) return
    const ending = new AbortController()
    channels.set(channel, ending)
    const { projectId } = subscriber
    const position = await latestPosition(deps.db, projectId)
    send('pusher_internal:subscription_succeeded', {}, channel)
    await feed.follow({
      projectId,
      position,
      signal: ending.signal,
      take: async (event) => {
        for (const { name, data } of await messagesOf(deps, event)) {
          await untilRead(socket)
          send(name, data, channel)
        }
      },
    })
  }

  function hear(text: string): void {
    const { event, data } = Frame.parse(JSON.parse(text))
    switch (event) {
      case 'pusher:ping':
        return send('pusher:pong', {})
      case 'pusher:pong':
        return undefined
      case 'pusher:subscribe':
        return void subscribe(Subscription.parse(data)).catch((error: unknown) => {
          deps.log.warn({ err: error, project: subscriber.projectId }, 'a realtime subscription broke')
          end(4200, 'Something went wrong on our side; connect again')
        })
      case 'pusher:unsubscribe': {
        const { channel } = Unsubscription.parse(data)
        channels.get(channel)?.abort()
        return void channels.delete(channel)
      }
      default:
        return send('pusher:error', { code: null, message: `${event.slice(0, 60)} is not taken here` })
    }
  }

  function isTooMuch(now: number): boolean {
    if (now - state.windowAt > frameWindowMs) Object.assign(state, { windowAt: now, frames: 0 })
    state.frames += 1
    return state.frames > mostFrames
  }

  socket.on('message', (raw: Buffer, isBinary) => {
    state.heardAt = Date.now()
    if (isTooMuch(state.heardAt)) return end(4301, 'Too many messages')
    try {
      if (isBinary) throw new TypeError('text was expected')
      hear(raw.toString('utf8'))
    } catch {
      send('pusher:error', { code: null, message: 'This is no message of the Pusher protocol' })
    }
  })
  socket.on('close', () => channels.forEach((ending) => ending.abort()))
  // `close` follows.
  socket.on('error', () => socket.terminate())
  send('pusher:connection_established', { socket_id: id, activity_timeout: activitySeconds })

  return {
    subscriber,
    end,
    check(now) {
      if (now - state.heardAt < pingAfterMs) return
      if (state.pingedAt <= state.heardAt) {
        state.pingedAt = now
        send('pusher:ping', {})
      } else if (now - state.pingedAt > pongWithinMs) end(4201, 'No pong came')
    },
  }
}

/** Waits until the client has read enough to be sent more. @throws when it does not in time, or is gone. */
async function untilRead(socket: WebSocket): Promise<void> {
  const deadline = Date.now() + readWithinMs
  while (socket.bufferedAmount > mostUnread) {
    if (socket.readyState !== socket.OPEN || Date.now() > deadline) {
      socket.terminate()
      throw new Error('the client does not read')
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
