import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, maybe, payload, shape } from '../trigger-kit.ts'

const types: readonly [slug: string, event: string, name: string, description: string][] = [
  ['SUBSCRIBE', 'subscribe', 'Somebody subscribed', 'Fires when somebody joins an audience.'],
  ['UNSUBSCRIBE', 'unsubscribe', 'Somebody unsubscribed', 'Fires when somebody leaves an audience.'],
  [
    'PROFILE_UPDATE',
    'profile',
    'Profile changed',
    'Fires when a member of an audience changes their profile.',
  ],
  ['CAMPAIGN', 'campaign', 'Campaign sent', 'Fires when a campaign to an audience is sent or cancelled.'],
]

/** Mailchimp signs nothing: only it knows the URL. It sends forms: `data[email]` is `data.email` here. */
export const mailchimpTriggers: TriggerInput[] = types.map(([slug, event, name, description]) => ({
  slug: `MAILCHIMP_MAILCHIMP_${slug}_TRIGGER`,
  name,
  description,
  config: shape({ list_id: { type: 'string', minLength: 1, description: 'ID of the audience.' } }),
  payload: payload(
    {},
    {
      email: maybe('Address of the member.'),
      event_type: maybe('What happened.'),
      list_id: maybe('ID of the audience.'),
      merge_fields: maybe('What is known of the member.'),
      timestamp: maybe('When.'),
    },
  ),
  webhook: {
    setup: 'auto',
    share: '{{input.list_id}}',
    create: {
      call: http('POST', '/lists/{list_id}/webhooks', {
        parameters: [{ name: 'list_id', in: 'path' }],
        body: {
          url: '{{hook.url}}',
          events: { subscribe: true, unsubscribe: true, profile: true, campaign: true },
          sources: { user: true, admin: true, api: true },
        },
      }),
      id: 'id',
    },
    delete: http('DELETE', '/lists/{list_id}/webhooks/{{hook.id}}', {
      parameters: [{ name: 'list_id', in: 'path' }],
    }),
    verify: { kind: 'url' },
    challenge: [{ kind: 'ok' }],
    match: [{ path: 'type', in: [event] }],
    id: '{{item.type}}:{{item.fired_at}}:{{item.data.id|default:}}:{{item.data.email|default:}}',
  },
  map: {
    email: '{{item.data.email}}',
    event_type: '{{item.type}}',
    list_id: '{{item.data.list_id}}',
    merge_fields: '{{item.data.merges}}',
    timestamp: '{{item.fired_at}}',
  },
}))
