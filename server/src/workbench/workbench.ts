/**
 * The sandboxes of this process: one for each session that runs code, kept between its calls. Calls of a session
 * wait for each other. Its files are brought in before a call and kept after it, so that a sandbox may end at any
 * time and cost no more than its variables.
 */
import { ApiError } from '../http/errors.ts'
import type { Mount } from '../files/mount-files.ts'
import { Kernel, SandboxGone } from './kernel.ts'
import { type IdleTimes, LiveSandbox } from './live-sandbox.ts'
import type { FileDeps } from './mount-sync.ts'
import type { NoProvider, SandboxProvider } from './sandbox.ts'
import { type SandboxSize, sandboxSizes } from './sandbox-size.ts'

export interface WorkbenchOptions extends IdleTimes {
  /** Most sandboxes at a time. */
  most: number
  /** Most calls of helpers that one run may make. */
  mostCalls: number
  /** How many are started ahead of their session, from the first use on. */
  spare: number
}

/** What a call is given. */
export interface Working {
  kernel: Kernel
  /** Keeps what is in the sandbox now, before the call ends. */
  keepFiles(): Promise<void>
}

export interface Worked<T> {
  value: T
  /** What the agent should know: a new sandbox, files that were not kept. */
  notes: string[]
}

/** What spare sandboxes load before their session comes: the slowest to load of what is used most. */
const prewarm = ['numpy', 'pandas']
/** Calls of one session that may wait for each other. */
const mostWaiting = 20

const freshNote =
  'This is a new sandbox: variables and imports of earlier calls are not there; files in /mnt/files are.'

export class Workbench {
  readonly #probe: () => Promise<SandboxProvider | NoProvider>
  readonly #options: WorkbenchOptions
  readonly #live = new Map<string, LiveSandbox>()
  readonly #lines = new Map<string, { last: Promise<unknown>; waiting: number }>()
  /** Why the last sandbox of a session ended. */
  readonly #endings = new Map<string, string>()
  readonly #spares: Promise<Kernel>[] = []
  #provider: Promise<SandboxProvider | NoProvider> | undefined
  #state = 'not used yet'
  #isOff = false
  #isClosed = false

  constructor(probe: () => Promise<SandboxProvider | NoProvider>, options: WorkbenchOptions) {
    this.#probe = probe
    this.#options = options
  }

  /** What protects the sandboxes here, for `/readyz`. */
  get state(): string {
    return this.#state
  }

  /** Whether it is known that no sandbox can be started here. */
  get isOff(): boolean {
    return this.#isOff
  }

  /** Finds out what this machine can do; once. */
  provider(): Promise<SandboxProvider | NoProvider> {
    this.#provider ??= this.#probe().then((provider) => {
      this.#isOff = provider.name === 'none'
      this.#state =
        provider.name === 'none' ? `none: ${provider.reason}` : `${provider.name}: ${provider.protection}`
      return provider
    })
    return this.#provider
  }

  /**
   * Gives a call the sandbox of its session, started if need be.
   * @throws {ApiError} WorkbenchUnavailable, WorkbenchBusy.
   */
  async use<T>(
    deps: FileDeps,
    mount: Mount,
    size: SandboxSize,
    job: (working: Working) => Promise<T>,
  ): Promise<Worked<T>> {
    return this.#inLine(mount.sessionId, async () => {
      const notes: string[] = []
      const sandbox = await this.#sandboxOf(mount, size, notes)
      try {
        const value = await sandbox.work(async () => {
          notes.push(...(await sandbox.files.bring(deps)))
          const keepFiles = async () => {
            notes.push(...(await sandbox.files.keep(deps)))
          }
          const done = await job({ kernel: sandbox.kernel, keepFiles })
          await keepFiles()
          return done
        })
        return { value, notes: [...new Set(notes)] }
      } catch (error) {
        if (!(error instanceof SandboxGone)) throw error
        throw new ApiError('WorkbenchEnded', `The sandbox ended: ${error.message}`)
      }
    })
  }

  /** Ends the sandbox of a session. Its files stay in the mount. */
  async end(sessionId: string, reason: string): Promise<void> {
    const sandbox = this.#live.get(sessionId)
    this.#live.delete(sessionId)
    await sandbox?.end(reason)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const spares = this.#spares
      .splice(0)
      .map((spare) => spare.then((kernel) => kernel.end('')).catch(() => undefined))
    const ends = [...this.#live.keys()].map((sessionId) => this.end(sessionId, 'the server stops'))
    await Promise.all([...spares, ...ends])
  }

  /** How many sandboxes there are, and the bytes of memory that they hold where that is counted. */
  async usage(): Promise<{ sandboxes: number; bytes: number | undefined }> {
    const sizes = await Promise.all([...this.#live.values()].map(({ kernel }) => kernel.memory()))
    const known = sizes.filter((size) => size !== undefined)
    return {
      sandboxes: sizes.length,
      bytes: known.length === sizes.length ? known.reduce((sum, size) => sum + size, 0) : undefined,
    }
  }

  async #inLine<T>(sessionId: string, job: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(sessionId) ?? { last: Promise.resolve(), waiting: 0 }
    if (line.waiting >= mostWaiting)
      throw new ApiError('WorkbenchBusy', `${mostWaiting} calls of this session wait for its sandbox already`)
    this.#lines.set(sessionId, line)
    line.waiting += 1
    const turn = line.last.then(job)
    line.last = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      line.waiting -= 1
      if (line.waiting === 0) this.#lines.delete(sessionId)
    }
  }

  async #sandboxOf(mount: Mount, size: SandboxSize, notes: string[]): Promise<LiveSandbox> {
    const { sessionId } = mount
    const held = this.#live.get(sessionId)
    if (held && !held.kernel.isGone && held.size === size) return held
    const ending = held?.kernel.reason ?? this.#endings.get(sessionId)
    this.#endings.delete(sessionId)
    if (held) await this.end(sessionId, 'its size changed')
    await this.#makeRoom()
    const kernel = await this.#start(size)
    const sandbox = new LiveSandbox(kernel, size, mount, this.#options)
    this.#live.set(sessionId, sandbox)
    notes.push(ending === undefined ? freshNote : `The last sandbox ended: ${ending}. ${freshNote}`)
    return sandbox
  }

  /** The sandbox that has been idle the longest makes room for a new one. */
  async #makeRoom(): Promise<void> {
    for (const [sessionId, { kernel }] of this.#live) if (kernel.isGone) this.#live.delete(sessionId)
    if (this.#live.size < this.#options.most) return
    const idle = [...this.#live.values()].filter(({ isWorking }) => !isWorking)
    const oldest = idle.toSorted((a, b) => a.lastUse - b.lastUse)[0]
    if (!oldest) {
      throw new ApiError('WorkbenchBusy', `All ${this.#options.most} sandboxes of this server are at work`)
    }
    const reason = 'its place was needed'
    await this.end(oldest.mount.sessionId, reason)
    this.#endings.set(oldest.mount.sessionId, reason)
    // Only the last few are worth a word.
    for (const sessionId of [...this.#endings.keys()].slice(0, -1000)) this.#endings.delete(sessionId)
  }

  async #start(size: SandboxSize): Promise<Kernel> {
    const provider = await this.provider()
    if (provider.name === 'none') throw unavailable(provider.reason)
    if (this.#isClosed) throw unavailable('it stops')
    const spare = size === 'standard' ? this.#spares.shift() : undefined
    const ready = await spare?.catch(() => undefined)
    const kernel = ready && !ready.isGone ? ready : await this.#boot(provider, size, [])
    if (size === 'standard') this.#refill(provider)
    return kernel
  }

  #refill(provider: SandboxProvider): void {
    while (!this.#isClosed && this.#spares.length < this.#options.spare) {
      const spare = this.#boot(provider, 'standard', prewarm)
      spare.catch(() => undefined)
      this.#spares.push(spare)
    }
  }

  async #boot(provider: SandboxProvider, size: SandboxSize, modules: readonly string[]): Promise<Kernel> {
    const sandbox = await provider
      .start({ limits: sandboxSizes[size], prewarm: modules })
      .catch((error: unknown) => {
        throw didNotStart(error instanceof Error ? error.message : String(error))
      })
    const kernel = new Kernel(sandbox, { mostCalls: this.#options.mostCalls })
    try {
      await kernel.ready()
      return kernel
    } catch (error) {
      await kernel.end('it did not start')
      if (!(error instanceof SandboxGone)) throw error
      throw didNotStart(error.message)
    }
  }
}

const unavailable = (reason: string) =>
  new ApiError('WorkbenchUnavailable', `This server cannot run code: ${reason}`)

const didNotStart = (reason: string) => new ApiError('WorkbenchEnded', `The sandbox did not start: ${reason}`)
