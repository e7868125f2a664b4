/** Starts and stops the Postgres server of one cluster. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { openSocketFolder } from './socket-folder.ts'
import { ClusterVersionError, DiskFullError, errorCode, ServerProcessError } from './errors.ts'
import type { Launcher } from './launcher.ts'
import type { EmbeddedPostgresLog } from './log.ts'
import { isPostgresOf, runningPostmaster } from './postmaster.ts'
import type { ServerAccount } from './server-account.ts'
import { openServerLog } from './server-log.ts'
import { asFlags, fixedSettings } from './settings.ts'

/** All that is known about one data folder and how to run a server on it. */
export interface Site {
  dataDir: string
  cluster: string
  binaries: Binaries
  launcher: Launcher
  account: ServerAccount | undefined
  log: EmbeddedPostgresLog
  /** Told when a server was started. */
  onLaunched: () => void
}

export interface ServerProcess {
  /** Set once the process is gone. */
  exit: { reason: string } | undefined
  /** The server's log since this process started. */
  tail(): Promise<string>
}

/**
 * Fast shutdown, then immediate (Postgres, "Shutting Down the Server"): the first writes a checkpoint, the second
 * leaves the repair to the next start.
 */
const stopSteps = [
  { signal: 'SIGINT', patienceMs: 30_000 },
  { signal: 'SIGQUIT', patienceMs: 10_000 },
] as const
const stopPollMs = 20

/** Starts the server. It outlives this process when nobody stops it. */
export async function startServer(site: Site): Promise<ServerProcess> {
  const socketFolder = await openSocketFolder(site.dataDir, site.account)
  const { handle, tail } = await openServerLog(site.dataDir)
  try {
    const args = ['-D', site.cluster, ...asFlags(fixedSettings(socketFolder))]
    const child = site.launcher.spawn(site.binaries.postgres, args, ['ignore', handle.fd, handle.fd])
    const server: ServerProcess = { exit: undefined, tail }
    child.once('error', (error) => (server.exit = { reason: error.message }))
    child.once('exit', (code, signal) => (server.exit = { reason: signal ?? `exit code ${code}` }))
    child.unref()
    site.onLaunched()
    return server
  } finally {
    await handle.close()
  }
}

/**
 * Stops the server, whoever started it: open transactions are rolled back and connections closed.
 *
 * Signals one process instead of calling `pg_ctl stop`, which goes by the pid file: when the next Patchbay is
 * quick, that file already names its server by the time pg_ctl looks again.
 * @throws {ServerProcessError} when it is still there after all.
 */
export async function stopServer(site: Site): Promise<void> {
  const pid = await runningPostmaster(site.cluster)
  if (pid === undefined) return
  for (const { signal, patienceMs } of stopSteps) {
    await sendSignal(site, pid, signal)
    if (await isGoneWithin(pid, site.cluster, patienceMs)) return
    site.log.warn({ pid, signal }, 'the embedded Postgres did not stop')
  }
  throw new ServerProcessError(`Postgres (pid ${pid}) on ${site.cluster} does not stop: kill -KILL ${pid}`)
}

async function sendSignal(site: Site, pid: number, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // A container may withhold the capability to signal other users' processes; the account itself can.
    if (errorCode(error) !== 'EPERM') return
    await site.launcher.run('/bin/sh', ['-c', 'kill -s "$1" "$2"', 'sh', signal.slice(3), String(pid)])
  }
}

async function isGoneWithin(pid: number, cluster: string, patienceMs: number): Promise<boolean> {
  const giveUp = performance.now() + patienceMs
  while (await isPostgresOf(pid, cluster)) {
    if (performance.now() > giveUp) return false
    await sleep(stopPollMs)
  }
  return true
}

/** Whether the log of a failed start says that another server has, or just had, the cluster. */
export function lostToAnother(logTail: string): boolean {
  return /lock file ".*" already exists|pre-existing shared memory block|lock file ".*" is empty|bogus data in lock file/.test(
    logTail,
  )
}

/** The typed error for a server that exited while starting. */
export function startError(site: Site, reason: string, logTail: string): Error {
  if (/No space left on device|Disk quota exceeded/.test(logTail)) return new DiskFullError(site.dataDir)
  const versions = /initialized by PostgreSQL version (\d+), which is not compatible with this version (\d+)/
  const [, found, bundled] = versions.exec(logTail) ?? []
  if (found !== undefined && bundled !== undefined)
    return new ClusterVersionError(site.cluster, found, bundled)
  const fatal =
    logTail.split('\n').findLast((line) => /\b(?:FATAL|PANIC):/.test(line)) ?? logTail.trim().slice(-300)
  return new ServerProcessError(
    `Postgres did not start on ${site.cluster} (${reason}): ${fatal.trim() || 'it said nothing'}. ` +
      `More may be in ${site.dataDir}/postgres.log`,
  )
}
