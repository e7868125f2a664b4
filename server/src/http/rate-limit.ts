/**
 * Requests that one caller, as an address, may make in a rolling window of ten minutes, counted in this process.
 * `shared-limit.ts` counts those of an organisation, in all processes.
 *
 * A sliding-window counter: the previous window's count, weighted by how much of it still lies within the last
 * ten minutes, plus the current window's. Two numbers a caller, off by a few per cent at worst.
 */

export const windowSeconds = 600

export interface RateLimit {
  allowed: boolean
  limit: number
  remaining: number
  /** Seconds until the current window ends. */
  resetSeconds: number
}

interface Counter {
  window: number
  count: number
  previous: number
}

/** Callers that are remembered; beyond that, those of past windows are forgotten. */
const mostCallers = 50_000

/** A counter for each caller; `now` is in milliseconds. */
export class RateLimiter {
  readonly #limit: number
  readonly #counters = new Map<string, Counter>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Whether `caller` is over the limit; counts nothing. */
  isOver(caller: string, now: number): boolean {
    return this.#counters.has(caller) && this.#used(caller, now).used >= this.#limit
  }

  /** Counts one request of `caller`, unless it is over the limit. */
  take(caller: string, now: number): RateLimit {
    const { counter, used, elapsed } = this.#used(caller, now)
    const allowed = used < this.#limit
    if (allowed) counter.count += 1
    return {
      allowed,
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - used - (allowed ? 1 : 0)),
      resetSeconds: Math.max(1, Math.ceil((1 - elapsed) * windowSeconds)),
    }
  }

  #used(caller: string, now: number): { counter: Counter; used: number; elapsed: number } {
    const elapsed = (now / (windowSeconds * 1000)) % 1
    const counter = this.#counterOf(caller, Math.floor(now / (windowSeconds * 1000)))
    return { counter, used: counter.count + Math.floor(counter.previous * (1 - elapsed)), elapsed }
  }

  #counterOf(caller: string, window: number): Counter {
    const known = this.#counters.get(caller)
    if (known?.window === window) return known
    const previous = known?.window === window - 1 ? known.count : 0
    const counter = { window, count: 0, previous }
    if (this.#counters.size >= mostCallers) this.#forgetBefore(window)
    this.#counters.set(caller, counter)
    return counter
  }

  #forgetBefore(window: number): void {
    for (const [caller, counter] of this.#counters) if (counter.window < window) this.#counters.delete(caller)
  }
}
