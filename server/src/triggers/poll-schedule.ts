/** When an instance is polled next. */

const minute = 60_000
const hour = 60 * minute
/** A tenth off either way, so that instances made together do not stay together. */
const jitter = 0.1

/** An instance that has been quiet this long is looked at half as often, where the interval is left to us. */
const quietMs = 24 * hour
const quietFactor = 2

/** How often an instance wants to be polled. */
export interface Pace {
  /** Minutes that the configuration names; left out, the interval is the type's and follows what happens. */
  asked: unknown
  /** Minutes of the type. */
  usual: unknown
  /** Of the last event, or when the instance began. */
  lastNews: Date
}

/** After a poll that worked. */
export function nextPoll(now: Date, { asked, usual, lastNews }: Pace, random: number): Date {
  const isQuiet = asked === undefined && now.getTime() - lastNews.getTime() > quietMs
  const wait = minutesOf(asked ?? usual) * minute * (isQuiet ? quietFactor : 1)
  return new Date(now.getTime() + spread(wait, random))
}

/**
 * After one that failed: twice as long each time, up to an hour. A provider that wants fewer requests (429) gets a rest
 * of a minute at least, and as long as it says, up to a day.
 */
export function retryPoll(
  now: Date,
  errors: number,
  { status, retryAfter }: { status?: number | undefined; retryAfter?: string | undefined },
  random: number,
): Date {
  const wait = spread(Math.min(hour, (minute / 2) * 2 ** Math.min(errors - 1, 10)), random)
  const rest = status === 429 ? minute : 0
  return new Date(now.getTime() + Math.max(wait, rest, wishOf(retryAfter, now)))
}

/** `Retry-After`, seconds or a date (RFC 9110), in milliseconds from now. */
function wishOf(retryAfter: string | undefined, now: Date): number {
  if (retryAfter === undefined) return 0
  const wait = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter) * 1_000
    : Date.parse(retryAfter) - now.getTime()
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), 24 * hour) : 0
}

/** After this long without a poll that worked, an instance is stalled: a quarter of an hour, or five intervals. */
export function stallsAfter(now: Date, interval: unknown): Date {
  return new Date(now.getTime() + Math.max(15, 5 * minutesOf(interval)) * minute)
}

function minutesOf(interval: unknown): number {
  const minutes = Number(interval ?? 1)
  return Math.max(1, Number.isFinite(minutes) ? minutes : 1)
}

const spread = (wait: number, random: number) => Math.round(wait * (1 - jitter + 2 * jitter * random))
