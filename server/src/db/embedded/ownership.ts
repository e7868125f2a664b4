/**
 * Who owns a data folder: the holder of a session-level advisory lock in its cluster. Postgres lets go of it the
 * moment the holder's connection ends, also after kill -9, so nothing can be left locked.
 */
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { DataFolderInUseError } from './errors.ts'

/** Arbitrary constant; advisory locks are per database, and this one is taken in `postgres`. */
const ownerLock = 5_083_761

/** A killed owner's backend needs a moment to notice. */
const patienceMs = 3_000
const retryMs = 100

const namePrefix = 'patchbay owner '

/** How the owner names itself to whoever finds the folder taken; Postgres keeps 63 bytes. */
export function ownerName(): string {
  return `${namePrefix}pid ${process.pid} on ${hostname()}`.slice(0, 63)
}

/**
 * Takes the lock on `client`, which must stay connected for as long as it is wanted.
 * @throws {DataFolderInUseError} when another process keeps it for 3 s.
 */
export async function takeOwnership(client: pg.Client, dataDir: string, signal: AbortSignal): Promise<void> {
  const giveUp = performance.now() + patienceMs
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      ownerLock,
    ])
    if (rows[0]?.taken === true) return
    if (performance.now() > giveUp) throw new DataFolderInUseError(dataDir, await currentOwner(client))
    await sleep(retryMs, undefined, { signal })
  }
}

async function currentOwner(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and classid = 0 and objid = $1 and objsubid = 1 and granted
       and pg_locks.database = (select oid from pg_database where datname = current_database())`,
    [ownerLock],
  )
  const name = rows[0]?.name
  return name?.startsWith(namePrefix) === true ? name.slice(namePrefix.length) : undefined
}
