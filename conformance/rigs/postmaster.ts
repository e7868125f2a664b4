import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where an embedded database may sit below a data folder. */
const MAX_DEPTH = 3
const STOP_TIMEOUT_MS = 10_000

/**
 * Stops the Postgres that was left running in a data folder because its supervisor was killed. Only a process
 * whose command line names a folder inside is touched.
 *
 * @returns the ids of the processes that were stopped.
 */
export async function stopOrphanedPostgres(dataDir: string): Promise<number[]> {
  const stopped: number[] = []
  for (const file of await findPidFiles(dataDir, MAX_DEPTH)) {
    const pid = Number((await readFile(file, 'utf8')).split('\n')[0])
    if (!Number.isInteger(pid) || pid <= 1 || !(await runsIn(pid, dataDir))) continue
    // SIGQUIT is Postgres' immediate shutdown: the folder is about to be deleted or recovered anyway.
    process.kill(pid, 'SIGQUIT')
    await untilGone(pid)
    stopped.push(pid)
  }
  return stopped
}

async function findPidFiles(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  if (entries.some((entry) => entry.name === 'postmaster.pid')) return [join(folder, 'postmaster.pid')]
  if (depth === 0) return []
  const files: string[] = []
  for (const entry of entries) {
    if (entry.isDirectory()) files.push(...(await findPidFiles(join(folder, entry.name), depth - 1)))
  }
  return files
}

async function runsIn(pid: number, dataDir: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.split('\0').some((word) => word.includes(dataDir))
}

async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT_MS
  while (isRunning(pid)) {
    if (Date.now() > deadline) throw new Error(`Process ${pid} did not stop in ${STOP_TIMEOUT_MS} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
