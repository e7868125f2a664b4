/** The data folder itself, and private folders in it. */
import { chmod, chown, lstat, mkdir, realpath, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { DataFolderError, DiskFullError, errorCode, errorMessage } from './errors.ts'
import type { ServerAccount } from './server-account.ts'

/**
 * The real path of the data folder, which is made when only its last part is missing. A missing parent is more
 * likely a misspelt path or an unmounted disk than a wish.
 * @throws {DataFolderError | DiskFullError} when it is missing, not a folder or not ours to use.
 */
export async function openDataFolder(dataDir: string): Promise<string> {
  const path = resolve(dataDir)
  try {
    // Root's Postgres runs under another account, which has to pass through.
    await mkdir(path, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw folderError(path, error)
  }
  try {
    const real = await realpath(path)
    if ((await stat(real)).isDirectory()) return real
  } catch (error) {
    throw folderError(path, error)
  }
  throw new DataFolderError(
    `the data folder ${path} is not a folder: move that file away, or set PATCHBAY_DATA_DIR`,
  )
}

/**
 * Makes `path` a folder that only `account` (ourselves, if undefined) and root can enter, or verifies that it
 * is one: a name below the world-writable temporary folder may be someone else's trap.
 * @throws {DataFolderError | DiskFullError}
 */
export async function ensurePrivateFolder(path: string, account: ServerAccount | undefined): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw folderError(dirname(path), error)
  }
  const { uid, mode, found } = await describe(path)
  const self = process.getuid?.()
  if (found !== 'folder' || (uid !== self && uid !== account?.uid)) {
    throw new DataFolderError(
      `${path} should be a folder of ${account?.name ?? 'ours'}, but is a ${found} of uid ${uid}: remove it`,
    )
  }
  try {
    if (account !== undefined && uid !== account.uid) await chown(path, account.uid, account.gid)
    if ((mode & 0o777) !== 0o700) await chmod(path, 0o700)
  } catch (error) {
    throw folderError(path, error)
  }
}

/** The typed error for a system error that came up at `path`. */
export function folderError(path: string, cause: unknown): DataFolderError | DiskFullError {
  const options = { cause }
  switch (errorCode(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new DiskFullError(path, options)
    case 'ENOENT':
      return new DataFolderError(
        `the folder ${dirname(path)} does not exist: create it, or correct PATCHBAY_DATA_DIR`,
        options,
      )
    case 'ENOTDIR':
      return new DataFolderError(
        `a part of ${path} is a file, not a folder: correct PATCHBAY_DATA_DIR`,
        options,
      )
    case 'EACCES':
    case 'EPERM':
      return new DataFolderError(
        `no permission for ${path}: give it to the user that runs Patchbay (uid ${process.getuid?.()}), ` +
          'or set PATCHBAY_DATA_DIR to a folder of that user',
        options,
      )
    case 'EROFS':
      return new DataFolderError(
        `${path} is on a read-only file system: set PATCHBAY_DATA_DIR elsewhere`,
        options,
      )
    default:
      return new DataFolderError(`cannot use ${path}: ${errorMessage(cause)}`, options)
  }
}

async function describe(path: string) {
  // lstat: a symbolic link is not the folder it points to.
  const stats = await lstat(path).catch((error: unknown) => {
    throw folderError(path, error)
  })
  const found = stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'symbolic link' : 'file'
  return { uid: stats.uid, mode: stats.mode, found }
}
