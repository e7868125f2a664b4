/**
 * Gets a connection to the server of a data folder, starting it if nobody else has.
 *
 *     knock ── connected ─────────────────────────────► done
 *       │ busy: starting, recovering or stopping ─────► wait
 *       │ absent, a postmaster lives: before its socket ► wait
 *       │ absent, none lives ─────────────────────────► start one, wait
 *       └ ours exited: lost to another ───────────────► wait;  else ► error
 *
 * Knocking comes first, always: where two containers share the folder, neither sees the other's pids, but the
 * socket answers.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { ServerProcessError } from './errors.ts'
import { knock } from './knock.ts'
import { readPostmasterFile, removeStaleLocks, runningPostmaster } from './postmaster.ts'
import { lostToAnother, startError, startServer, type ServerProcess, type Site } from './server-process.ts'
import { chooseSocketFolder } from './socket-folder.ts'

export interface ReachedServer {
  client: pg.Client
  socketFolder: string
  /** Whether this call started it; otherwise it was running already. */
  started: boolean
}

const pollMs = 20
const announceAfterMs = 2_000
/** Recovery after a crash replays at most `max_wal_size`; this is for very slow disks. */
const busyLimitMs = 600_000
const absentLimitMs = 30_000

/**
 * @param signal ends the attempt with its reason
 * @throws {EmbeddedPostgresError} when Postgres does not start or does not answer.
 */
export async function reachServer(
  site: Site,
  applicationName: string,
  signal: AbortSignal,
): Promise<ReachedServer> {
  const begun = performance.now()
  let limitMs = absentLimitMs
  let announced = false
  let server: ServerProcess | undefined
  for (;;) {
    const socketFolder = await currentSocketFolder(site)
    const answer = await knock(socketFolder, applicationName)
    if (typeof answer === 'object') return { client: answer, socketFolder, started: server !== undefined }

    const waitedMs = performance.now() - begun
    if (waitedMs > limitMs) throw await silentError(site, socketFolder)
    if (answer === 'busy') {
      limitMs = busyLimitMs
      if (!announced && waitedMs > announceAfterMs) {
        site.log.warn({}, 'the embedded Postgres is recovering or stopping: waiting for it')
        announced = true
      }
    } else if (await mayStart(site, server)) {
      server = await startServerAfterRepair(site)
    }
    await sleep(pollMs)
    if (signal.aborted) {
      if (server !== undefined) await untilItShows(site, server)
      signal.throwIfAborted()
    }
  }
}

/** Waits until a server that we started can be found by who is to stop it, or is gone. */
async function untilItShows(site: Site, server: ServerProcess): Promise<void> {
  const giveUp = performance.now() + absentLimitMs
  while (server.exit === undefined && (await runningPostmaster(site.cluster)) === undefined) {
    if (performance.now() > giveUp) return
    await sleep(pollMs)
  }
}

/** @throws {EmbeddedPostgresError} when the server that we started exited for a reason of its own. */
async function mayStart(site: Site, server: ServerProcess | undefined): Promise<boolean> {
  if (server !== undefined && server.exit === undefined) return false
  if ((await runningPostmaster(site.cluster)) !== undefined) return false
  if (server?.exit === undefined) return true
  const tail = await server.tail()
  if (lostToAnother(tail)) return true
  throw startError(site, server.exit.reason, tail)
}

async function startServerAfterRepair(site: Site): Promise<ServerProcess> {
  const removed = await removeStaleLocks(site.cluster, chooseSocketFolder(site.dataDir))
  if (removed.length > 0)
    site.log.warn({ removed }, 'removed lock files that named a process which is no Postgres')
  return startServer(site)
}

/** A running server's own word counts: it may have been started with another temporary folder. */
async function currentSocketFolder(site: Site): Promise<string> {
  const file = await readPostmasterFile(site.cluster)
  if (file === undefined || file.socketFolder === '') return chooseSocketFolder(site.dataDir)
  return file.socketFolder
}

async function silentError(site: Site, socketFolder: string): Promise<Error> {
  const pid = await runningPostmaster(site.cluster)
  if (pid === undefined) return new ServerProcessError(`Postgres does not answer in ${socketFolder}`)
  return new ServerProcessError(
    `Postgres (pid ${pid}) runs on ${site.cluster} but does not answer in ${socketFolder}: ` +
      `stop it (kill -INT ${pid}) and start Patchbay again`,
  )
}
