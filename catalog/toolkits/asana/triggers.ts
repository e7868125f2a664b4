import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, payload, shape } from '../trigger-kit.ts'

export const asanaTriggers: TriggerInput[] = [
  {
    slug: 'ASANA_TASK_TRIGGER',
    name: 'Task added or changed',
    description:
      'Fires when tasks of a project are added, changed or removed; changes that Asana sends together come as one.',
    config: shape({
      workspace_gid: { type: 'string', minLength: 1, description: 'GID of the workspace.' },
      project_gid: { type: 'string', minLength: 1, description: 'GID of the project.' },
    }),
    payload: payload({ events: { type: 'array', items: {}, description: 'What happened to which task.' } }),
    webhook: {
      setup: 'auto',
      create: {
        call: http('POST', '/webhooks', {
          body: {
            data: {
              resource: '{{input.project_gid}}',
              target: '{{hook.url}}',
              filters: ['added', 'changed', 'deleted', 'removed'].map((action) => ({
                resource_type: 'task',
                action,
              })),
            },
          },
        }),
        id: 'data.gid',
      },
      delete: http('DELETE', '/webhooks/{{hook.id}}'),
      verify: { kind: 'hmac', header: 'x-hook-signature' },
      challenge: [{ kind: 'echo_header', name: 'x-hook-secret', keep_as_secret: true }],
      match: [{ path: 'events', present: true }],
      id: '{{item.headers.x-hook-signature}}',
    },
    map: { events: '{{item.events}}' },
  },
]
