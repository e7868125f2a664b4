/** Instances that ought to tell of events and cannot: found, and said once, until they work again. */
import { and, inArray, isNull, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { recordEvent } from '../events/events.ts'
import { namesOf } from './instance-names.ts'
import { triggerInstances } from './triggers.table.ts'

const raisedAtOnce = 200

/** Marks what has stalled by now and records an event for each. */
export async function raiseStalls({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  const at = sql`${now.toISOString()}::timestamptz`
  await db.transaction(async (tx) => {
    const { rows: found } = await tx.execute<{ id: string }>(sql`
      select id from trigger_instances
      where disabled_at is null and stalled_at is null and stalls_at < ${at}
      limit ${raisedAtOnce} for update skip locked`)
    const { rows: hookless } = await tx.execute<{ id: string }>(sql`
      select i.id from trigger_instances i
      join webhook_endpoints e on e.id = i.endpoint_id and e.project_id = i.project_id
      where i.disabled_at is null and i.stalled_at is null and e.expires_at < ${at}
      limit ${raisedAtOnce} for update of i skip locked`)
    const ids = [...found, ...hookless].map(({ id }) => id)
    if (ids.length === 0) return
    const stalled = await tx
      .update(triggerInstances)
      .set({ stalledAt: now })
      .where(and(inArray(triggerInstances.id, ids), isNull(triggerInstances.stalledAt)))
      .returning()
    for (const row of stalled) {
      await recordEvent(tx, {
        projectId: row.projectId,
        type: 'composio.trigger.stalled',
        subjectId: row.id,
        data: {
          ...namesOf(row),
          reason:
            row.endpointId === null ? (row.lastError ?? 'It has not been polled') : 'Its hook has ended',
          consecutive_errors: row.consecutiveErrors,
          last_success_at: row.lastSuccessAt?.toISOString() ?? null,
          stalled_at: now.toISOString(),
        },
        occurredAt: now,
      })
    }
  })
}
