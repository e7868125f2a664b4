import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, payload, shape } from '../trigger-kit.ts'

const types: readonly [slug: string, resource: string, changes: string, name: string, description: string][] =
  [
    [
      'MESSAGE',
      'me/mailFolders/inbox/messages',
      'created',
      'New message',
      'Fires when a message arrives in the inbox.',
    ],
    [
      'SENT_MESSAGE',
      'me/mailFolders/sentitems/messages',
      'created',
      'Message sent',
      'Fires when the person sends a message.',
    ],
    [
      'CONTACT',
      'me/contacts',
      'created',
      'New contact',
      'Fires when a contact is added to the address book.',
    ],
    ['EVENT', 'me/events', 'created', 'New calendar event', 'Fires when an event is added to the calendar.'],
    [
      'EVENT_CHANGE',
      'me/events',
      'created,updated,deleted',
      'Calendar event changed',
      'Fires when an event of the calendar is added, changed or removed.',
    ],
  ]

/** Microsoft lets a subscription to these live for less than seven days. */
export const outlookTriggers: TriggerInput[] = types.map(([slug, resource, changes, name, description]) => ({
  slug: `OUTLOOK_OUTLOOK_${slug}_TRIGGER`,
  name,
  description,
  instructions: 'The server must be reachable from the internet over https, because Microsoft calls it.',
  config: shape({}),
  payload: payload({
    id: field('string', 'ID of the message, event or contact.'),
    event_type: field('string', 'created, updated or deleted.'),
  }),
  webhook: {
    setup: 'auto',
    share: resource + changes,
    create: {
      call: http('POST', '/subscriptions', {
        body: {
          changeType: changes,
          notificationUrl: '{{hook.url}}',
          resource,
          expirationDateTime: '{{now.in_two_days}}',
          clientState: '{{hook.secret}}',
        },
      }),
      id: 'id',
      expires: 'expirationDateTime',
    },
    renew: http('PATCH', '/subscriptions/{{hook.id}}', {
      body: { expirationDateTime: '{{now.in_two_days}}' },
    }),
    delete: http('DELETE', '/subscriptions/{{hook.id}}'),
    verify: { kind: 'client_state' },
    challenge: [{ kind: 'echo_query', name: 'validationToken' }],
    explode: 'value',
    match: [{ path: 'changeType', in: changes.split(',') }],
    // A change is told of once more when our answer got lost; the etag tells one change from the next.
    id: '{{item.subscriptionId}}:{{item.changeType}}:{{item.resourceData.id}}:{{item.etag|default:}}',
  },
  map: { id: '{{item.resourceData.id}}', event_type: '{{item.changeType}}' },
}))
