/** When a delivery that failed is tried again: ever later over three days, each time a little off. */

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Waits after the first, second, … failure: 72 hours in all. */
const waits = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  13 * hour,
  24 * hour,
  24 * hour,
] as const

/** A fifth off either way, so that what failed together does not come back together. */
const jitter = 0.2

/** A receiver may ask for more time, up to this. */
const longestAsked = 24 * hour

/** Attempts in all. */
export const mostAttempts = waits.length + 1

/**
 * Milliseconds until the next attempt; undefined when there is none left.
 * @param attempts made so far
 * @param random from 0 up to 1
 * @param askedMs the receiver's Retry-After
 */
export function nextWait(attempts: number, random: number, askedMs = 0): number | undefined {
  const wait = waits[attempts - 1]
  if (wait === undefined) return undefined
  const spread = Math.round(wait * (1 - jitter + 2 * jitter * random))
  return Math.max(spread, Math.min(askedMs, longestAsked))
}
