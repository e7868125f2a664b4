/** Something happened for an instance: an event in the outbox, once. */
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { recordEvent, type NewEvent, type TriggerMessage } from '../events/events.ts'
import { namesOf } from './instance-names.ts'
import type { TriggerInstanceRow } from './triggers.table.ts'
import { hashOf } from './values.ts'

/**
 * @param identity of what happened, within the instance: the same one again is no event
 * @param logPrefix of the log id, by which receivers tell a test from the real thing
 */
export function triggerEvent(
  instance: TriggerInstanceRow,
  identity: string,
  payload: Record<string, unknown>,
  occurredAt: Date,
  logPrefix = '',
): NewEvent & { id: string; data: TriggerMessage } {
  const data: TriggerMessage = {
    log_id: logPrefix + newId('log').slice(logPrefix === '' ? 0 : 'log_'.length),
    ...namesOf(instance),
    payload,
  }
  return {
    id: `evt_${hashOf(instance.id, identity)}`,
    projectId: instance.projectId,
    type: 'composio.trigger.message',
    subjectId: instance.id,
    data,
    occurredAt,
  }
}

/** Records such an event. */
export async function recordTriggerEvent(
  tx: Database,
  ...about: Parameters<typeof triggerEvent>
): Promise<{ event_id: string; log_id: string }> {
  const event = triggerEvent(...about)
  await recordEvent(tx, event)
  return { event_id: event.id, log_id: event.data.log_id }
}
