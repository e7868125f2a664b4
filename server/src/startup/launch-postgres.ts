/** Starts the embedded Postgres ahead of what uses it. */
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../db/embedded/embedded-postgres.ts'
import type { Log } from '../log.ts'

export interface LaunchedPostgres {
  /** Resolves when it takes connections; rejects with what kept it from it. */
  ready: Promise<EmbeddedPostgres>
  /** Waits until it is ready, then stops it. */
  stop(): Promise<void>
}

/**
 * Returns as soon as Postgres runs, or has turned out not to: it gets ready in a process of its own while this one
 * loads code, which is work for one processor each.
 */
export async function launchPostgres(dataDir: string, log: Log): Promise<LaunchedPostgres> {
  const launched = Promise.withResolvers<void>()
  const ready = startEmbeddedPostgres({ dataDir, log, onLaunched: launched.resolve })
  const stop = async () => (await ready.catch(() => undefined))?.stop()
  await Promise.race([launched.promise, ready.catch(() => undefined)])
  return { ready, stop }
}
