/**
 * Postgres notifications: a word from whichever process committed something, to all that wait for it. A hint only:
 * one that is lost while the connection is away costs a wait until the listener looks by itself.
 */
import pg from 'pg'
import type { ConnectionTarget } from './database.ts'

export interface Notifications {
  /**
   * Calls the handler for each notification of a channel, with what it says; with nothing when some may have been
   * missed. Returns what ends it.
   */
  on(channel: NotificationChannel, handler: NotificationHandler): () => void
  /** Ends the connection. Calling twice is fine. */
  close(): Promise<void>
}

export type NotificationHandler = (payload: string) => void

/** Channels that `pg_notify` is called with: an event was recorded; events of these projects got their place. */
export type NotificationChannel = 'patchbay_events' | 'patchbay_sequenced'

const channels: readonly NotificationChannel[] = ['patchbay_events', 'patchbay_sequenced']
const reconnectMs = 1_000

/** Opens the connection that listens, and opens it again when it breaks; `onError` hears of that. */
export async function listenToNotifications(
  target: ConnectionTarget,
  onError: (error: Error) => void,
): Promise<Notifications> {
  const handlers = new Map<string, Set<NotificationHandler>>()
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let closed = false

  async function connect(): Promise<void> {
    const opened = new pg.Client({ ...target, application_name: 'patchbay notifications', keepAlive: true })
    client = opened
    opened.on('notification', ({ channel, payload = '' }) =>
      handlers.get(channel)?.forEach((handler) => handler(payload)),
    )
    opened.on('error', (error) => lost(opened, error))
    opened.on('end', () => lost(opened))
    await opened.connect()
    for (const channel of channels) await opened.query(`listen ${channel}`)
    // What was said meanwhile was missed.
    for (const waiting of handlers.values()) waiting.forEach((handler) => handler(''))
  }

  function lost(broken: pg.Client, error?: Error): void {
    if (closed || client !== broken) return
    client = undefined
    if (error) onError(error)
    retry = setTimeout(() => void connect().catch((again: Error) => lostAgain(again)), reconnectMs)
  }

  function lostAgain(error: Error): void {
    const failed = client
    if (failed) lost(failed, error)
  }

  await connect()
  return {
    on(channel, handler) {
      const waiting = handlers.get(channel) ?? new Set()
      handlers.set(channel, waiting.add(handler))
      return () => void waiting.delete(handler)
    },
    async close() {
      if (closed) return
      closed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}
