/**
 * Keeps a folder's server running and owned. Modes: *holding* the lock; *regaining* it after the connection broke
 * (Postgres crashed or was killed: it is started again); *lost* to another Patchbay, which is left alone; *stopped*.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { removeUnfinished } from './cluster.ts'
import { DataFolderInUseError, DiskFullError, errorCode, errorMessage } from './errors.ts'
import { isServerLeaving } from './knock.ts'
import { ownerName, takeOwnership } from './ownership.ts'
import { runningPostmaster } from './postmaster.ts'
import { reachServer } from './reach-server.ts'
import { stopServer, type Site } from './server-process.ts'
import { databaseName, serverRole } from './settings.ts'

export interface Supervised {
  socketFolder: string
  stop(): Promise<void>
}

interface Hold {
  client: pg.Client
  socketFolder: string
}

const slowestRetryMs = 30_000
const stopPatienceMs = 10_000

/** SQLSTATE disk_full (Postgres, appendix A). */
const diskFull = '53100'

/**
 * Reaches the server, takes the folder and holds it.
 * @throws {DataFolderInUseError | EmbeddedPostgresError}
 */
export async function supervise(site: Site): Promise<Supervised> {
  const stopping = new AbortController()
  let hold: Hold | undefined = await acquire(site, stopping.signal)
  const { socketFolder } = hold
  let regaining: Promise<void> | undefined
  let stopped: Promise<void> | undefined
  let lost = false

  function watch({ client }: Hold): void {
    client.once('end', () => {
      hold = undefined
      if (stopping.signal.aborted) return
      site.log.error({}, 'lost the connection that owns the data folder: regaining it')
      regaining = regain()
    })
  }

  async function regain(): Promise<void> {
    hold = await acquireAgain(site, stopping.signal)
    if (hold !== undefined) watch(hold)
    else lost = !stopping.signal.aborted
  }

  async function stop(): Promise<void> {
    stopping.abort()
    await regaining
    // Not ours any more when another Patchbay has it.
    const last = hold ?? (lost ? undefined : await acquireForStop(site))
    // The lock is held to the end, so that nobody adopts a server which is about to stop.
    if (last !== undefined) await stopServer(site).finally(() => close(last.client))
  }

  watch(hold)
  await removeUnfinished(site.dataDir).catch((error: unknown) => {
    site.log.warn({ reason: errorMessage(error) }, 'could not remove an unfinished cluster')
  })
  return { socketFolder, stop: () => (stopped ??= stop()) }
}

/** Reaches the server and takes the lock; begins again when the server goes away in between. */
async function acquire(site: Site, signal: AbortSignal): Promise<Hold> {
  for (;;) {
    const { client, socketFolder, started } = await reachServer(site, ownerName(), signal)
    let owned = false
    try {
      await takeOwnership(client, site.dataDir, signal)
      owned = true
      await ensureDatabase(client)
      site.log.info(
        { socketFolder },
        started ? 'started the embedded Postgres' : 'adopted a running Postgres',
      )
      return { client, socketFolder }
    } catch (error) {
      const leaving = isServerLeaving(error)
      if (started && owned && !leaving) await stopServer(site)
      await close(client)
      // The previous owner was stopping the server while we asked it for the lock.
      if (!leaving)
        throw errorCode(error) === diskFull ? new DiskFullError(site.dataDir, { cause: error }) : error
      signal.throwIfAborted()
    }
  }
}

/** Stopping while the lock was being regained may leave a server that was just started: take it, to stop it. */
async function acquireForStop(site: Site): Promise<Hold | undefined> {
  if ((await runningPostmaster(site.cluster)) === undefined) return undefined
  return acquire(site, AbortSignal.timeout(stopPatienceMs)).catch(() => undefined)
}

async function close(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined)
}

/** Tries until it works, someone else has the folder, or `signal` says stop. */
async function acquireAgain(site: Site, signal: AbortSignal): Promise<Hold | undefined> {
  for (let delay = 100; !signal.aborted; delay = Math.min(delay * 2, slowestRetryMs)) {
    try {
      const hold = await acquire(site, signal)
      site.log.warn({}, 'regained the data folder')
      return hold
    } catch (error) {
      if (signal.aborted) return undefined
      site.log.error({ reason: errorMessage(error) }, 'could not regain the data folder')
      if (error instanceof DataFolderInUseError) return undefined
    }
    await sleep(delay, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const role = await client.query('select from pg_roles where rolname = $1', [serverRole])
  if (role.rowCount === 0) await client.query(`create role ${serverRole} login createdb`)
  const database = await client.query('select from pg_database where datname = $1', [databaseName])
  if (database.rowCount === 0) await client.query(`create database ${databaseName} owner ${serverRole}`)
}
