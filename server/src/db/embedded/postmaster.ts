/**
 * Reads `postmaster.pid`, by which Postgres itself keeps two servers off one cluster, and repairs the case that
 * it cannot: after a crash of the machine, or in a restarted container, the recorded pid may be a different
 * program's, and Postgres then refuses to start for good.
 */
import { randomBytes } from 'node:crypto'
import { execFile } from 'node:child_process'
import { link, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { errorCode } from './errors.ts'
import { socketName } from './socket-folder.ts'

/** Age above which a lock file without a pid is the remains of a crash. */
const unwrittenMs = 5_000

export interface PostmasterFile {
  pid: number
  /** Where that server's socket lies; empty until it has opened one. */
  socketFolder: string
  content: string
}

/** The file of `cluster`, or `undefined` when there is none or it is not readable as one. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  return readLockFile(join(cluster, 'postmaster.pid'))
}

/** pid of the server that runs on `cluster`, if one does. */
export async function runningPostmaster(cluster: string): Promise<number | undefined> {
  const file = await readPostmasterFile(cluster)
  return file !== undefined && (await isPostgresOf(file.pid, cluster)) ? file.pid : undefined
}

/**
 * Removes lock files that block Postgres for no reason: their pid is alive but is not a Postgres on this cluster,
 * or a crash left them empty. Files of dead processes stay: Postgres replaces them itself, more carefully than
 * anyone else could.
 */
export async function removeStaleLocks(cluster: string, socketFolder: string): Promise<string[]> {
  const removed: string[] = []
  for (const path of [join(cluster, 'postmaster.pid'), join(socketFolder, `${socketName}.lock`)]) {
    const stale = await staleContent(path, cluster)
    if (stale !== undefined && (await removeIfUnchanged(path, stale))) removed.push(path)
  }
  return removed
}

/** The content of a lock file that must go; `undefined` when it may stay or is not there. */
async function staleContent(path: string, cluster: string): Promise<string | undefined> {
  const file = await readLockFile(path)
  if (file !== undefined) {
    return isAlive(file.pid) && !(await isPostgresOf(file.pid, cluster)) ? file.content : undefined
  }
  const stats = await stat(path).catch(() => undefined)
  // A server that starts this very moment has made its file but not written it yet.
  if (stats === undefined || Date.now() - stats.mtimeMs < unwrittenMs) return undefined
  return readFile(path, 'utf8').catch(() => undefined)
}

/** Lines of both files: pid, cluster, start time, port, socket folder (Postgres, `pidfile.h`). */
async function readLockFile(path: string): Promise<PostmasterFile | undefined> {
  const content = await readFile(path, 'utf8').catch(() => '')
  const lines = content.split('\n')
  const pid = /^\d{1,10}$/.test(lines[0] ?? '') ? Number(lines[0]) : 0
  return pid > 0 ? { pid, socketFolder: lines[4] ?? '', content } : undefined
}

/** Whether `pid` is, as far as can be told, the server of `cluster` (its postmaster or one of its children). */
export async function isPostgresOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid) || !(await programName(pid)).endsWith('postgres')) return false
  if (process.platform !== 'linux') return true
  try {
    // A server's working directory is its cluster. A zombie has none, and holds nothing any more.
    const [working, own] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(cluster)])
    return working.dev === own.dev && working.ino === own.ino
  } catch (error) {
    // Not ours to look at: believe the name rather than start a second server.
    return errorCode(error) !== 'ENOENT'
  }
}

async function programName(pid: number): Promise<string> {
  if (process.platform === 'linux')
    return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
  const ps = promisify(execFile)('ps', ['-p', String(pid), '-o', 'comm='])
  return ps.then(
    ({ stdout }) => stdout.trim(),
    () => '',
  )
}

/**
 * Another user's process counts as none, as it does for Postgres: no server of ours runs as that user. Unless we
 * are root in a container that may not signal others: then it may well be.
 */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM' && process.getuid?.() === 0
  }
}

/**
 * Two starts may find the same stale file, and the slower one would delete the faster one's new file. So: move it
 * away, look at what was moved, and put it back if it was not the stale one.
 */
async function removeIfUnchanged(path: string, expected: string): Promise<boolean> {
  const aside = `${path}.stale-${randomBytes(4).toString('hex')}`
  try {
    await rename(path, aside)
  } catch {
    return false
  }
  const unchanged = (await readFile(aside, 'utf8')) === expected
  if (!unchanged) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
  return unchanged
}
