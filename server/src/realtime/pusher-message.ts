/**
 * A trigger's event as the SDKs take it from Pusher. The oldest of the shapes they know, as the Python SDK knows no
 * other.
 */
import type { Deps } from '../deps.ts'
import type { EventRow, TriggerMessage } from '../events/events.ts'
import { findInstances, type TriggerInstanceRow } from '../triggers/triggers.ts'

/** A message of a channel. `data` is JSON text. */
export interface PusherMessage {
  name: string
  data: string
}

/** Pusher takes 10 KB of data in a message, and clients expect larger events in parts. */
const mostBytes = 10_000
/** Written as JSON text within JSON text, one character takes three bytes at most. */
const partLength = 3_000

const eventName = 'trigger_to_client'

/** The messages of an event: one, several parts of a large one, or none where Pusher clients are not told of it. */
export async function messagesOf({ db }: Pick<Deps, 'db'>, event: EventRow): Promise<PusherMessage[]> {
  if (event.type !== 'composio.trigger.message') return []
  const [instance] = await findInstances({ db }, event.projectId, [event.subjectId])
  return inParts(event.id, JSON.stringify(wording(event, event.data as TriggerMessage, instance)))
}

function wording(
  event: EventRow,
  message: TriggerMessage,
  instance: TriggerInstanceRow | undefined,
): Record<string, unknown> {
  const [prefix = ''] = message.trigger_slug.split('_')
  return {
    appName: instance?.toolkit ?? prefix.toLowerCase(),
    clientId: event.projectId,
    payload: message.payload,
    originalPayload: message.payload,
    metadata: {
      id: instance?.uuid ?? message.trigger_id,
      nanoId: message.trigger_id,
      triggerName: message.trigger_slug,
      triggerData: '',
      triggerConfig: instance?.config ?? {},
      connection: {
        id: message.connected_account_id,
        connectedAccountNanoId: message.connected_account_id,
        integrationId: message.auth_config_id,
        authConfigNanoId: message.auth_config_id,
        clientUniqueUserId: message.user_id,
        status: 'ACTIVE',
      },
    },
  }
}

/** One message, or the parts that a client puts together again. */
export function inParts(id: string, text: string): PusherMessage[] {
  if (Buffer.byteLength(text) <= mostBytes) return [{ name: eventName, data: text }]
  const count = Math.ceil(text.length / partLength)
  return Array.from({ length: count }, (_, index) => ({
    name: `chunked-${eventName}`,
    data: JSON.stringify({
      id,
      index,
      chunk: text.slice(index * partLength, (index + 1) * partLength),
      final: index === count - 1,
    }),
  }))
}
