/** What happened to a trigger, the latest first: its polls, its events, and the deliveries of these. */
import type { Deps } from '../deps.ts'
import { eventsBefore } from '../events/events.ts'
import { ApiError } from '../http/errors.ts'
import { deliveriesBefore } from '../webhook-subscriptions/deliveries.ts'
import { pollsBefore } from './trigger-polls.ts'
import { findInstance } from './triggers.ts'

export const logKinds = ['poll', 'event', 'delivery'] as const

export interface TriggerLog {
  kind: (typeof logKinds)[number]
  id: string
  at: Date
  summary: string
  is_error: boolean
  /** What else there is to know, by kind. */
  detail: Record<string, unknown>
}

type Source = (
  deps: Pick<Deps, 'db'>,
  projectId: string,
  triggerId: string,
  before: Date,
  limit: number,
) => Promise<TriggerLog[]>

const sources: Record<TriggerLog['kind'], Source> = {
  async poll(...query) {
    const rows = await pollsBefore(...query)
    return rows.map(({ id, at, outcome, found, error, upstreamStatus, times, firstAt }) => ({
      kind: 'poll',
      id,
      at,
      summary: error ?? pollWords[outcome](found),
      is_error: outcome === 'failed',
      detail: { outcome, found, upstream_status: upstreamStatus, times, first_at: firstAt.toISOString() },
    }))
  },
  async event(...query) {
    const rows = await eventsBefore(...query)
    return rows.map(({ id, occurredAt, type, data }) => ({
      kind: 'event',
      id,
      at: occurredAt,
      summary: type,
      is_error: type !== 'composio.trigger.message',
      detail: { type, data },
    }))
  },
  async delivery(...query) {
    const rows = await deliveriesBefore(...query)
    return rows.map((row) => ({
      kind: 'delivery',
      id: row.id,
      at: row.createdAt,
      summary: row.lastError ?? row.status,
      is_error: row.lastError !== null,
      detail: {
        event_id: row.eventId,
        webhook_subscription_id: row.subscriptionId,
        status: row.status,
        attempts: row.attempts,
        last_status: row.lastStatus,
        delivered_at: row.deliveredAt?.toISOString() ?? null,
        next_attempt_at: row.status === 'pending' ? row.nextAttemptAt.toISOString() : null,
      },
    }))
  },
}

const pollWords = {
  nothing: () => 'nothing new',
  events: (found: number) => `${found} new`,
  failed: () => 'failed',
}

/**
 * One page.
 * @param cursor of the page before; what came at that very moment is on the page already
 * @throws {ApiError} TriggerNotFound; BadRequest for a cursor that this server did not make
 */
export async function listTriggerLogs(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  triggerId: string,
  wanted: { kinds: readonly TriggerLog['kind'][]; limit: number; cursor: string | undefined },
): Promise<{ items: TriggerLog[]; next_cursor: string | null }> {
  await findInstance(deps, projectId, triggerId)
  const before = wanted.cursor === undefined ? farAway : momentOf(wanted.cursor)
  const rows = await Promise.all(
    wanted.kinds.map((kind) => sources[kind](deps, projectId, triggerId, before, wanted.limit + 1)),
  )
  const sorted = rows.flat().toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const page = sorted.slice(0, wanted.limit)
  const last = page.at(-1)
  // Those of one moment stay together: the cursor is a moment.
  const rest = sorted.slice(wanted.limit).filter(({ at }) => at.getTime() === last?.at.getTime())
  const items = [...page, ...rest]
  const isMore = last !== undefined && sorted.length > items.length
  return { items, next_cursor: isMore ? Buffer.from(last.at.toISOString()).toString('base64url') : null }
}

const farAway = new Date('2200-01-01T00:00:00Z')

function momentOf(cursor: string): Date {
  const moment = new Date(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!Number.isNaN(moment.getTime())) return moment
  throw new ApiError('BadRequest', 'cursor is not one that this server returned', {
    errors: ['cursor: not a cursor of this list'],
  })
}
