import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, maybe, payload, shape, type WebhookInput } from '../trigger-kit.ts'

/** A new thing of one kind. Pipedrive repeats the user and password that the hook was made with. */
const created = (object: string): WebhookInput => ({
  setup: 'auto',
  share: object,
  create: {
    call: http('POST', '/v1/webhooks', {
      body: {
        subscription_url: '{{hook.url}}',
        event_action: 'create',
        event_object: object,
        version: '2.0',
        http_auth_user: 'patchbay',
        http_auth_password: '{{hook.secret}}',
      },
    }),
    id: 'data.id',
  },
  delete: http('DELETE', '/v1/webhooks/{{hook.id}}'),
  verify: { kind: 'token', in: 'header', name: 'authorization' },
  match: [{ path: 'meta.action', in: ['create'] }],
  id: '{{item.meta.id}}',
})

const fields = (names: readonly string[]) =>
  payload({}, Object.fromEntries(names.map((name) => [name, maybe(`The ${name.replaceAll('_', ' ')}.`)])))
const from = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `{{item.data.${name}}}`]))

const types: readonly [
  slug: string,
  object: string,
  name: string,
  description: string,
  fields: readonly string[],
][] = [
  [
    'DEAL',
    'deal',
    'Deal added',
    'Fires when a deal is added.',
    ['id', 'title', 'value', 'currency', 'status', 'stage_id', 'user_id'],
  ],
  [
    'NOTE',
    'note',
    'Note added',
    'Fires when a note is written.',
    ['id', 'content', 'deal_id', 'person_id', 'org_id', 'user_id', 'add_time'],
  ],
  [
    'ORGANIZATION',
    'organization',
    'Organization added',
    'Fires when an organization is added.',
    ['id', 'name', 'address', 'owner_id', 'email', 'phone', 'web'],
  ],
]

export const pipedriveTriggers: TriggerInput[] = types.map(([slug, object, name, description, names]) => ({
  slug: `PIPEDRIVE_PIPEDRIVE_NEW_${slug}_TRIGGER`,
  name,
  description,
  instructions: 'The connection needs the scope webhooks:full.',
  config: shape({}),
  payload: fields(names),
  webhook: created(object),
  map: from(names),
}))
