import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, graphql, payload, shape, type WebhookInput } from '../trigger-kit.ts'

const config = shape({ team_id: { type: 'string', minLength: 1, description: 'ID of the team.' } })
const changed = payload({
  action: field('string', 'create, update or remove.'),
  type: field('string', 'Kind of thing: Issue or Comment.'),
  url: field('string', 'Where it can be seen.'),
  data: { type: 'object', additionalProperties: true, description: 'The thing as it is now.' },
})
const map = {
  action: '{{item.action}}',
  type: '{{item.type}}',
  url: '{{item.url|default:}}',
  data: '{{item.data}}',
}
const instructions = 'Only an administrator of the workspace can have webhooks made.'

const on = (type: string, ...actions: string[]): WebhookInput => ({
  setup: 'auto',
  share: '{{input.team_id}}',
  create: {
    call: graphql(
      'mutation Hook($input: WebhookCreateInput!) { webhookCreate(input: $input) { success webhook { id } } }',
      {
        input: {
          url: '{{hook.url}}',
          secret: '{{hook.secret}}',
          teamId: '{{input.team_id}}',
          resourceTypes: ['Issue', 'Comment'],
        },
      },
    ),
    id: 'webhookCreate.webhook.id',
  },
  delete: graphql('mutation Unhook($id: String!) { webhookDelete(id: $id) { success } }', {
    id: '{{hook.id}}',
  }),
  verify: { kind: 'hmac', header: 'linear-signature', timestamp_path: 'webhookTimestamp' },
  match: [
    { path: 'type', in: [type] },
    { path: 'action', in: actions },
  ],
  id: '{{item.headers.linear-delivery}}',
})

export const linearTriggers: TriggerInput[] = [
  {
    slug: 'LINEAR_ISSUE_CREATED_TRIGGER',
    name: 'Issue created',
    description: 'Fires when an issue is made in a team.',
    instructions,
    config,
    payload: changed,
    webhook: on('Issue', 'create'),
    map,
  },
  {
    slug: 'LINEAR_ISSUE_UPDATED_TRIGGER',
    name: 'Issue updated',
    description: 'Fires when an issue of a team is changed.',
    instructions,
    config,
    payload: changed,
    webhook: on('Issue', 'update'),
    map,
  },
  {
    slug: 'LINEAR_COMMENT_EVENT_TRIGGER',
    name: 'Comment written or changed',
    description: 'Fires when somebody writes, changes or removes a comment on an issue of a team.',
    instructions,
    config,
    payload: changed,
    webhook: on('Comment', 'create', 'update', 'remove'),
    map,
  },
]
