/**
 * The cluster on disk: `<dataDir>/postgres`. It is made under a temporary name beside it and renamed when
 * complete, so a crash in the middle leaves nothing that blocks the next start, and of two processes that make
 * one at the same time the first to rename wins.
 */
import { randomBytes } from 'node:crypto'
import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { ensurePrivateFolder, folderError } from './data-folder.ts'
import {
  ClusterVersionError,
  DataFolderError,
  DiskFullError,
  errorCode,
  ServerProcessError,
} from './errors.ts'
import type { Launcher } from './launcher.ts'
import type { ServerAccount } from './server-account.ts'
import { asFlags, initialSettings, superuser } from './settings.ts'

const unfinishedPrefix = 'postgres.new-'

export function clusterFolder(dataDir: string): string {
  return join(dataDir, 'postgres')
}

/** What lies at the cluster's path: the major version that made it, or nothing yet. */
export async function readClusterVersion(cluster: string): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw folderError(cluster, error)
  }
  const entries = await readdir(cluster).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return []
    throw folderError(cluster, error)
  })
  if (entries.length === 0) return undefined
  throw new DataFolderError(
    `${cluster} holds files but no Postgres cluster (PG_VERSION is missing): move it away, or restore it from a backup`,
  )
}

/** @throws {ClusterVersionError} when `found` is not what the bundled programs can open. */
export function checkVersion(cluster: string, found: string, bundled: string): void {
  if (found !== bundled) throw new ClusterVersionError(cluster, found, bundled)
}

/**
 * Makes the cluster. Takes about 3 s, most of it fsync.
 *
 * Text sorts by code point (`builtin` provider, `C.UTF-8`): the same on every machine, so that no operating system
 * update silently breaks an index, and faster than a language's order.
 * @throws {DiskFullError | ServerProcessError | DataFolderError}
 */
export async function createCluster(
  cluster: string,
  binaries: Binaries,
  launcher: Launcher,
  account: ServerAccount | undefined,
): Promise<void> {
  const unfinished = join(dirname(cluster), unfinishedPrefix + randomBytes(6).toString('hex'))
  try {
    await ensurePrivateFolder(unfinished, account)
    const { status, output } = await launcher.run(binaries.initdb, initdbArguments(unfinished))
    if (status === 0) await moveIntoPlace(unfinished, cluster)
    else if ((await readClusterVersion(cluster)) === undefined) throw initdbError(cluster, output)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** Removes what crashed or outrun starts left. Only the owner of the folder may call this. */
export async function removeUnfinished(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(unfinishedPrefix)) await rm(join(dataDir, name), { recursive: true, force: true })
  }
}

function initdbArguments(folder: string): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${superuser}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth-local=trust',
    '--auth-host=reject',
    '--no-instructions',
    ...asFlags(initialSettings),
  ]
}

async function moveIntoPlace(unfinished: string, cluster: string): Promise<void> {
  try {
    await rename(unfinished, cluster)
  } catch (error) {
    // Someone else was first (and, owning the folder, may have swept ours away): theirs is as good.
    if ((await readClusterVersion(cluster)) !== undefined) return
    throw folderError(cluster, error)
  }
  const parent = await open(dirname(cluster))
  await parent.sync().finally(() => parent.close())
}

function initdbError(cluster: string, output: string): Error {
  if (/No space left on device|Disk quota exceeded/.test(output)) return new DiskFullError(dirname(cluster))
  const reason =
    /^(?:initdb: error|.*(?:FATAL|PANIC|ERROR)): .*$/m.exec(output)?.[0] ?? output.trim().slice(-500)
  return new ServerProcessError(`the database in ${cluster} could not be made: ${reason}`)
}
