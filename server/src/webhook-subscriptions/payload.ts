/** An event as a subscription's payload version words it. Shapes are those that the published SDKs verify. */
import type { EventRow, TriggerMessage } from '../events/events.ts'
import type { WebhookVersion } from './event-types.ts'

/** The body of a delivery. `id` is the delivery's, the same for every attempt. */
export function payloadOf(
  version: WebhookVersion,
  id: string,
  event: EventRow,
  orgId: string,
): Record<string, unknown> {
  const timestamp = event.occurredAt.toISOString()
  if (event.type !== 'composio.trigger.message') {
    const metadata = { project_id: event.projectId, org_id: orgId }
    return { id, timestamp, type: event.type, metadata, data: event.data }
  }
  const message = event.data as TriggerMessage
  switch (version) {
    case 'V1':
      return {
        trigger_name: message.trigger_slug,
        connection_id: message.connected_account_id,
        trigger_id: message.trigger_id,
        payload: message.payload,
        log_id: message.log_id,
      }
    case 'V2':
      return {
        type: message.trigger_slug.toLowerCase(),
        timestamp,
        log_id: message.log_id,
        data: {
          ...message.payload,
          connection_id: message.connected_account_id,
          connection_nano_id: message.connected_account_id,
          trigger_nano_id: message.trigger_id,
          trigger_id: message.trigger_id,
          user_id: message.user_id,
        },
      }
    case 'V3': {
      const { payload, ...metadata } = message
      return { id, timestamp, type: event.type, metadata, data: payload }
    }
    default:
      return version satisfies never
  }
}
