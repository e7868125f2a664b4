/** When an instance is polled next. */

const minute = 60_000
const hour = 60 * minute
/** A tenth off either way, so that instances made together do not stay together. */
const jitter = 0.1

/** After a poll that worked. `interval`: minutes. */
export function nextPoll(now: Date, interval: unknown, random: number): Date {
  const minutes = Number(interval ?? 1)
  const wait = Math.max(1, Number.isFinite(minutes) ? minutes : 1) * minute
  return new Date(now.getTime() + Math.round(wait * (1 - jitter + 2 * jitter * random)))
}

/**
 * After one that failed: twice as long each time, up to an hour; a provider that wants fewer requests (429) gets
 * a rest of a minute at least.
 */
export function retryPoll(now: Date, errors: number, status: number | undefined, random: number): Date {
  const wait = Math.min(hour, (minute / 2) * 2 ** Math.min(errors - 1, 10))
  const least = status === 429 ? minute : 0
  return new Date(now.getTime() + Math.max(least, Math.round(wait * (1 - jitter + 2 * jitter * random))))
}

/** After this long without a poll that worked, an instance is stalled: a quarter of an hour, or five intervals. */
export function stallsAfter(now: Date, interval: unknown): Date {
  const minutes = Number(interval ?? 1)
  return new Date(now.getTime() + Math.max(15, 5 * (Number.isFinite(minutes) ? minutes : 1)) * minute)
}
