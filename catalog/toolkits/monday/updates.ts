/** Updates (the comments of items), people and workspaces. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { mutation, query } from '../calls.ts'
import { answer, id, listOf, oneOf, text, textFields } from '../schemas.ts'
import { idsOf, itemId, limit, named, page, readsUpdates, readsUsers, writesUpdates } from './inputs.ts'

const update = textFields('id', 'text_body', 'created_at')

export const updateTools = [
  mutation(
    'MONDAY_CREATE_UPDATE',
    `mutation($item_id: ID, $body: String!, $parent_id: ID) {
      create_update(item_id: $item_id, body: $body, parent_id: $parent_id) { id text_body created_at } }`,
    {
      name: 'Comment on item',
      description: 'Write an update on an item, or an answer to one.',
      important: true,
      scopes: writesUpdates,
      input: {
        item_id: itemId,
        body: id('The text; HTML is allowed.'),
        parent_id: text('Id of the update to answer.'),
      },
      required: ['item_id', 'body'],
      result: 'create_update',
      output: answer(update),
    },
  ),
  query(
    'MONDAY_LIST_UPDATES',
    `query($ids: [ID!], $limit: Int!, $page: Int) { items(ids: $ids) { id name
      updates(limit: $limit, page: $page) { id text_body created_at creator { id name } replies { id text_body } } } }`,
    {
      name: 'List updates of item',
      description: 'List the updates on an item, newest first, with the answers.',
      scopes: readsUpdates,
      input: { item_id: itemId, limit: limit(100), page },
      required: ['item_id'],
      wire: { item_id: 'ids' },
      result: 'items.0',
      output: answer({ ...named, updates: listOf(update) }),
    },
  ),
  query(
    'MONDAY_LIST_USERS',
    `query($ids: [ID!], $emails: [String], $name: String, $kind: UserKind, $limit: Int, $page: Int) {
      users(ids: $ids, emails: $emails, name: $name, kind: $kind, limit: $limit, page: $page) {
      id name email title enabled is_guest teams { id name } } }`,
    {
      name: 'List people',
      description: 'List the people of the account, or find some by name, email address or id.',
      important: true,
      scopes: readsUsers,
      input: {
        ids: idsOf('Only these, by id.'),
        emails: { type: 'array', items: { type: 'string' }, description: 'Only these, by email address.' },
        name: text('Only people with this in the name.'),
        kind: oneOf(['all', 'guests', 'non_guests', 'non_pending'], 'Only these.'),
        limit: limit(200),
        page,
      },
      output: answer({ users: listOf({ ...named, ...textFields('email', 'title') }) }),
      pagination: { kind: 'page', argument: 'page', size_argument: 'limit', items: 'users' },
    },
  ),
  query(
    'MONDAY_LIST_WORKSPACES',
    'query($limit: Int, $page: Int) { workspaces(limit: $limit, page: $page) { id name kind description } }',
    {
      name: 'List workspaces',
      description: 'List the workspaces with their ids.',
      scopes: { all_of: ['workspaces:read'] },
      input: { limit: limit(100), page },
      output: answer({ workspaces: listOf(named) }),
      pagination: { kind: 'page', argument: 'page', size_argument: 'limit', items: 'workspaces' },
    },
  ),
  query('MONDAY_GET_CURRENT_USER', '{ me { id name email title account { id name } } }', {
    name: 'Get me',
    description: 'Say who is connected.',
    scopes: { all_of: ['me:read'] },
    result: 'me',
    output: answer({ ...named, ...textFields('email', 'title') }),
  }),
] satisfies ToolkitInput['tools']
