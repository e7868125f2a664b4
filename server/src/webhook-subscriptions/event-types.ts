/** What a subscription can hear of, and the payload versions that can say it. */
import type { EventType } from '../events/events.ts'
import type { webhookVersions } from './webhook-subscriptions.table.ts'

export type WebhookVersion = (typeof webhookVersions)[number]

export interface WebhookEventType {
  description: string
  versions: readonly WebhookVersion[]
}

export const webhookEventTypes: Readonly<Record<EventType, WebhookEventType>> = {
  'composio.trigger.message': {
    description: 'Something happened in an app that a trigger instance watches.',
    versions: ['V1', 'V2', 'V3'],
  },
  'composio.trigger.disabled': {
    description: 'A trigger instance stopped by itself, because its account or its upstream hook is gone.',
    versions: ['V3'],
  },
  'composio.trigger.stalled': {
    description:
      'A trigger instance is enabled, but no poll of it has worked for some time, or its hook has ended.',
    versions: ['V3'],
  },
  'composio.connected_account.expired': {
    description: 'A connected account can no longer be used until its user connects it again.',
    versions: ['V3'],
  },
}

export function isEventType(text: string): text is EventType {
  return Object.hasOwn(webhookEventTypes, text)
}
