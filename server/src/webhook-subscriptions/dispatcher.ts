/**
 * The loop that keeps deliveries going in this process. It looks when it is told of an event, and once a second in
 * any case: for deliveries whose time has come, and for what a lost notification did not say.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { startLoop } from '../jobs/start-loop.ts'
import {
  claimDeliveries,
  deliver,
  fanOut,
  readClaimed,
  takeOverNotes,
  type ClaimedDelivery,
} from './deliver.ts'
import type { TakenNotes } from './taken-notes.ts'

type DispatcherDeps = Pick<Deps, 'env' | 'db' | 'vault' | 'egress' | 'clock' | 'log' | 'notifications'>

export interface Dispatcher {
  /** Starts nothing more and waits for what is under way. Calling twice is fine. */
  stop(): Promise<void>
}

const everyMs = 1_000
const eventsAtOnce = 200
const mostUnderWay = 64
/** Of one subscription, so that a receiver which stalls leaves places for the others. */
const mostOfSubscription = 16
/**
 * Of these, how many may be younger than `youngMs`: a quick receiver is no faster for more, and what is on its way when
 * this process dies comes twice. One that takes its time, or hangs, gets the other places too.
 */
const mostYoung = 4
const youngMs = 50

/** Starts the loop. */
export function startDispatcher(deps: DispatcherDeps): Dispatcher {
  const underWay = new Map<string, { subscriptionId: string; since: number; done: Promise<void> }>()
  /** Some may wait to be taken over. A delivery that ended says nothing of that. */
  let eventsMayWait = true
  let opened: TakenNotes | undefined

  function busy(): string[] {
    const counts = Map.groupBy(underWay.values(), ({ subscriptionId }) => subscriptionId)
    const young = performance.now() - youngMs
    const isBusy = (rows: { since: number }[]) =>
      rows.length >= mostOfSubscription || rows.filter(({ since }) => since > young).length >= mostYoung
    return [...counts].filter(([, rows]) => isBusy(rows)).map(([id]) => id)
  }

  function start(delivery: ClaimedDelivery, notes: TakenNotes): Promise<void> {
    // From then on it holds up no other.
    const older = setTimeout(() => loop.wake(), youngMs)
    const done = deliver(deps, delivery, notes)
      .catch((error: unknown) =>
        deps.log.error({ err: error, delivery: delivery.id }, 'a webhook delivery broke'),
      )
      .then(() => {
        clearTimeout(older)
        underWay.delete(delivery.id)
        loop.wake()
      })
    underWay.set(delivery.id, { subscriptionId: delivery.subscriptionId, since: performance.now(), done })
    return done
  }

  /** Those cut off one by one: what the receiver may have already shall not lie unwritten for long once more. */
  async function startAll(deliveries: readonly ClaimedDelivery[], notes: TakenNotes): Promise<void> {
    for (const delivery of deliveries) {
      const done = start(delivery, notes)
      if (delivery.wasCutOff) await Promise.race([done, sleep(youngMs)])
    }
  }

  async function look(isStopped: () => boolean): Promise<void> {
    const notes = (opened ??= await takeOverNotes(deps))
    if (eventsMayWait) {
      eventsMayWait = false
      let taken = eventsAtOnce
      while (!isStopped() && taken === eventsAtOnce) taken = await fanOut(deps, eventsAtOnce)
    }
    while (!isStopped() && underWay.size < mostUnderWay) {
      const places = Math.min(mostYoung, mostUnderWay - underWay.size)
      const claimed = await claimDeliveries(deps, places, busy())
      await startAll(await readClaimed(deps, claimed), notes)
      if (claimed.length < places) return
    }
  }

  const loop = startLoop({
    everyMs,
    look,
    onError: (error) => deps.log.warn({ err: error }, 'looking for webhook deliveries failed'),
    beforeTick: () => void (eventsMayWait = true),
  })
  const forget = deps.notifications.on('patchbay_events', () => {
    eventsMayWait = true
    loop.wake()
  })
  return {
    async stop() {
      forget()
      await loop.stop()
      await Promise.all([...underWay.values()].map(({ done }) => done))
      opened?.close()
      opened = undefined
    },
  }
}
