/**
 * One sandbox and the session that it belongs to.
 *
 *     started ──▶ working ⇄ idle ──a minute──▶ frozen ──half an hour──▶ ended
 *                    ▲                            │
 *                    └────────── next call ───────┘
 */
import type { Mount } from '../files/mount-files.ts'
import type { Kernel } from './kernel.ts'
import { MountSync } from './mount-sync.ts'
import { type SandboxSize, sandboxSizes } from './sandbox-size.ts'

export interface IdleTimes {
  /** Milliseconds without a call until it is frozen, and until it is ended. */
  freezeAfterMs: number
  endAfterMs: number
}

export class LiveSandbox {
  readonly kernel: Kernel
  readonly size: SandboxSize
  readonly mount: Mount
  readonly files: MountSync
  readonly #times: IdleTimes
  #timers: NodeJS.Timeout[] = []
  #frozen: Promise<void> | undefined
  isWorking = false
  lastUse = 0

  constructor(kernel: Kernel, size: SandboxSize, mount: Mount, times: IdleTimes) {
    this.kernel = kernel
    this.size = size
    this.mount = mount
    this.files = new MountSync(kernel, mount, sandboxSizes[size].disk)
    this.#times = times
  }

  /** Lets it work for one call. @throws {SandboxGone} */
  async work<T>(job: () => Promise<T>): Promise<T> {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer)
    this.isWorking = true
    try {
      if (this.#frozen) {
        await this.#frozen
        this.#frozen = undefined
        await this.kernel.thaw()
      }
      return await job()
    } finally {
      this.isWorking = false
      this.lastUse = performance.now()
      if (!this.kernel.isGone) this.#wait()
    }
  }

  #wait(): void {
    const { freezeAfterMs, endAfterMs } = this.#times
    this.#timers = [
      setTimeout(() => {
        this.#frozen = this.kernel.freeze()
      }, freezeAfterMs).unref(),
      setTimeout(() => {
        void this.kernel.end('it was not used for a while')
      }, endAfterMs).unref(),
    ]
  }

  async end(reason: string): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer)
    await this.kernel.end(reason)
  }
}
