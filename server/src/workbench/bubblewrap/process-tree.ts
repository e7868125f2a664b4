/** Signals to a process and everything below it, where no control group holds them together. */
import { readFile } from 'node:fs/promises'

/** Most processes that are looked at: a sandbox has fewer. */
const most = 2_000

/** Sends a signal from the top down; processes that are gone are passed over. */
export async function signalTree(pid: number, signal: NodeJS.Signals): Promise<void> {
  const waiting = [pid]
  for (let seen = 0; waiting.length > 0 && seen < most; seen++) {
    const next = waiting.shift() ?? pid
    try {
      process.kill(next, signal)
      const children = await readFile(`/proc/${next}/task/${next}/children`, 'utf8')
      waiting.push(...children.split(' ').filter(Boolean).map(Number))
    } catch {
      // It is gone.
    }
  }
}
