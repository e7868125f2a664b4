/** Something happened for an instance: an event in the outbox, once. */
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { recordEvent, type TriggerMessage } from '../events/events.ts'
import type { TriggerInstanceRow } from './triggers.table.ts'
import { hashOf } from './values.ts'

/** @param identity of what happened, within the instance: the same one again is no event */
export async function recordTriggerEvent(
  tx: Database,
  instance: TriggerInstanceRow,
  identity: string,
  payload: Record<string, unknown>,
  occurredAt: Date,
): Promise<void> {
  const data: TriggerMessage = {
    log_id: newId('log'),
    trigger_slug: instance.slug,
    trigger_id: instance.id,
    connected_account_id: instance.connectedAccountId,
    auth_config_id: instance.authConfigId,
    user_id: instance.userId,
    payload,
  }
  await recordEvent(tx, {
    id: `evt_${hashOf(instance.id, identity)}`,
    projectId: instance.projectId,
    type: 'composio.trigger.message',
    subjectId: instance.id,
    data,
    occurredAt,
  })
}
