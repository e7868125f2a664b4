/** Something happened for an instance: an event in the outbox, once. */
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { recordEvent, type TriggerMessage } from '../events/events.ts'
import { namesOf } from './instance-names.ts'
import type { TriggerInstanceRow } from './triggers.table.ts'
import { hashOf } from './values.ts'

/**
 * @param identity of what happened, within the instance: the same one again is no event
 * @param logPrefix of the log id, by which receivers tell a test from the real thing
 */
export async function recordTriggerEvent(
  tx: Database,
  instance: TriggerInstanceRow,
  identity: string,
  payload: Record<string, unknown>,
  occurredAt: Date,
  logPrefix = '',
): Promise<{ event_id: string; log_id: string }> {
  const data: TriggerMessage = {
    log_id: logPrefix + newId('log').slice(logPrefix === '' ? 0 : 'log_'.length),
    ...namesOf(instance),
    payload,
  }
  const id = `evt_${hashOf(instance.id, identity)}`
  await recordEvent(tx, {
    id,
    projectId: instance.projectId,
    type: 'composio.trigger.message',
    subjectId: instance.id,
    data,
    occurredAt,
  })
  return { event_id: id, log_id: data.log_id }
}
