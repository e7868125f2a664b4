/** A loop of this process that looks for work: now, every so often, and when it is woken. */

export interface Loop {
  /** Looks soon; while it looks already, once more afterwards. */
  wake(): void
  /** Looks no more and waits for the look that is under way. Calling twice is fine. */
  stop(): Promise<void>
}

export interface LoopOptions {
  everyMs: number
  /** Never runs twice at a time. `isStopped` lets a long one end early. */
  look(isStopped: () => boolean): Promise<void>
  /** A look that failed; the loop goes on. */
  onError(error: unknown): void
  /** Called before the look that comes by time. */
  beforeTick?(): void
}

/** Starts a loop, with a look at once. */
export function startLoop({ everyMs, look, onError, beforeTick }: LoopOptions): Loop {
  const state = { again: false, stopped: false }
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    do {
      state.again = false
      await look(() => state.stopped).catch(onError)
    } while (state.again && !state.stopped)
    running = undefined
  }

  function wake(): void {
    if (state.stopped) return
    state.again = true
    running ??= run()
  }

  const timer = setInterval(() => {
    beforeTick?.()
    wake()
  }, everyMs)
  wake()
  return {
    wake,
    async stop() {
      state.stopped = true
      clearInterval(timer)
      await running
    },
  }
}
