/** The account and what it may use. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { reads } from '../parameters.ts'
import { anything, text } from './inputs.ts'

const subscription = {
  tier: text,
  status: text,
  character_count: { type: 'integer', description: 'Credits used in this period.' },
  character_limit: { type: 'integer', description: 'Credits of this period.' },
  next_character_count_reset_unix: { type: ['integer', 'null'] },
  voice_limit: { type: 'integer' },
}

export const accountTools = [
  {
    slug: 'ELEVENLABS_GET_USER_INFO',
    aliases: ['ELEVENLABS_GET_USER_INFO_V_1_USER_GET'],
    name: 'Get user',
    description: 'Read the account that the key belongs to.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        user_id: text,
        first_name: text,
        is_new_user: { type: 'boolean' },
        subscription: anything,
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/user' },
  },
  {
    slug: 'ELEVENLABS_GET_USER_SUBSCRIPTION_INFO',
    name: 'Get subscription',
    description: 'See the plan, and how many credits are used and left.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: { type: 'object', properties: subscription },
    exec: { kind: 'http', method: 'GET', path: '/user/subscription' },
  },
] satisfies ToolkitInput['tools']
