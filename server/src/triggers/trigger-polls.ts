/** The log of polls: a row for each, where those that found nothing share a row an hour. */
import { and, desc, eq, lt, sql, type SQL } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../db/ids.ts'
import { triggerPolls, type TriggerInstanceRow, type TriggerPollRow } from './triggers.table.ts'

export type { TriggerPollRow } from './triggers.table.ts'

/** What a poll came to. */
export interface PollOutcome {
  outcome: TriggerPollRow['outcome']
  /** New items. */
  found: number
  error?: string
  /** Status of the provider's answer, where it refused. */
  status?: number | undefined
}

/** Days that rows are kept: those of quiet hours say little. */
const keptDays = { nothing: 3, other: 30 }

/** Writes down what a poll came to. */
export async function recordPoll(
  tx: Database,
  { id: triggerId, projectId }: Pick<TriggerInstanceRow, 'id' | 'projectId'>,
  { outcome, found, error, status }: PollOutcome,
  at: Date,
): Promise<void> {
  const hour = Math.floor(at.getTime() / 3_600_000)
  const id = outcome === 'nothing' ? `${triggerId}:${hour}` : newId('log')
  await tx
    .insert(triggerPolls)
    .values({
      id,
      projectId,
      triggerId,
      outcome,
      found,
      error: error?.slice(0, 500) ?? null,
      upstreamStatus: status ?? null,
      firstAt: at,
      at,
    })
    .onConflictDoUpdate({
      target: triggerPolls.id,
      set: { at, times: sql`${triggerPolls.times} + 1` },
    })
}

/** Writes down polls that found nothing. @param polls SQL that gives `id`, `project_id` and `polled_at` of their instances */
export async function recordQuietPolls(db: Database, polls: SQL): Promise<void> {
  const hour = sql`floor(extract(epoch from polled_at) / 3600)::bigint`
  await db.execute(sql`
    with polls as (${polls})
    insert into trigger_polls (id, project_id, trigger_id, outcome, found, first_at, at)
    select id || ':' || ${hour}, project_id, id, 'nothing', 0, polled_at, polled_at from polls
    on conflict (id) do update set at = excluded.at, times = trigger_polls.times + 1`)
}

/** A trigger's polls before a moment, the latest first. */
export async function pollsBefore(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  triggerId: string,
  before: Date,
  limit: number,
): Promise<TriggerPollRow[]> {
  return db
    .select()
    .from(triggerPolls)
    .where(
      and(
        eq(triggerPolls.projectId, projectId),
        eq(triggerPolls.triggerId, triggerId),
        lt(triggerPolls.at, before),
      ),
    )
    .orderBy(desc(triggerPolls.at), desc(triggerPolls.id))
    .limit(limit)
}

/** Removes up to 5,000 rows that have been kept long enough. @returns how many */
export async function purgePolls({ db }: Pick<Deps, 'db'>): Promise<number> {
  const { rowCount } = await db.execute(sql`
    delete from trigger_polls where id in (
      select id from trigger_polls
      where at < now() - ${keptDays.nothing}::int * interval '1 day'
        and (outcome = 'nothing' or at < now() - ${keptDays.other}::int * interval '1 day')
      limit 5000)`)
  return rowCount ?? 0
}
