/** Starts and stops the Postgres server of one cluster. */
import type { Binaries } from './binaries.ts'
import { openSocketFolder } from './socket-folder.ts'
import { ClusterVersionError, DiskFullError, ServerProcessError } from './errors.ts'
import type { Launcher } from './launcher.ts'
import type { EmbeddedPostgresLog } from './log.ts'
import { runningPostmaster } from './postmaster.ts'
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
}

export interface ServerProcess {
  /** Set once the process is gone. */
  exit: { reason: string } | undefined
  /** The server's log since this process started. */
  tail(): Promise<string>
}

/** How long a fast stop may take (it writes a checkpoint) before an immediate one, which the next start repairs. */
const stopSeconds = { fast: 30, immediate: 10 }

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
    return server
  } finally {
    await handle.close()
  }
}

/**
 * Stops the server, whoever started it: open transactions are rolled back and connections closed.
 * @throws {ServerProcessError} when it is still there after all.
 */
export async function stopServer(site: Site): Promise<void> {
  for (const mode of ['fast', 'immediate'] as const) {
    if ((await runningPostmaster(site.cluster)) === undefined) return
    const flags = ['-m', mode, '-w', '-t', String(stopSeconds[mode]), '-s']
    const { status, output } = await site.launcher.run(site.binaries.pgCtl, [
      'stop',
      '-D',
      site.cluster,
      ...flags,
    ])
    if (status === 0) return
    site.log.warn({ mode, output: output.trim() }, 'the embedded Postgres did not stop')
  }
  const pid = await runningPostmaster(site.cluster)
  if (pid === undefined) return
  throw new ServerProcessError(`Postgres (pid ${pid}) on ${site.cluster} does not stop: kill -QUIT ${pid}`)
}

/** Whether the log of a failed start says that another server has, or just had, the cluster. */
export function lostToAnother(logTail: string): boolean {
  return /lock file ".*" already exists|pre-existing shared memory block|lock file ".*" is empty/.test(
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
