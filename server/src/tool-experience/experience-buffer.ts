/** Counts of calls that are not in the database yet, and the last tool of each running session. */
import type { EndedCall } from './tool-experience.ts'
import type { OutcomeKind } from './outcome-kind.ts'

export interface CountedSequence {
  projectId: string
  tool: string
  nextTool: string
  count: number
}

export interface CountedOutcome {
  projectId: string
  tool: string
  kind: OutcomeKind
  count: number
}

/** Sessions whose last tool is remembered; each takes some 100 bytes. */
const mostSessions = 5_000
/** Rows of a flush: what does not fit is not counted. */
const mostCounted = 2_000

export class ExperienceBuffer {
  #sequences = new Map<string, CountedSequence>()
  #outcomes = new Map<string, CountedOutcome>()
  readonly #last = new Map<string, { tool: string; endedAt: number }>()
  #timer: NodeJS.Timeout | undefined
  #flushes = 0

  /** @param now when the call ended, in milliseconds since 1970. */
  note({ projectId, sessionId, tool, kind, durationMs }: EndedCall, now: number): void {
    const key = `${projectId} ${tool} ${kind}`
    const outcome = this.#outcomes.get(key)
    if (outcome) outcome.count += 1
    else if (this.#outcomes.size < mostCounted) this.#outcomes.set(key, { projectId, tool, kind, count: 1 })
    if (sessionId !== undefined && kind === 'success')
      this.#follow(projectId, sessionId, tool, now, now - durationMs)
  }

  #follow(projectId: string, sessionId: string, tool: string, endedAt: number, startedAt: number): void {
    const before = this.#last.get(sessionId)
    // A call that began before the last one ended ran beside it, not after it.
    if (before && before.tool !== tool && before.endedAt <= startedAt)
      this.#count(projectId, before.tool, tool)
    this.#last.delete(sessionId)
    this.#last.set(sessionId, { tool, endedAt })
    if (this.#last.size <= mostSessions) return
    for (const oldest of this.#last.keys()) {
      this.#last.delete(oldest)
      break
    }
  }

  #count(projectId: string, tool: string, nextTool: string): void {
    const key = `${projectId} ${tool} ${nextTool}`
    const sequence = this.#sequences.get(key)
    if (sequence) sequence.count += 1
    else if (this.#sequences.size < mostCounted)
      this.#sequences.set(key, { projectId, tool, nextTool, count: 1 })
  }

  /** Calls `flush` once, after a while; it does not keep the process alive. */
  schedule(afterMs: number, flush: () => void): void {
    this.#timer ??= setTimeout(flush, afterMs).unref()
  }

  /** Hands over what was counted, in the order of the tables' keys, and starts anew. */
  take(): { sequences: CountedSequence[]; outcomes: CountedOutcome[]; flushes: number } {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const sequences = inOrder(this.#sequences)
    const outcomes = inOrder(this.#outcomes)
    this.#sequences = new Map()
    this.#outcomes = new Map()
    if (sequences.length > 0 || outcomes.length > 0) this.#flushes += 1
    return { sequences, outcomes, flushes: this.#flushes }
  }
}

function inOrder<T>(counted: ReadonlyMap<string, T>): T[] {
  return [...counted].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
