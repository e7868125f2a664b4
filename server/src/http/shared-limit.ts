/**
 * Limits that hold over all nodes together. Postgres counts, in one statement that grants as much as there is: never
 * more than the limit, whoever asks at the same moment.
 *
 * A node does not ask at every request. What arrives while a statement is under way is asked for by the next one, and
 * as long as most of the limit is left, a node borrows some requests ahead for a second and gives back what it did not
 * need. Near the limit, and in a burst, nothing is borrowed: there each request is counted by itself, and the limit is
 * exact. Only where other nodes use up the last fifth of it within that second is what one has borrowed refused to them.
 */
import type { Database } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { type RateLimit, windowSeconds } from './rate-limit.ts'

export interface Limit {
  key: string
  limit: number
  windowSeconds: number
}

interface Grant {
  granted: number
  /** Of the limit, for whoever asks next. */
  remaining: number
}

/**
 * Takes up to `wanted` from a limit; a negative number gives back. A sliding window: of the window before, the part
 * counts that lies within the last `windowSeconds`.
 * @param now in milliseconds
 */
export async function takeFrom(
  db: Database,
  { key, limit, windowSeconds: seconds }: Limit,
  wanted: number,
  now: number,
): Promise<Grant> {
  const { number, elapsed } = windowAt(now, seconds)
  const keepUntil = new Date((number + 2) * seconds * 1_000).toISOString()
  const { rows } = await db.execute<{ granted: string; used: string; room: string }>(sql`
    with asked as (
      select ${wanted}::bigint as wanted, ${limit}::bigint - floor(coalesce(
        (select used from rate_windows where key = ${key} and number = ${number - 1}), 0
      ) * ${1 - elapsed}::double precision)::bigint as room
    )
    insert into rate_windows as w (key, number, used, granted, keep_until)
    select ${key}, ${number}, greatest(0, least(wanted, room)), greatest(0, least(wanted, room)),
      ${keepUntil}::timestamptz from asked
    on conflict (key, number) do update set (used, granted) = (
      select w.used + g, g from (
        select case when wanted < 0 then greatest(wanted, -w.used)
          else greatest(0, least(wanted, room - w.used)) end as g from asked
      ) as given
    )
    returning granted, used, (select room from asked) as room`)
  const [row] = rows
  if (!row) throw new Error('the statement writes one row')
  return { granted: Number(row.granted), remaining: Math.max(0, Number(row.room) - Number(row.used)) }
}

/** Removes windows that no limit looks at any more. */
export async function purgeWindows(db: Database, now: number): Promise<void> {
  await db.execute(
    sql`delete from rate_windows where keep_until < ${new Date(now).toISOString()}::timestamptz`,
  )
}

function windowAt(now: number, seconds: number): { number: number; elapsed: number } {
  const at = now / (seconds * 1_000)
  return { number: Math.floor(at), elapsed: at % 1 }
}

/** How long a node may keep what it borrowed. */
const borrowedForMs = 1_000
/** Of the limit: borrowed at once. */
const borrowedShare = 1 / 100
/** Of the limit: when less is left, nothing is borrowed. */
const exactBelow = 1 / 5

/** Other nodes may be asked for as much at this moment. */
const burst = 4

interface Counter {
  borrowed: number
  borrowedUntil: number
  /** When it was borrowed, to give it back to its window. */
  borrowedAt: number
  remaining: number
  waiting: PromiseWithResolvers<RateLimit>[]
  isAsking: boolean
}

function hasBorrowed({ borrowed, borrowedUntil }: Counter, now: number): boolean {
  return borrowed > 0 && now < borrowedUntil
}

/** The limit of requests of each organisation in ten minutes. */
export class SharedRateLimiter {
  readonly #db: Database
  readonly #limit: number
  readonly #counters = new Map<string, Counter>()
  #purgedIn = 0

  constructor(db: Database, limit: number) {
    this.#db = db
    this.#limit = limit
  }

  /** Counts one request of `key`, unless it is over the limit. @param now in milliseconds */
  async take(key: string, now: number): Promise<RateLimit> {
    const counter = this.#counterOf(key)
    if (hasBorrowed(counter, now)) return this.#useBorrowed(counter, now)
    const answer = Promise.withResolvers<RateLimit>()
    counter.waiting.push(answer)
    if (!counter.isAsking) void this.#ask(key, counter, now)
    return answer.promise
  }

  /** Gives back what was borrowed and not used. */
  async giveBack(): Promise<void> {
    for (const [key, counter] of this.#counters) await this.#return(key, counter)
  }

  async #ask(key: string, counter: Counter, now: number): Promise<void> {
    counter.isAsking = true
    while (counter.waiting.length > 0) {
      const waiting = counter.waiting.splice(0)
      try {
        await this.#return(key, counter)
        const ahead = this.#ahead(counter, waiting.length)
        const { granted, remaining } = await takeFrom(this.#db, this.#of(key), waiting.length + ahead, now)
        counter.remaining = remaining
        this.#borrow(key, counter, Math.max(0, granted - waiting.length), now)
        waiting.forEach(({ resolve }, at) => resolve(this.#answer(counter, at < granted, now)))
        // Those that came meanwhile; to ask again would give back what they can have.
        while (counter.waiting.length > 0 && hasBorrowed(counter, now)) {
          counter.waiting.shift()?.resolve(this.#useBorrowed(counter, now))
        }
      } catch (error) {
        waiting.forEach(({ reject }) => reject(error))
      }
    }
    counter.isAsking = false
    void this.#purge(now)
  }

  #borrow(key: string, counter: Counter, count: number, now: number): void {
    if (count === 0) return
    counter.borrowed = count
    counter.borrowedAt = now
    counter.borrowedUntil = now + borrowedForMs
    // Unused, it goes back by itself.
    setTimeout(() => void this.#return(key, counter).catch(() => undefined), borrowedForMs).unref()
  }

  async #return(key: string, counter: Counter): Promise<void> {
    const { borrowed, borrowedAt } = counter
    counter.borrowed = 0
    if (borrowed > 0) await takeFrom(this.#db, this.#of(key), -borrowed, borrowedAt)
  }

  #useBorrowed(counter: Counter, now: number): RateLimit {
    counter.borrowed -= 1
    return this.#answer(counter, true, now)
  }

  #ahead({ remaining }: Counter, waiting: number): number {
    return remaining - waiting * burst < this.#limit * exactBelow
      ? 0
      : Math.floor(this.#limit * borrowedShare)
  }

  #answer({ remaining, borrowed }: Counter, allowed: boolean, now: number): RateLimit {
    const { elapsed } = windowAt(now, windowSeconds)
    return {
      allowed,
      limit: this.#limit,
      remaining: allowed ? remaining + borrowed : 0,
      resetSeconds: Math.max(1, Math.ceil((1 - elapsed) * windowSeconds)),
    }
  }

  #of(key: string): Limit {
    return { key, limit: this.#limit, windowSeconds }
  }

  #counterOf(key: string): Counter {
    const known = this.#counters.get(key)
    if (known) return known
    const base = { borrowed: 0, borrowedUntil: 0, borrowedAt: 0, remaining: 0 }
    const counter = { ...base, waiting: [], isAsking: false }
    this.#counters.set(key, counter)
    return counter
  }

  async #purge(now: number): Promise<void> {
    const { number } = windowAt(now, windowSeconds)
    if (number === this.#purgedIn) return
    this.#purgedIn = number
    await purgeWindows(this.#db, now).catch(() => undefined)
  }
}
