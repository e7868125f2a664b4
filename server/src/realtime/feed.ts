/**
 * Events as they happen, for whoever follows a project's. Followers read the outbox from where they are, at their
 * own speed; the feed only tells them when to look, and lets those in the same place share one query. So nothing is
 * kept in memory for a slow one, and every node serves every event.
 */
import { setTimeout } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { eventsAfter, type EventRow } from '../events/events.ts'

export interface Feed {
  /**
   * Hands events after `position` to `take`, one after the other, until `signal` ends it or `take` throws.
   * A `take` that waits holds up nobody else.
   */
  follow(options: FollowOptions): Promise<void>
  /** Stops listening. Those that follow are ended by their signals. */
  close(): void
}

export interface FollowOptions {
  projectId: string
  /** Where to begin: events after this place. */
  position: number
  take: (event: EventRow) => Promise<void> | void
  signal: AbortSignal
}

/** Few, as an event may be megabytes. */
const readAtOnce = 20
/** For what a lost notification did not say. */
const lookEveryMs = 5_000
const retryMs = 1_000

/** What is known of a project that somebody follows. */
interface Followed {
  followers: number
  /** Counts what was told; whoever read before the last time reads again. */
  told: number
  waiting: Set<() => void>
  reads: Map<number, Promise<EventRow[]>>
}

/** Starts listening. */
export function startFeed({ db, notifications }: Pick<Deps, 'db' | 'notifications'>): Feed {
  const followed = new Map<string, Followed>()
  const forget = notifications.on('patchbay_sequenced', (payload) => {
    const named = payload === '' ? [...followed.keys()] : payload.split(',')
    named.forEach(tell)
  })
  const timer = setInterval(() => [...followed.keys()].forEach(tell), lookEveryMs)
  timer.unref()

  function tell(projectId: string): void {
    const project = followed.get(projectId)
    if (!project) return
    project.told += 1
    // A read that began before may have missed what this tells of.
    project.reads.clear()
    for (const wake of project.waiting) wake()
  }

  function read(projectId: string, project: Followed, position: number): Promise<EventRow[]> {
    const known = project.reads.get(position)
    if (known) return known
    const reading = eventsAfter(db, projectId, position, readAtOnce)
    project.reads.set(position, reading)
    const done = () => {
      if (project.reads.get(position) === reading) project.reads.delete(position)
    }
    void reading.then(done, done)
    return reading
  }

  function untilTold(project: Followed, seen: number, signal: AbortSignal): Promise<void> {
    if (project.told !== seen || signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        project.waiting.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      project.waiting.add(wake)
      signal.addEventListener('abort', wake)
    })
  }

  async function follow({ projectId, position, take, signal }: FollowOptions): Promise<void> {
    const project = followed.get(projectId) ?? {
      followers: 0,
      told: 0,
      waiting: new Set(),
      reads: new Map(),
    }
    followed.set(projectId, project)
    project.followers += 1
    try {
      let last = position
      while (!signal.aborted) {
        const seen = project.told
        const events = await read(projectId, project, last).catch(() => undefined)
        // The database is away: whoever follows does not care.
        if (events === undefined) await pause(signal)
        for (const event of events ?? []) {
          if (signal.aborted) return
          await take(event)
          last = event.position ?? last
        }
        if (events?.length === 0) await untilTold(project, seen, signal)
      }
    } finally {
      project.followers -= 1
      if (project.followers === 0) followed.delete(projectId)
    }
  }

  function pause(signal: AbortSignal): Promise<unknown> {
    return setTimeout(retryMs, undefined, { signal }).catch(() => undefined)
  }

  return {
    follow,
    close() {
      clearInterval(timer)
      forget()
    },
  }
}
