/**
 * The loop that keeps triggers going in this process. It looks once a second, and sooner where polls wait for others to
 * end; what is due it claims with a lease that it renews, so that several processes share the work and what one that dies
 * was at is taken over soon.
 */
import { readAccountsForCalls } from '../connected-accounts/connected-accounts.ts'
import { withProjectToolkits } from '../custom-toolkits/project-deps.ts'
import type { Deps } from '../deps.ts'
import { claimPolls, renewLeases } from './claim-polls.ts'
import { pollInstance, type PollDeps } from './poll.ts'
import { PollLimits } from './poll-limits.ts'
import { sweepInstances } from './sweep-instances.ts'
import type { TriggerInstanceRow } from './triggers.table.ts'

type PollerDeps = PollDeps & Pick<Deps, 'search'>

export interface Poller {
  /** Looks now. Resolves when nothing that is due may be started, and what was started has ended. */
  run(): Promise<void>
  /** Renews the leases of what is under way, as it does every so often by itself. */
  renew(): Promise<void>
  /** Starts nothing more and waits for what is under way. Calling twice is fine. */
  stop(): Promise<void>
}

const everyMs = 1_000
const sweepEveryMs = 5_000
/** Several times in the length of a lease. */
const renewEveryMs = 20_000
/** Polls that end within this time make room together: a claim costs as much for one as for a hundred. */
const gatherMs = 25

/** Starts the loop. @param poll what is done with an instance that was claimed */
export function startPoller(deps: PollerDeps, poll: typeof pollInstance = pollInstance): Poller {
  const limits = new PollLimits(deps, deps.clock.now())
  const underWay = new Map<string, { row: TriggerInstanceRow; done: Promise<void> }>()
  let isStopped = false
  let sweptAt = Number.NEGATIVE_INFINITY
  /** The last look may have left due polls that wait for room. */
  let isHeldBack = false
  /** A poll ended since the last claim began. */
  let hasRoom = false
  let soon: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  const allDone = () => Promise.all([...underWay.values()].map(({ done }) => done))

  function start(row: TriggerInstanceRow): void {
    // Still at it, though its lease could not be renewed in time: not twice at once.
    if (underWay.has(row.id)) return
    limits.begin(row, deps.clock.now())
    const done = withProjectToolkits(deps, row.projectId)
      .then((own) => poll(own, row))
      .catch((error: unknown) => deps.log.error({ err: error, trigger: row.id }, 'a poll broke'))
      .then(() => {
        limits.end(row)
        underWay.delete(row.id)
        hasRoom = true
        lookSoon()
      })
    underWay.set(row.id, { row, done })
  }

  function lookSoon(): void {
    if (isHeldBack && hasRoom && !isStopped && !running) soon ??= setTimeout(() => void wake(), gatherMs)
  }

  /** Claims until all places are taken, or what is due has no room. */
  async function look(): Promise<void> {
    for (;;) {
      const now = deps.clock.now()
      const { isHeldBack: isFull, ...rooms } = limits.rooms(now)
      isHeldBack = isFull
      hasRoom = false
      if (isStopped || rooms.places === 0) return
      const claimed = await claimPolls(deps.db, now, rooms)
      await readAhead(deps, claimed)
      claimed.forEach(start)
      // Places that became free meanwhile are given away together, a moment later.
      if (claimed.length === rooms.places) isHeldBack = true
      if (claimed.length === 0 || claimed.length === rooms.places) return
    }
  }

  async function loop(): Promise<void> {
    try {
      if (performance.now() - sweptAt >= sweepEveryMs) {
        sweptAt = performance.now()
        await sweepInstances(deps)
      }
      await look()
    } catch (error) {
      deps.log.warn({ err: error }, 'looking for polls failed')
    } finally {
      running = undefined
      lookSoon()
    }
  }

  function wake(): Promise<void> {
    clearTimeout(soon)
    soon = undefined
    if (isStopped) return Promise.resolve()
    running ??= loop()
    return running
  }

  async function renew(): Promise<void> {
    try {
      await renewLeases(
        deps.db,
        [...underWay.values()].map(({ row }) => row),
      )
    } catch (error) {
      deps.log.warn({ err: error }, 'the leases of polls could not be renewed')
    }
  }

  const timer = setInterval(() => void wake(), everyMs)
  const renewing = setInterval(() => void renew(), renewEveryMs)
  return {
    renew,
    async run() {
      await running
      sweptAt = Number.NEGATIVE_INFINITY
      await wake()
      while (underWay.size > 0) {
        await allDone()
        // What ended has made room for more.
        await wake()
      }
    },
    async stop() {
      isStopped = true
      clearInterval(timer)
      clearTimeout(soon)
      await running
      await allDone()
      clearInterval(renewing)
    },
  }
}

/** The accounts of all of them in one read, from which each then takes its own. */
async function readAhead(deps: PollerDeps, rows: readonly TriggerInstanceRow[]): Promise<void> {
  const named = rows.map(({ projectId, connectedAccountId }) => ({ projectId, id: connectedAccountId }))
  await readAccountsForCalls(deps, named)
}
