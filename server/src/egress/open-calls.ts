/** Counts the calls under way, so that a server can let them finish before it stops. */
import type { Readable } from 'node:stream'

export class OpenCalls {
  readonly #calls = new Set<Promise<unknown>>()

  /** Takes note of a call until it settles, and returns it. */
  track<T>(call: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = call.then(ignore, ignore).then(() => this.#calls.delete(settled))
    this.#calls.add(settled)
    return call
  }

  /** Takes note of a stream until it is closed. */
  trackStream(stream: Readable): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    stream.once('close', resolve)
    void this.track(promise)
  }

  /** Resolves when no call is open, or after `graceMs` milliseconds. */
  async drained(graceMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs)
    })
    await Promise.race([Promise.all(this.#calls), over])
    clearTimeout(timer)
  }
}

function ignore(): void {}
