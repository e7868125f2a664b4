/** The server's own log, `<dataDir>/postgres.log`: one file of at most 10 MB at a start, and the one before it. */
import { open, rename, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from './errors.ts'
import { folderError } from './data-folder.ts'

const rotateAbove = 10 * 1024 * 1024
const tailLimit = 8_192

export interface ServerLog {
  handle: FileHandle
  /** What was written since it was opened; at most the last 8 KB. */
  tail(): Promise<string>
}

/**
 * Opens the log for appending, after moving a large one to `postgres.log.1`.
 * @throws {DataFolderError | DiskFullError}
 */
export async function openServerLog(dataDir: string): Promise<ServerLog> {
  const path = join(dataDir, 'postgres.log')
  try {
    if ((await sizeOf(path)) > rotateAbove) await rename(path, `${path}.1`)
    const handle = await open(path, 'a+', 0o600)
    const start = (await handle.stat()).size
    return { handle, tail: () => readTail(path, start) }
  } catch (error) {
    throw folderError(path, error)
  }
}

async function readTail(path: string, start: number): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const from = Math.max(start, size - tailLimit)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(tailLimit), 0, tailLimit, from)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0
    throw error
  }
}
