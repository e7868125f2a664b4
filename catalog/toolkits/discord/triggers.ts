import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, pollConfig, whole, wholePayload } from '../trigger-kit.ts'

export const discordTriggers: TriggerInput[] = [
  {
    slug: 'DISCORD_DISCORD_NEW_MESSAGE_TRIGGER',
    name: 'New message in a channel',
    description: 'Fires for each message that is posted in a channel.',
    config: pollConfig(
      { channel_id: { type: 'string', minLength: 1, description: 'ID of the channel.' } },
      { limit: { type: 'integer', default: 50, minimum: 1, maximum: 100, description: 'Messages a look.' } },
    ),
    payload: wholePayload('message', 'The message.'),
    poll: {
      call: http('GET', '/channels/{channel_id}/messages', {
        parameters: [
          { name: 'channel_id', in: 'path' },
          { name: 'limit', in: 'query' },
        ],
      }),
      id: '{{item.id}}',
      cursor: { kind: 'max', field: 'id', as: 'number' },
    },
    map: whole('new_message', 'message'),
  },
]
