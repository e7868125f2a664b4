/** The process that `build-process.ts` starts: takes one order, tells how far it is, and ends. */
import { setPriority } from 'node:os'
import type { BuildMessage, BuildOrder } from './build-process.ts'
import { prepareStore } from './prepare-store.ts'

/** Between two reports of progress, in milliseconds: a message wakes the server. */
const reportEvery = 250

const tell = (message: BuildMessage) => process.send?.(message)
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort(new Error('stopped')))
// A server that was killed cannot say so; without it there is nobody to build for.
process.once('disconnect', () => stop.abort(new Error('the server is gone')))

async function run(order: BuildOrder): Promise<void> {
  let told = -Infinity
  try {
    const done = await prepareStore({
      ...order,
      signal: stop.signal,
      onProgress(progress) {
        if (performance.now() - told < reportEvery) return
        told = performance.now()
        tell({ progress })
      },
    })
    tell({ done })
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : String(error) })
    process.exitCode = 1
  }
  process.disconnect?.()
}

// Requests come first on a small machine.
setPriority(10)
process.once('message', (order: BuildOrder) => void run(order))
