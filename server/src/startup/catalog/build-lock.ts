/**
 * One builder at a time on a data folder, whatever started it: servers that share the folder, and the command line.
 * A file that its holder touches: a holder that died, or whose machine did, stops touching it.
 */
import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface LockTiming {
  /** Milliseconds between two touches, and between two looks of one who waits. */
  every: number
  /** Milliseconds without a touch after which the holder counts as dead. */
  stale: number
}

const usual: LockTiming = { every: 1_000, stale: 15_000 }

/**
 * Runs `work` while holding the lock; waits for whoever holds it.
 * @throws what `work` throws; the signal's reason when it is aborted while waiting.
 */
export async function withBuildLock<T>(
  file: string,
  work: () => Promise<T>,
  { signal, timing = usual }: { signal?: AbortSignal | undefined; timing?: LockTiming } = {},
): Promise<T> {
  await mkdir(dirname(file), { recursive: true })
  while (!(await take(file))) {
    signal?.throwIfAborted()
    await breakStale(file, timing.stale)
    await sleep(timing.every / 4, undefined, signal && { signal })
  }
  const touching = setInterval(() => {
    const now = new Date()
    // Gone with its folder: then there is nothing left to protect.
    utimes(file, now, now).catch(() => {})
  }, timing.every)
  try {
    return await work()
  } finally {
    clearInterval(touching)
    await rm(file, { force: true })
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx')
    await handle.writeFile(`${process.pid}\n`)
    await handle.close()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Moves a dead holder's file away; of several who try, one moves it and the others find it gone. */
async function breakStale(file: string, stale: number): Promise<void> {
  const found = await stat(file).catch(() => undefined)
  if (!found || Date.now() - found.mtimeMs < stale) return
  const aside = `${file}.${process.pid}`
  await rename(file, aside).then(
    () => rm(aside, { force: true }),
    () => {},
  )
}
