/**
 * The loop that keeps deliveries going in this process. It looks when it is told of an event, and once a second in
 * any case: for deliveries whose time has come, and for what a lost notification did not say.
 */
import type { Deps } from '../deps.ts'
import { claimDeliveries, deliver, fanOut, readClaimed, type ClaimedDelivery } from './deliver.ts'

type DispatcherDeps = Pick<Deps, 'db' | 'vault' | 'egress' | 'clock' | 'log' | 'notifications'>

export interface Dispatcher {
  /** Starts nothing more and waits for what is under way. Calling twice is fine. */
  stop(): Promise<void>
}

const everyMs = 1_000
const eventsAtOnce = 200
const mostUnderWay = 64
/** Of one subscription, so that a receiver which stalls leaves places for the others. */
const mostOfSubscription = 16

/** Starts the loop. */
export function startDispatcher(deps: DispatcherDeps): Dispatcher {
  const underWay = new Map<string, { subscriptionId: string; done: Promise<void> }>()
  let running: Promise<void> | undefined
  /** `events`: some may wait to be taken over. A delivery that ended says nothing of that. */
  const state = { again: false, events: true, stopped: false }

  function busy(): string[] {
    const counts = Map.groupBy(underWay.values(), ({ subscriptionId }) => subscriptionId)
    return [...counts].filter(([, rows]) => rows.length >= mostOfSubscription).map(([id]) => id)
  }

  function start(delivery: ClaimedDelivery): void {
    const done = deliver(deps, delivery)
      .catch((error: unknown) =>
        deps.log.error({ err: error, delivery: delivery.id }, 'a webhook delivery broke'),
      )
      .then(() => {
        underWay.delete(delivery.id)
        wake()
      })
    underWay.set(delivery.id, { subscriptionId: delivery.subscriptionId, done })
  }

  async function look(): Promise<void> {
    if (state.events) {
      state.events = false
      let taken = eventsAtOnce
      while (!state.stopped && taken === eventsAtOnce) taken = await fanOut(deps, eventsAtOnce)
    }
    while (!state.stopped && underWay.size < mostUnderWay) {
      const places = Math.min(mostOfSubscription, mostUnderWay - underWay.size)
      const claimed = await claimDeliveries(deps, places, busy())
      for (const delivery of await readClaimed(deps, claimed)) start(delivery)
      if (claimed.length < places) return
    }
  }

  async function loop(): Promise<void> {
    do {
      state.again = false
      await look().catch((error: unknown) =>
        deps.log.warn({ err: error }, 'looking for webhook deliveries failed'),
      )
    } while (state.again && !state.stopped)
    running = undefined
  }

  function wake(): void {
    if (state.stopped) return
    state.again = true
    running ??= loop()
  }

  function wakeForEvents(): void {
    state.events = true
    wake()
  }

  const timer = setInterval(wakeForEvents, everyMs)
  const forget = deps.notifications.on('patchbay_events', wakeForEvents)
  wake()
  return {
    async stop() {
      state.stopped = true
      clearInterval(timer)
      forget()
      await running
      await Promise.all([...underWay.values()].map(({ done }) => done))
    },
  }
}
