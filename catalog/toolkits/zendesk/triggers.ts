import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, payload, pollConfig, shape, whole, wholePayload } from '../trigger-kit.ts'

const names = [
  'account_id',
  'detail',
  'event',
  'id',
  'subject',
  'time',
  'type',
  'zendesk_event_version',
] as const

export const zendeskTriggers: TriggerInput[] = [
  {
    slug: 'ZENDESK_NEW_ZENDESK_TICKET_TRIGGER',
    name: 'New ticket',
    description: 'Fires for each ticket that is opened in the account.',
    config: pollConfig({}),
    payload: wholePayload('ticket', 'The ticket.'),
    poll: {
      call: http('GET', '/search', {
        query: { query: 'type:ticket created>={{state.cursor}}', sort_by: 'created_at', sort_order: 'asc' },
      }),
      items: 'results',
      id: '{{item.id}}',
      cursor: { kind: 'max', field: 'created_at', as: 'time', start: '{{now.iso}}' },
    },
    map: whole('new_ticket', 'ticket'),
  },
  {
    slug: 'ZENDESK_NEW_USER_TRIGGER',
    name: 'Event of a user',
    description: 'Fires for events about users, such as a new one, that Zendesk sends to a webhook.',
    instructions:
      'Events are those of Zendesk: zen:event-type:user.created and others. Only an administrator can make webhooks.',
    config: shape({
      name: { type: 'string', minLength: 1, description: 'Name that the webhook gets in Zendesk.' },
      events: {
        type: 'array',
        items: { type: 'string' },
        minItems: 1,
        description: 'Types of events to hear of.',
      },
    }),
    payload: payload({
      account_id: field('integer', 'ID of the Zendesk account.'),
      detail: { type: 'object', additionalProperties: true, description: 'The user.' },
      event: { type: 'object', additionalProperties: true, description: 'What changed.' },
      id: field('string', 'ID of the event.'),
      subject: field('string', 'What the event is about.'),
      time: field('string', 'When, ISO 8601.'),
      type: field('string', 'Type of the event.'),
      zendesk_event_version: field('string', 'Version of the event’s shape.'),
    }),
    webhook: {
      setup: 'auto',
      create: {
        call: http('POST', '/webhooks', {
          body: {
            webhook: {
              name: '{{input.name}}',
              endpoint: '{{hook.url}}',
              http_method: 'POST',
              request_format: 'json',
              status: 'active',
              subscriptions: '{{input.events}}',
              authentication: {
                type: 'bearer_token',
                data: { token: '{{hook.secret}}' },
                add_position: 'header',
              },
            },
          },
        }),
        id: 'webhook.id',
      },
      delete: http('DELETE', '/webhooks/{{hook.id}}'),
      verify: { kind: 'token', in: 'header', name: 'authorization' },
      id: '{{item.id}}',
    },
    map: Object.fromEntries(names.map((name) => [name, `{{item.${name}}}`])),
  },
]
