/**
 * The loop that keeps triggers going in this process: polls that are due, hooks that end soon, instances whose
 * account died or came back. It looks once a second; what is due it claims with a lease, so that several processes
 * share the work and one that dies gives its claims up.
 */
import { and, eq, lt, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { accountIsUsable } from '../connected-accounts/connected-accounts.ts'
import { withProjectToolkits } from '../custom-toolkits/project-deps.ts'
import type { Deps } from '../deps.ts'
import { recordEvent } from '../events/events.ts'
import { namesOf } from './instance-names.ts'
import { pollInstance, type PollDeps } from './poll.ts'
import { stallsAfter } from './poll-schedule.ts'
import { renewHook } from './registrar.ts'
import { raiseStalls } from './stalls.ts'
import { triggerInstances, webhookEndpoints, type TriggerInstanceRow } from './triggers.table.ts'

type PollerDeps = PollDeps & Pick<Deps, 'search'>

export interface Poller {
  /** Looks now. Resolves when nothing that is due is left to start, and what was started has ended. */
  run(): Promise<void>
  /** Starts nothing more and waits for what is under way. Calling twice is fine. */
  stop(): Promise<void>
}

const everyMs = 1_000
const sweepEveryMs = 5_000
/** Longer than a poll may take: every request of it ends within a minute. */
const leaseSeconds = 900
const mostUnderWay = 32
const mostOfAccount = 2
const mostOfToolkit = 16
const renewAheadMs = 12 * 3_600_000
const sweptAtOnce = 200

/** Starts the loop. */
export function startPoller(deps: PollerDeps): Poller {
  const underWay = new Map<string, { row: TriggerInstanceRow; done: Promise<void> }>()
  const state = {
    stopped: false,
    sweptAt: Number.NEGATIVE_INFINITY,
    /** The last look may have left due polls that wait for a place: each that ends makes room for them. */
    isHeldUp: false,
    /** A poll ended since the last claim began. */
    hasRoom: false,
  }
  let running: Promise<void> | undefined

  function crowded(by: (row: TriggerInstanceRow) => string, most: number): string[] {
    const groups = Map.groupBy(underWay.values(), ({ row }) => by(row))
    return [...groups].filter(([, rows]) => rows.length >= most).map(([name]) => name)
  }

  function start(row: TriggerInstanceRow): void {
    const done = withProjectToolkits(deps, row.projectId)
      .then((own) => pollInstance(own, row))
      .catch((error: unknown) => deps.log.error({ err: error, trigger: row.id }, 'a poll broke'))
      .then(() => {
        underWay.delete(row.id)
        state.hasRoom = true
        if (state.isHeldUp) void wake()
      })
    underWay.set(row.id, { row, done })
  }

  async function look(): Promise<void> {
    while (!state.stopped && underWay.size < mostUnderWay) {
      const places = Math.min(mostOfAccount, mostUnderWay - underWay.size)
      const accounts = crowded((row) => row.connectedAccountId, mostOfAccount - 1)
      const toolkits = crowded((row) => row.toolkit, mostOfToolkit - 1)
      state.hasRoom = false
      const claimed = await claimPolls(deps, places, accounts, toolkits)
      claimed.forEach(start)
      if (claimed.length > 0 || state.hasRoom) continue
      state.isHeldUp = accounts.length > 0 || toolkits.length > 0
      return
    }
    state.isHeldUp = true
  }

  async function loop(): Promise<void> {
    try {
      if (performance.now() - state.sweptAt >= sweepEveryMs) {
        state.sweptAt = performance.now()
        await sweep(deps)
      }
      await look()
    } catch (error) {
      deps.log.warn({ err: error }, 'looking for polls failed')
    } finally {
      running = undefined
    }
  }

  function wake(): Promise<void> {
    if (state.stopped) return Promise.resolve()
    running ??= loop()
    return running
  }

  const timer = setInterval(() => void wake(), everyMs)
  const settled = () => Promise.all([...underWay.values()].map(({ done }) => done))
  return {
    async run() {
      await running
      state.sweptAt = Number.NEGATIVE_INFINITY
      await wake()
      while (underWay.size > 0) {
        await settled()
        // The look that the last of them woke may have started more.
        await running
      }
    },
    async stop() {
      state.stopped = true
      clearInterval(timer)
      await running
      await settled()
    },
  }
}

/** Claims instances that are due, the longest overdue first. */
async function claimPolls(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  limit: number,
  busyAccounts: readonly string[],
  busyToolkits: readonly string[],
): Promise<TriggerInstanceRow[]> {
  return db
    .update(triggerInstances)
    .set({ leasedUntil: sql`date_trunc('milliseconds', now() + ${leaseSeconds} * interval '1 second')` })
    .where(
      sql`${triggerInstances.id} in (
        select id from trigger_instances
        where next_poll_at <= ${clock.now().toISOString()}::timestamptz
          and disabled_at is null
          and (leased_until is null or leased_until < now())
          and connected_account_id <> all(${sql.param([...busyAccounts])}::text[])
          and toolkit <> all(${sql.param([...busyToolkits])}::text[])
        order by next_poll_at limit ${limit} for update skip locked)`,
    )
    .returning()
}

/** Stops instances whose account died, resumes those whose account is back, raises stalls, renews hooks. */
export async function sweep(deps: PollerDeps): Promise<void> {
  await deps.db.transaction((tx) => stopOrphans(tx, deps.clock.now()))
  await resume(deps)
  await raiseStalls(deps)
  await renewHooks(deps)
}

async function stopOrphans(tx: Database, now: Date): Promise<void> {
  const stopped = await tx
    .update(triggerInstances)
    .set({
      disabledAt: now,
      disabledBy: 'account',
      disabledReason: 'The connected account can no longer be used until its user connects it again',
      nextPollAt: null,
      stallsAt: null,
      stalledAt: null,
      leasedUntil: null,
      updatedAt: now,
    })
    .where(
      sql`${triggerInstances.id} in (
        select id from trigger_instances i
        where i.disabled_at is null and not ${accountIsUsable(sql`i.project_id`, sql`i.connected_account_id`)}
        limit ${sweptAtOnce} for update skip locked)`,
    )
    .returning()
  for (const row of stopped) {
    await recordEvent(tx, {
      projectId: row.projectId,
      type: 'composio.trigger.disabled',
      subjectId: row.id,
      data: {
        ...namesOf(row),
        reason: row.disabledReason,
        disabled_at: now.toISOString(),
      },
      occurredAt: now,
    })
  }
}

async function resume({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await db
    .update(triggerInstances)
    .set({
      disabledAt: null,
      disabledBy: null,
      disabledReason: null,
      // Types that the app calls kept their endpoint, and are not polled.
      nextPollAt: sql`case when ${triggerInstances.endpointId} is null then ${now.toISOString()}::timestamptz end`,
      stallsAt: sql`case when ${triggerInstances.endpointId} is null then ${stallsAfter(now, 1).toISOString()}::timestamptz end`,
      updatedAt: now,
    })
    .where(
      sql`${triggerInstances.id} in (
        select id from trigger_instances i
        where i.disabled_by = 'account' and ${accountIsUsable(sql`i.project_id`, sql`i.connected_account_id`)}
        limit ${sweptAtOnce} for update skip locked)`,
    )
}

async function renewHooks(deps: PollerDeps): Promise<void> {
  const soon = new Date(deps.clock.now().getTime() + renewAheadMs)
  const due = await deps.db
    .update(webhookEndpoints)
    .set({ leasedUntil: sql`now() + interval '10 minutes'` })
    .where(
      and(
        lt(webhookEndpoints.expiresAt, soon),
        sql`(${webhookEndpoints.leasedUntil} is null or ${webhookEndpoints.leasedUntil} < now())`,
      ),
    )
    .returning()
  for (const row of due) {
    try {
      await renewHook(await withProjectToolkits(deps, row.projectId), row)
      await endStall(deps, row.id)
    } catch (error) {
      deps.log.warn({ err: error, endpoint: row.id }, 'a hook could not be renewed')
      const lastError = error instanceof Error ? error.message.slice(0, 500) : 'failed'
      await deps.db.update(webhookEndpoints).set({ lastError }).where(eq(webhookEndpoints.id, row.id))
    }
  }
}

/** Instances whose hook had ended hear again. */
async function endStall({ db }: Pick<Deps, 'db'>, endpointId: string): Promise<void> {
  await db
    .update(triggerInstances)
    .set({ stalledAt: null })
    .where(eq(triggerInstances.endpointId, endpointId))
}
