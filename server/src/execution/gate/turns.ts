/**
 * Turns at one origin: as many calls at a time as there are connections to it. A project may hold three quarters of
 * them, so that another never finds all taken; those that wait are served project by project, one each, however
 * many calls each of them has waiting.
 */

export interface TurnLimits {
  /** Calls at a time. */
  most: number
  /** Of one project. */
  mostOfProject: number
  /** Calls of one project that may wait. */
  mostWaiting: number
  /** Milliseconds that one waits. */
  longestWaitMs: number
}

/** There was no turn in time. */
export class NoTurn extends Error {
  override name = 'NoTurn'
}

interface Waiting {
  go: () => void
}

export class Turns {
  readonly #limits: TurnLimits
  readonly #running = new Map<string, number>()
  /** By project, in the order in which they are served next. */
  readonly #waiting = new Map<string, Waiting[]>()
  #total = 0

  constructor(limits: TurnLimits) {
    this.#limits = limits
  }

  /** Nobody runs or waits. */
  get isIdle(): boolean {
    return this.#total === 0 && this.#waiting.size === 0
  }

  /**
   * Runs a job when it is its project's turn.
   * @throws {NoTurn} when too many wait, or for too long.
   */
  async take<T>(project: string, job: () => Promise<T>): Promise<T> {
    if (this.#waiting.has(project) || !this.#hasRoom(project)) await this.#wait(project)
    else this.#begin(project)
    try {
      return await job()
    } finally {
      this.#end(project)
    }
  }

  #hasRoom(project: string): boolean {
    const { most, mostOfProject } = this.#limits
    return this.#total < most && (this.#running.get(project) ?? 0) < mostOfProject
  }

  #begin(project: string): void {
    this.#total += 1
    this.#running.set(project, (this.#running.get(project) ?? 0) + 1)
  }

  #end(project: string): void {
    this.#total -= 1
    const left = (this.#running.get(project) ?? 1) - 1
    if (left > 0) this.#running.set(project, left)
    else this.#running.delete(project)
    this.#serveNext()
  }

  async #wait(project: string): Promise<void> {
    const line = this.#waiting.get(project) ?? []
    if (line.length >= this.#limits.mostWaiting) throw new NoTurn('too many calls wait')
    this.#waiting.set(project, line)
    await new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        go: () => {
          clearTimeout(timer)
          resolve()
        },
      }
      const timer = setTimeout(() => {
        line.splice(line.indexOf(waiting), 1)
        if (line.length === 0) this.#waiting.delete(project)
        reject(new NoTurn('no turn in time'))
      }, this.#limits.longestWaitMs)
      line.push(waiting)
    })
  }

  /** The project that was served longest ago, of those that may run more. */
  #serveNext(): void {
    for (const [project, line] of this.#waiting) {
      if (!this.#hasRoom(project)) continue
      const [next] = line.splice(0, 1)
      this.#waiting.delete(project)
      if (line.length > 0) this.#waiting.set(project, line)
      if (!next) continue
      // Before the next is told, so that nobody else takes the place in between.
      this.#begin(project)
      next.go()
      return
    }
  }
}
