/** Where the socket lies: its folder's permission is the only lock of the database. */
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePrivateFolder } from './data-folder.ts'
import { DataFolderError } from './errors.ts'
import type { ServerAccount } from './server-account.ts'
import { port } from './settings.ts'

/** Bytes of a socket's path, without the terminating zero, that Linux takes (unix(7)); macOS takes 103. */
const pathLimit = process.platform === 'linux' ? 107 : 103

/** Name of the socket in its folder. */
export const socketName = `.s.PGSQL.${port}`

/** The first of these whose socket path is short enough: in the data folder, or a folder named by its hash. */
export function chooseSocketFolder(dataDir: string, temporary = tmpdir()): string {
  const hashed = `patchbay-${createHash('sha256').update(dataDir).digest('hex').slice(0, 24)}`
  const candidates = [join(dataDir, 'run'), join(temporary, hashed), join('/tmp', hashed)]
  const folder = candidates.find((candidate) => Buffer.byteLength(join(candidate, socketName)) <= pathLimit)
  // Unreachable in practice: the last candidate has 53 bytes.
  if (folder === undefined) throw new DataFolderError(`no folder for the socket of ${dataDir}`)
  return folder
}

/**
 * The folder, made or verified to be private.
 * @throws {DataFolderError} when something else has its name.
 */
export async function openSocketFolder(dataDir: string, account: ServerAccount | undefined): Promise<string> {
  const folder = chooseSocketFolder(dataDir)
  await ensurePrivateFolder(folder, account)
  return folder
}
