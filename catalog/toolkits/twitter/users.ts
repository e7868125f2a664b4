/** People: looking up, following, muting. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { id, texts } from '../schemas.ts'
import { many, one, ownId, paging, spelling, userFields, userId } from './inputs.ts'
import { all } from './scopes.ts'

const reads = all('tweet.read', 'users.read')
const username = id('Name without @.', { pattern: '^[A-Za-z0-9_]{1,15}$' })

/** Slug, name, description, path of lists of people of one user, scope, the most on a page. */
const lists = [
  ['FOLLOWERS_BY_USER_ID', 'List followers', 'List who follows a user.', 'followers', 'follows.read', 1000],
  ['FOLLOWING_BY_USER_ID', 'List followed', 'List whom a user follows.', 'following', 'follows.read', 1000],
  [
    'GET_BLOCKED_USERS',
    'List blocked',
    'List whom the connected person blocks.',
    'blocking',
    'block.read',
    1000,
  ],
  ['GET_MUTED_USERS', 'List muted', 'List whom the connected person mutes.', 'muting', 'mute.read', 1000],
] as const

/** Slugs to do and undo, names, path, scope. */
const ties = [
  ['FOLLOW_USER', 'UNFOLLOW_USER', 'Follow user', 'Unfollow user', 'following', 'follows.write'],
  ['MUTE_USER_BY_USER_ID', 'UNMUTE_USER_BY_USER_ID', 'Mute user', 'Unmute user', 'muting', 'mute.write'],
] as const

export const userTools = [
  get('TWITTER_USER_LOOKUP_ME', '/users/me', {
    name: 'Get me',
    description: 'Read who is connected; the id is needed by many tools.',
    important: true,
    scopes: reads,
    query: userFields,
    ...spelling,
    output: one,
  }),
  get('TWITTER_USER_LOOKUP_BY_ID', '/users/{id}', {
    name: 'Get user by id',
    description: 'Read a user.',
    scopes: reads,
    path: { id: userId },
    query: userFields,
    ...spelling,
    output: one,
  }),
  get('TWITTER_USER_LOOKUP_BY_USERNAME', '/users/by/username/{username}', {
    name: 'Get user by name',
    description: 'Find the user with a name and get their id.',
    important: true,
    scopes: reads,
    path: { username },
    query: userFields,
    ...spelling,
    output: one,
  }),
  get('TWITTER_USER_LOOKUP_BY_IDS', '/users', {
    name: 'Get users by ids',
    description: 'Read up to 100 users.',
    scopes: reads,
    query: { ids: texts('Ids of users.', { minItems: 1, maxItems: 100 }), ...userFields },
    required: ['ids'],
    ...spelling,
    output: many,
  }),
  get('TWITTER_USER_LOOKUP_BY_USERNAMES', '/users/by', {
    name: 'Get users by names',
    description: 'Read up to 100 users by their names.',
    scopes: reads,
    query: { usernames: texts('Names without @.', { minItems: 1, maxItems: 100 }), ...userFields },
    required: ['usernames'],
    ...spelling,
    output: many,
  }),
  ...lists.map(([slug, name, description, path, scope, maximum]) =>
    get(`TWITTER_${slug}`, `/users/{id}/${path}`, {
      name,
      description,
      scopes: all('tweet.read', 'users.read', scope),
      path: { id: userId },
      query: { ...paging(maximum), ...userFields },
      ...spelling,
      output: many,
    }),
  ),
  ...ties.flatMap(([make, undo, name, undoName, path, scope]) => [
    post(`TWITTER_${make}`, `/users/{id}/${path}`, {
      name,
      description: `${name} as the connected person.`,
      scopes: all('tweet.read', 'users.read', scope),
      path: { id: ownId },
      body: { target_user_id: userId },
      required: ['target_user_id'],
      output: one,
    }),
    remove(`TWITTER_${undo}`, `/users/{source_user_id}/${path}/{target_user_id}`, {
      name: undoName,
      description: `${undoName} as the connected person.`,
      scopes: all('tweet.read', 'users.read', scope),
      path: { source_user_id: ownId, target_user_id: userId },
      output: one,
    }),
  ]),
] satisfies ToolkitInput['tools']
