/** What has to be seen to beside polls: accounts that died or came back, stalls, hooks that end soon. */
import { and, eq, lt, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { accountIsUsable } from '../connected-accounts/connected-accounts.ts'
import { withProjectToolkits } from '../custom-toolkits/project-deps.ts'
import type { Deps } from '../deps.ts'
import { recordEvent } from '../events/events.ts'
import { namesOf } from './instance-names.ts'
import type { PollDeps } from './poll.ts'
import { stallsAfter } from './poll-schedule.ts'
import { renewHook } from './registrar.ts'
import { raiseStalls } from './stalls.ts'
import { triggerInstances, webhookEndpoints } from './triggers.table.ts'

type SweepDeps = PollDeps & Pick<Deps, 'search'>

const renewAheadMs = 12 * 3_600_000
const sweptAtOnce = 200

/** Stops instances whose account died, resumes those whose account is back, raises stalls, renews hooks. */
export async function sweepInstances(deps: SweepDeps): Promise<void> {
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
      claims: sql`${triggerInstances.claims} + 1`,
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
      // Types that the app calls kept their endpoint, and are not polled. Those that come back together are spread.
      nextPollAt: sql`case when ${triggerInstances.endpointId} is null
        then ${now.toISOString()}::timestamptz + random() * interval '1 minute' end`,
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

async function renewHooks(deps: SweepDeps): Promise<void> {
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
