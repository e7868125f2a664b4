/** A thread for compiling, with a budget: a document that takes too long or too much memory costs only itself. */
import { Worker } from 'node:worker_threads'
import type { Answer, Job } from './compile-worker.ts'

export type Budget = {
  /** Milliseconds for one toolkit. */
  time: number
  /** Megabytes of heap. */
  memory: number
}

/** The largest real descriptions take 15 s on a busy machine. */
export const compileBudget: Budget = { time: 120_000, memory: 280 }

export class CompileThread {
  readonly #budget: Budget
  #worker: Worker | undefined
  /** Takes the answer of the job that is under way. */
  #answered: (answer: Answer) => void = () => undefined

  constructor(budget: Budget = compileBudget) {
    this.#budget = budget
  }

  /**
   * Compiles one job at a time. Never rejects for what a document does: a thread that goes past its budget is ended
   * and replaced.
   *
   * @throws the reason of `signal`
   */
  async run(job: Job, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted()
    const worker = (this.#worker ??= this.#start())
    const answer = await this.#ask(worker, job, signal)
    if (answer !== 'late') return answer
    await this.close()
    signal?.throwIfAborted()
    return { error: `it took longer than ${this.#budget.time / 1_000} s` }
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(new URL('compile-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.#budget.memory, stackSizeMb: 4 },
    })
    const ended = (why: string) => {
      if (this.#worker === worker) this.#worker = undefined
      this.#answered({ error: `the compiler gave up: ${why.slice(0, 200)}` })
    }
    worker.on('message', (answer: Answer) => this.#answered(answer))
    worker.on('error', (error: Error) => ended(error.message))
    worker.on('exit', () => ended('its thread ended'))
    return worker
  }

  #ask(worker: Worker, job: Job, signal: AbortSignal | undefined): Promise<Answer | 'late'> {
    return new Promise((resolve) => {
      const end = (answer: Answer | 'late') => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', late)
        this.#answered = () => undefined
        resolve(answer)
      }
      const late = () => end('late')
      const timer = setTimeout(late, this.#budget.time)
      signal?.addEventListener('abort', late, { once: true })
      this.#answered = end
      worker.postMessage(job, [])
    })
  }
}
