/**
 * The catalog that is served, and its replacement while the server runs.
 *
 * A first start serves the toolkits kept by hand at once; the full catalog is prepared in the background and takes
 * their place. `current` changes in one step: who holds the old pair goes on with it, and its files stay open.
 */
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Log } from '../../log.ts'
import { loadServed, openServed, type Served } from './load-catalog.ts'
import type { Prepared, PrepareOptions, Progress } from './prepare-store.ts'
import { progressText } from './progress-line.ts'
import { type CatalogKind, lastServed, recordServed, storePaths } from './stores.ts'

export interface LiveCatalogOptions {
  dataDir: string
  kind: CatalogKind
  log: Log
  /** Told when the head has to be compiled before the start can go on. */
  onCompile: () => void
  onProgress: (progress?: Progress) => void
  /** Told when another catalog is served. */
  onSwap: (served: Served) => void
  /** Makes a store ready; in another process, whose memory goes back to the machine. */
  prepare: (options: PrepareOptions) => Promise<Prepared>
  /** Milliseconds until a failed build is tried again; doubled each time, up to `longestWait`. */
  firstWait?: number
}

const longestWait = 60 * 60 * 1_000

export class LiveCatalog {
  #current: Served
  readonly #options: LiveCatalogOptions
  readonly #stop = new AbortController()
  readonly #retired: Served[] = []
  #progress: Progress | undefined
  #waiting: string | undefined
  #work: Promise<void> = Promise.resolve()

  private constructor(options: LiveCatalogOptions, current: Served) {
    this.#options = options
    this.#current = current
  }

  /**
   * Opens the best store there is: the full catalog when it is built, else the full one of an earlier program, else
   * the head, which is compiled if need be. @throws when not even the head can be had.
   */
  static async open(options: LiveCatalogOptions): Promise<LiveCatalog> {
    const { dataDir, kind } = options
    const { store, stores, archive } = storePaths(dataDir, kind)
    if (kind === 'full') {
      const full = await openServed(store, archive)
      if (full) return new LiveCatalog(options, full).#serving(store)
      const before = lastServed(dataDir)
      const earlier = before?.endsWith('-full') ? await openServed(join(stores, before), archive) : undefined
      if (earlier) return new LiveCatalog(options, earlier).#replaceLater()
    }
    const head = await loadServed(dataDir, 'head', options.onCompile, options.prepare)
    const live = new LiveCatalog(options, head)
    return kind === 'head' ? live.#serving(store) : live.#replaceLater()
  }

  get current(): Served {
    return this.#current
  }

  /** What `/readyz` says of a replacement that is being made; undefined when there is none to come. */
  get state(): string | undefined {
    if (this.#waiting !== undefined) return this.#waiting
    return this.#progress && progressText(this.#progress)
  }

  /** Resolves when nothing is left to be done in the background. */
  settled(): Promise<void> {
    return this.#work
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the server stops'))
    await this.#work
    for (const { catalog } of [...this.#retired, this.#current]) catalog.close()
  }

  #serving(store: string): this {
    recordServed(this.#options.dataDir, basename(store))
    return this
  }

  #replaceLater(): this {
    this.#progress = { phase: 'start', done: 0, total: 1, name: '' }
    this.#work = this.#replace().catch((error: unknown) => {
      if (!this.#stop.signal.aborted)
        this.#options.log.error({ err: error }, 'the catalog could not be replaced')
    })
    return this
  }

  async #replace(): Promise<void> {
    const { dataDir, kind, firstWait = 60_000 } = this.#options
    const { signal } = this.#stop
    for (let wait = firstWait; !signal.aborted; wait = Math.min(wait * 2, longestWait)) {
      const store = await this.#prepare(wait)
      const { archive } = storePaths(dataDir, kind)
      const next = store === undefined || signal.aborted ? undefined : await openServed(store, archive)
      if (store !== undefined && next) return this.#swap(next, store)
      await pause(wait, signal)
    }
  }

  async #prepare(wait: number): Promise<string | undefined> {
    const { dataDir, kind, prepare, onProgress, log } = this.#options
    const { signal } = this.#stop
    try {
      const { store } = await prepare({
        dataDir,
        kind,
        signal,
        onProgress: (progress) => {
          this.#progress = progress
          this.#waiting = undefined
          onProgress(progress)
        },
      })
      return store
    } catch (error) {
      if (signal.aborted) return undefined
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      const counted = `the ${this.#current.catalog.toolkits().length} toolkits at hand are served`
      const said = `the full catalog could not be built (${reason}); ${counted}`
      // Once: the retries say nothing more, and /readyz keeps telling.
      if (this.#waiting === undefined) log.warn(`${said}, and it is tried again in the background`)
      this.#waiting = `${said}; the next try is within ${Math.ceil(wait / 60_000)} min`
      return undefined
    } finally {
      onProgress()
    }
  }

  async #swap(next: Served, store: string): Promise<void> {
    const { dataDir, onSwap } = this.#options
    const before = lastServed(dataDir)
    this.#retired.push(this.#current)
    this.#current = next
    this.#progress = undefined
    this.#waiting = undefined
    this.#serving(store)
    onSwap(next)
    // What it superseded is in the archive by now; files that are open stay readable.
    if (before !== undefined && before !== basename(store)) {
      await rm(join(storePaths(dataDir, 'full').stores, before), { recursive: true, force: true })
    }
  }
}

/** Waits, or returns at once when aborted. Does not keep the process alive. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, milliseconds).unref()
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
