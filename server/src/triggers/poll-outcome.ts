/**
 * What a poll came to: events and the cursor they come from in one commit, what went wrong, and when to look next. Polls
 * that found nothing are most of them, and are written down many at a time.
 */
import type { Trigger } from '@patchbay/catalog'
import type { Database } from '../db/database.ts'
import { builtOnce } from '../db/prepared.ts'
import { RowWriter } from '../db/row-writer.ts'
import { and, eq, isNull, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import type { Step } from './poll-cursor.ts'
import { nextPoll, retryPoll, stallsAfter, type Pace } from './poll-schedule.ts'
import { withDefaults } from './trigger-config.ts'
import { recordTriggerEvent } from './trigger-event.ts'
import { recordPoll, recordQuietPolls } from './trigger-polls.ts'
import { findTriggerAtVersion } from './trigger-types.ts'
import { triggerInstances, type TriggerInstanceRow } from './triggers.table.ts'
import { nowScope, payloadFor } from './values.ts'

type OutcomeDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'catalog' | 'config'>

/** The provider did not give what was asked; `status` and `retryAfter` are its answer's. */
export class PollFailure extends Error {
  override name = 'PollFailure'
  readonly status: number | undefined
  readonly retryAfter: string | undefined

  constructor(
    message: string,
    answer: { upstreamStatus?: number | undefined; retryAfter?: string | undefined } = {},
  ) {
    super(message)
    this.status = answer.upstreamStatus
    this.retryAfter = answer.retryAfter
  }
}

/** Writes down a poll that worked. `isDone`: there is no more to read now. */
export async function commitPoll(
  deps: OutcomeDeps,
  instance: TriggerInstanceRow,
  trigger: Trigger,
  { items, state }: Step,
  isDone: boolean,
): Promise<void> {
  const now = deps.clock.now()
  const input = withDefaults(trigger, instance.config)
  const lastNews = items.length > 0 ? now : (instance.lastEventAt ?? instance.updatedAt)
  const pace: Pace = { asked: instance.config['interval'], usual: input['interval'], lastNews }
  const next = isDone ? nextPoll(now, pace, Math.random()) : now
  const stallsAt = stallsAfter(now, input['interval'])
  if (items.length === 0) {
    const { id, projectId, claims } = instance
    return quietPollsOf(deps.db).add({ id, projectId, claims, state, now, next, stallsAt })
  }
  await deps.db.transaction(async (tx) => {
    const kept = await tx
      .update(triggerInstances)
      .set({
        state,
        nextPollAt: next,
        lastPollAt: now,
        lastSuccessAt: now,
        stallsAt,
        stalledAt: null,
        lastEventAt: now,
        consecutiveErrors: 0,
        lastError: null,
        leasedUntil: null,
      })
      .where(sameClaim(instance))
      .returning({ id: triggerInstances.id })
    // Another process has it by now, or it was deleted: what was seen is for that one to tell.
    if (kept.length === 0) return
    await recordPoll(tx, instance, { outcome: 'events', found: items.length }, now)
    for (const { id, item } of items) {
      const payload = payloadFor(trigger.map, { input, item, now: nowScope(now) })
      await recordTriggerEvent(tx, instance, id, payload, now)
    }
  })
}

interface QuietPoll extends Pick<TriggerInstanceRow, 'id' | 'projectId' | 'claims' | 'state'> {
  now: Date
  next: Date
  stallsAt: Date
}

const quietPollsOf = builtOnce((db) => new RowWriter<QuietPoll>((polls) => writeQuietPolls(db, polls)))

/** Those whose claim is another's by now are left alone, as is one that was disabled or deleted. */
async function writeQuietPolls(db: Database, polls: readonly QuietPoll[]): Promise<void> {
  const rows = polls.map(({ projectId, stallsAt, now, next, ...rest }) => ({
    ...rest,
    project_id: projectId,
    stalls_at: stallsAt,
    polled_at: now,
    next_poll_at: next,
  }))
  const written = sql`
    update trigger_instances i set
      state = q.state, next_poll_at = q.next_poll_at, last_poll_at = q.polled_at, last_success_at = q.polled_at,
      stalls_at = q.stalls_at, stalled_at = null, consecutive_errors = 0, last_error = null, leased_until = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as q (id text, project_id text, state jsonb,
      claims int, polled_at timestamptz, next_poll_at timestamptz, stalls_at timestamptz)
    where i.id = q.id and i.project_id = q.project_id and i.disabled_at is null
      and i.claims = q.claims
    returning i.id, i.project_id, q.polled_at`
  await recordQuietPolls(db, written)
}

/** Writes down a poll that did not work, for whatever reason. */
export async function commitFailure(
  deps: OutcomeDeps,
  instance: TriggerInstanceRow,
  error: unknown,
): Promise<void> {
  const { status, retryAfter } = error instanceof PollFailure ? error : {}
  const isKnown = error instanceof PollFailure || error instanceof ApiError
  if (!isKnown) deps.log.error({ err: error, trigger: instance.id }, 'a poll broke')
  const now = deps.clock.now()
  const isExpired = endsCursor(deps, instance, status)
  const errors = instance.consecutiveErrors + 1
  const nextPollAt = retryPoll(now, errors, { status, retryAfter }, Math.random())
  const lastError = (isKnown ? (error as Error).message : 'Something went wrong on our side').slice(0, 500)
  await deps.db.transaction(async (tx) => {
    const kept = await tx
      .update(triggerInstances)
      .set({
        nextPollAt,
        lastPollAt: now,
        consecutiveErrors: errors,
        lastError,
        leasedUntil: null,
        // The provider has forgotten where we were: start anew.
        ...(isExpired && { state: { began: instance.state.began } }),
      })
      .where(sameClaim(instance))
      .returning({ id: triggerInstances.id })
    if (kept.length > 0)
      await recordPoll(tx, instance, { outcome: 'failed', found: 0, error: lastError, status }, now)
  })
  if (status === 429 || retryAfter !== undefined) await restAccount(deps, instance, nextPollAt)
}

/** Whether this status says that the provider knows the cursor no more. */
function endsCursor(deps: OutcomeDeps, instance: TriggerInstanceRow, status: number | undefined): boolean {
  try {
    const { poll } = findTriggerAtVersion(deps, instance.slug, instance.version).trigger
    return poll !== undefined && 'expired' in poll.cursor && poll.cursor.expired.includes(status ?? 0)
  } catch (error) {
    // The type itself is gone from the catalog.
    if (error instanceof ApiError) return false
    throw error
  }
}

/** The provider wants fewer requests: the account's other instances wait as well. */
async function restAccount(
  { db }: Pick<Deps, 'db'>,
  { projectId, connectedAccountId }: TriggerInstanceRow,
  until: Date,
): Promise<void> {
  await db
    .update(triggerInstances)
    .set({ nextPollAt: sql`greatest(${triggerInstances.nextPollAt}, ${until.toISOString()}::timestamptz)` })
    .where(
      and(
        eq(triggerInstances.projectId, projectId),
        eq(triggerInstances.connectedAccountId, connectedAccountId),
        isNull(triggerInstances.disabledAt),
      ),
    )
}

function sameClaim({ projectId, id, claims }: TriggerInstanceRow) {
  return and(
    eq(triggerInstances.projectId, projectId),
    eq(triggerInstances.id, id),
    eq(triggerInstances.claims, claims),
    isNull(triggerInstances.disabledAt),
  )
}
