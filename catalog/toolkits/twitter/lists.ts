/** Lists. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { flag, id, text, texts } from '../schemas.ts'
import { listId, many, one, ownId, paging, postFields, spelling, userFields, userId } from './inputs.ts'
import { all } from './scopes.ts'

const reads = all('tweet.read', 'users.read', 'list.read')
const writes = all('tweet.read', 'users.read', 'list.write')
const listFields = { list_fields: texts('Fields of lists, such as member_count and description.') }
const details = { description: text('What it is for.'), private: flag('Only you see it.') }

/** Slug, name, description, path of the lists of one user. */
const ofUser = [
  ['GET_A_USER_S_OWNED_LISTS', 'List owned lists', 'List the lists of a user.', 'owned_lists'],
  [
    'GET_A_USER_S_LIST_MEMBERSHIPS',
    'List memberships',
    'List the lists that a user is on.',
    'list_memberships',
  ],
  [
    'GET_USER_S_FOLLOWED_LISTS',
    'List followed lists',
    'List the lists that a user follows.',
    'followed_lists',
  ],
  [
    'GET_A_USER_S_PINNED_LISTS',
    'List pinned lists',
    'List the lists that the connected person pinned.',
    'pinned_lists',
  ],
] as const

/** Slugs to do and undo, names, path. */
const ties = [
  ['FOLLOW_A_LIST', 'UNFOLLOW_A_LIST', 'Follow list', 'Unfollow list', 'followed_lists'],
  ['PIN_A_LIST', 'UNPIN_A_LIST', 'Pin list', 'Unpin list', 'pinned_lists'],
] as const

export const listTools = [
  post('TWITTER_CREATE_LIST', '/lists', {
    name: 'Create list',
    description: 'Create a list.',
    scopes: writes,
    body: { name: id('Name, at most 25 characters.', { maxLength: 25 }), ...details },
    required: ['name'],
    output: one,
  }),
  put('TWITTER_UPDATE_LIST', '/lists/{id}', {
    name: 'Update list',
    description: 'Change name or text of a list.',
    scopes: writes,
    path: { id: listId },
    body: { name: text('New name.', { maxLength: 25 }), ...details },
    output: one,
  }),
  remove('TWITTER_DELETE_LIST', '/lists/{id}', {
    name: 'Delete list',
    description: 'Delete a list.',
    scopes: writes,
    path: { id: listId },
    output: one,
  }),
  get('TWITTER_LIST_LOOKUP_BY_LIST_ID', '/lists/{id}', {
    name: 'Get list',
    description: 'Read a list.',
    scopes: reads,
    path: { id: listId },
    query: listFields,
    ...spelling,
    output: one,
  }),
  get('TWITTER_LIST_POSTS_TIMELINE_BY_LIST_ID', '/lists/{id}/tweets', {
    name: 'Read list',
    description: 'Read the posts of the members of a list, newest first.',
    scopes: reads,
    path: { id: listId },
    query: { ...paging(100), ...postFields },
    ...spelling,
    output: many,
  }),
  ...(['members', 'followers'] as const).map((path) =>
    get(
      path === 'members' ? 'TWITTER_FETCH_LIST_MEMBERS_BY_ID' : 'TWITTER_GET_LIST_FOLLOWERS',
      `/lists/{id}/${path}`,
      {
        name: `List ${path} of list`,
        description: `List the ${path} of a list.`,
        scopes: reads,
        path: { id: listId },
        query: { ...paging(100), ...userFields },
        ...spelling,
        output: many,
      },
    ),
  ),
  post('TWITTER_ADD_A_LIST_MEMBER', '/lists/{id}/members', {
    name: 'Add to list',
    description: 'Put a user on a list of the connected person.',
    scopes: writes,
    path: { id: listId },
    body: { user_id: userId },
    required: ['user_id'],
    output: one,
  }),
  remove('TWITTER_REMOVE_A_LIST_MEMBER', '/lists/{id}/members/{user_id}', {
    name: 'Remove from list',
    description: 'Take a user off a list of the connected person.',
    scopes: writes,
    path: { id: listId, user_id: userId },
    output: one,
  }),
  ...ofUser.map(([slug, name, description, path]) =>
    get(`TWITTER_${slug}`, `/users/{id}/${path}`, {
      name,
      description,
      scopes: reads,
      path: { id: userId },
      query: { ...(path === 'pinned_lists' ? {} : paging(100)), ...listFields },
      ...spelling,
      output: many,
    }),
  ),
  ...ties.flatMap(([make, undo, name, undoName, path]) => [
    post(`TWITTER_${make}`, `/users/{id}/${path}`, {
      name,
      description: `${name} as the connected person.`,
      scopes: writes,
      path: { id: ownId },
      body: { list_id: listId },
      required: ['list_id'],
      output: one,
    }),
    remove(`TWITTER_${undo}`, `/users/{id}/${path}/{list_id}`, {
      name: undoName,
      description: `${undoName} as the connected person.`,
      scopes: writes,
      path: { id: ownId, list_id: listId },
      output: one,
    }),
  ]),
] satisfies ToolkitInput['tools']
