/** Spaces: live conversations. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { id, oneOf, texts } from '../schemas.ts'
import { many, most, one, postFields, spelling } from './inputs.ts'
import { all } from './scopes.ts'

const scopes = all('tweet.read', 'users.read', 'space.read')
const fields = {
  space_fields: texts('Fields of spaces, such as title, state, host_ids.'),
  expansions: texts('Related objects to include, such as host_ids.'),
}
const path = { id: id('Id of the space: the end of its link.') }

export const spaceTools = [
  get('TWITTER_SEARCH_FOR_SPACES', '/spaces/search', {
    name: 'Search spaces',
    description: 'Find live and coming spaces by words of their title.',
    scopes,
    query: {
      query: id('Words.'),
      state: oneOf(['live', 'scheduled', 'all'], 'Which ones.'),
      max_results: most(100),
      ...fields,
    },
    required: ['query'],
    ...spelling,
    output: many,
  }),
  get('TWITTER_SPACE_LOOKUP_BY_SPACE_ID', '/spaces/{id}', {
    name: 'Get space',
    description: 'Read a space.',
    scopes,
    path,
    query: fields,
    ...spelling,
    output: one,
  }),
  get('TWITTER_SPACE_LOOKUP_UP_SPACE_IDS', '/spaces', {
    name: 'Get spaces',
    description: 'Read up to 100 spaces.',
    scopes,
    query: { ids: texts('Ids of spaces.', { minItems: 1, maxItems: 100 }), ...fields },
    required: ['ids'],
    ...spelling,
    output: many,
  }),
  get('TWITTER_SPACE_LOOKUP_BY_THEIR_CREATORS', '/spaces/by/creator_ids', {
    name: 'Get spaces of users',
    description: 'List the live and coming spaces of users.',
    scopes,
    query: { user_ids: texts('Ids of users.', { minItems: 1, maxItems: 100 }), ...fields },
    required: ['user_ids'],
    ...spelling,
    output: many,
  }),
  get('TWITTER_RETRIEVE_POSTS_FROM_A_SPACE', '/spaces/{id}/tweets', {
    name: 'List posts of space',
    description: 'List the posts that were shared in a space.',
    scopes,
    path,
    query: { max_results: most(100), ...postFields },
    ...spelling,
    output: many,
  }),
] satisfies ToolkitInput['tools']
