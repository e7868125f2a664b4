/**
 * Postgres notifications: a word from whichever process committed something, to all that wait for it. A hint only:
 * one that is lost while the connection is away costs a wait until the listener looks by itself.
 */
import pg from 'pg'
import type { ConnectionTarget } from './database.ts'
import { Fence } from './fence.ts'

export interface Notifications {
  /**
   * Calls the handler for each notification of a channel, with what it says; with nothing when some may have been
   * missed. Returns what ends it.
   */
  on(channel: NotificationChannel, handler: NotificationHandler): () => void
  /** Whether all that was said until so many milliseconds ago has come. Asks for it when that was a while ago. */
  heardWithin(milliseconds: number): boolean
  /**
   * Resolves when every process that listens has heard what was committed before the call, or has been silent for so
   * many milliseconds. At once while our own connection is away.
   */
  allHeard(longestMs: number): Promise<void>
  /** Ends the connection. Calling twice is fine. */
  close(): Promise<void>
}

export type NotificationHandler = (payload: string) => void

/**
 * Channels that `pg_notify` is called with: this session was changed; an event was recorded; events of these projects got their place; rows of
 * this table changed; something that MCP clients of another process wait for; all who keep rows are asked to answer, and do.
 */
const channels = [
  'patchbay_events',
  'patchbay_sequenced',
  'patchbay_rows',
  'patchbay_fence',
  'patchbay_sessions',
  'patchbay_mcp',
] as const

export type NotificationChannel = (typeof channels)[number]

const reconnectMs = 1_000
const askAgainMs = 1_000

/** Opens the connection that listens, and opens it again when it breaks; `onError` hears of that. */
export async function listenToNotifications(
  target: ConnectionTarget,
  onError: (error: Error) => void,
): Promise<Notifications> {
  const handlers = new Map<string, Set<NotificationHandler>>()
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let closed = false
  const fence = new Fence()
  /** The process of the server that listens for us, once it does. */
  let listener: number | undefined
  /** `performance.now()` up to which all that was said has come. */
  let heardAt = -Infinity
  let askedAt = -Infinity

  /** An answer of the server comes after all notifications before it. */
  async function ask(asked: pg.Client): Promise<number | undefined> {
    const at = performance.now()
    askedAt = at
    const { rows } = await asked.query<{ pid: number }>('select pg_backend_pid() as pid')
    if (client === asked) heardAt = at
    return rows[0]?.pid
  }

  async function connect(): Promise<void> {
    const opened = new pg.Client({ ...target, application_name: 'patchbay notifications', keepAlive: true })
    client = opened
    opened.on('notification', ({ channel, payload = '' }) => {
      if (channel === 'patchbay_fence') fence.heard(opened, listener, payload)
      else handlers.get(channel)?.forEach((handler) => handler(payload))
    })
    opened.on('error', (error) => lost(opened, error))
    opened.on('end', () => lost(opened))
    await opened.connect()
    for (const channel of channels) await opened.query(`listen ${channel}`)
    await fence.join(opened)
    // What was said meanwhile was missed.
    for (const waiting of handlers.values()) waiting.forEach((handler) => handler(''))
    listener = await ask(opened)
  }

  function lost(broken: pg.Client, error?: Error): void {
    if (closed || client !== broken) return
    client = undefined
    listener = undefined
    heardAt = -Infinity
    if (error) onError(error)
    retry = setTimeout(() => void connect().catch((again: Error) => lostAgain(again)), reconnectMs)
  }

  function lostAgain(error: Error): void {
    const failed = client
    if (failed) lost(failed, error)
  }

  await connect()
  return {
    heardWithin(milliseconds) {
      const now = performance.now()
      if (client && listener !== undefined && now - heardAt > askAgainMs && now - askedAt > askAgainMs)
        ask(client).catch(() => {})
      return now - heardAt < milliseconds
    },
    async allHeard(longestMs) {
      if (client && listener !== undefined) await fence.pass(client, longestMs)
    },
    on(channel, handler) {
      const waiting = handlers.get(channel) ?? new Set()
      handlers.set(channel, waiting.add(handler))
      return () => void waiting.delete(handler)
    },
    async close() {
      if (closed) return
      closed = true
      clearTimeout(retry)
      heardAt = -Infinity
      await client?.end()
    },
  }
}
