/** Boards with their groups and columns. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { mutation, query } from '../calls.ts'
import { destroys, replaces } from '../parameters.ts'
import { answer, id, listOf, oneOf, text, textFields } from '../schemas.ts'
import { boardId, columnId, groupId, idsOf, limit, named, page, readsBoards, writesBoards } from './inputs.ts'

const titled = textFields('id', 'title')

export const boardTools = [
  query(
    'MONDAY_LIST_BOARDS',
    `query($limit: Int, $page: Int, $ids: [ID!], $workspace_ids: [ID], $state: State) {
      boards(limit: $limit, page: $page, ids: $ids, workspace_ids: $workspace_ids, state: $state) {
      id name description state board_kind url items_count workspace { id name } } }`,
    {
      name: 'List boards',
      description: 'List the boards with their ids and names, or read some by id.',
      important: true,
      scopes: readsBoards,
      input: {
        board_ids: idsOf('Only these boards, by id.'),
        workspace_ids: idsOf('Only boards of these workspaces, by id.'),
        state: oneOf(['active', 'archived', 'deleted', 'all'], 'Only boards in this state.'),
        limit: limit(100),
        page,
      },
      wire: { board_ids: 'ids' },
      output: answer({ boards: listOf({ ...named, ...textFields('state', 'url') }) }),
      pagination: { kind: 'page', argument: 'page', size_argument: 'limit', items: 'boards' },
    },
  ),
  mutation(
    'MONDAY_CREATE_BOARD',
    `mutation($board_name: String!, $board_kind: BoardKind!, $description: String, $workspace_id: ID,
      $template_id: ID, $folder_id: ID) { create_board(board_name: $board_name, board_kind: $board_kind,
      description: $description, workspace_id: $workspace_id, template_id: $template_id, folder_id: $folder_id) {
      id name url } }`,
    {
      name: 'Create board',
      description: 'Create a board, empty or from a template.',
      important: true,
      scopes: writesBoards,
      input: {
        board_name: id('Name of the board.'),
        board_kind: oneOf(['public', 'private', 'share'], 'Who can see it.', { default: 'public' }),
        description: text('What it is for.'),
        workspace_id: text('Id of the workspace; the main one when left out.'),
        folder_id: text('Id of the folder.'),
        template_id: text('Id of a board to take as template.'),
      },
      required: ['board_name'],
      result: 'create_board',
      output: answer({ ...named, ...textFields('url') }),
    },
  ),
  mutation(
    'MONDAY_UPDATE_BOARD',
    `mutation($board_id: ID!, $attribute: BoardAttributes!, $value: String!) {
      update_board(board_id: $board_id, board_attribute: $attribute, new_value: $value) }`,
    {
      name: 'Update board',
      description: 'Change the name or the text of a board.',
      tags: replaces,
      scopes: writesBoards,
      input: {
        board_id: boardId,
        board_attribute: oneOf(['name', 'description', 'communication'], 'What to change.'),
        new_value: text('The new value.'),
      },
      required: ['board_id', 'board_attribute', 'new_value'],
      wire: { board_attribute: 'attribute', new_value: 'value' },
    },
  ),
  mutation(
    'MONDAY_ARCHIVE_BOARD',
    'mutation($board_id: ID!) { archive_board(board_id: $board_id) { id state } }',
    {
      name: 'Archive board',
      description: 'Archive a board.',
      tags: replaces,
      scopes: writesBoards,
      input: { board_id: boardId },
      required: ['board_id'],
      result: 'archive_board',
      output: answer(textFields('id', 'state')),
    },
  ),
  mutation(
    'MONDAY_ADD_USERS_TO_BOARD',
    `mutation($board_id: ID!, $user_ids: [ID!]!, $kind: BoardSubscriberKind) {
      add_users_to_board(board_id: $board_id, user_ids: $user_ids, kind: $kind) { id name } }`,
    {
      name: 'Add people to board',
      description: 'Let people follow a board, or own it.',
      tags: replaces,
      scopes: writesBoards,
      input: {
        board_id: boardId,
        user_ids: idsOf('Ids of the people, from MONDAY_LIST_USERS.'),
        kind: oneOf(['subscriber', 'owner'], 'What they become.'),
      },
      required: ['board_id', 'user_ids'],
      output: answer({ add_users_to_board: listOf(named) }),
    },
  ),
  query(
    'MONDAY_GET_GROUP_DETAILS',
    'query($ids: [ID!]) { boards(ids: $ids) { id name groups { id title color archived } } }',
    {
      name: 'List groups of board',
      description: 'List the groups of a board with their ids.',
      scopes: readsBoards,
      input: { board_id: boardId },
      required: ['board_id'],
      wire: { board_id: 'ids' },
      result: 'boards.0',
      output: answer({ ...named, groups: listOf(titled) }),
    },
  ),
  mutation(
    'MONDAY_CREATE_GROUP',
    'mutation($board_id: ID!, $group_name: String!) { create_group(board_id: $board_id, group_name: $group_name) { id title } }',
    {
      name: 'Create group',
      description: 'Create a group on a board.',
      scopes: writesBoards,
      input: { board_id: boardId, group_name: id('Name of the group.') },
      required: ['board_id', 'group_name'],
      result: 'create_group',
      output: answer(titled),
    },
  ),
  mutation(
    'MONDAY_DELETE_GROUP',
    'mutation($board_id: ID!, $group_id: String!) { delete_group(board_id: $board_id, group_id: $group_id) { id deleted } }',
    {
      name: 'Delete group',
      description: 'Delete a group of a board with its items.',
      tags: destroys,
      scopes: writesBoards,
      input: { board_id: boardId, group_id: groupId },
      required: ['board_id', 'group_id'],
      result: 'delete_group',
      output: answer({ ...textFields('id'), deleted: { type: 'boolean' } }),
    },
  ),
  query(
    'MONDAY_LIST_COLUMNS',
    'query($ids: [ID!]) { boards(ids: $ids) { id name columns { id title type description settings_str archived } } }',
    {
      name: 'List columns of board',
      description:
        'List the columns of a board with their ids and kinds; settings_str holds the labels of a status.',
      important: true,
      scopes: readsBoards,
      input: { board_id: boardId },
      required: ['board_id'],
      wire: { board_id: 'ids' },
      result: 'boards.0',
      output: answer({ ...named, columns: listOf({ ...titled, ...textFields('type') }) }),
    },
  ),
  mutation(
    'MONDAY_CREATE_COLUMN',
    `mutation($board_id: ID!, $title: String!, $column_type: ColumnType!, $description: String, $defaults: JSON) {
      create_column(board_id: $board_id, title: $title, column_type: $column_type, description: $description,
      defaults: $defaults) { id title type } }`,
    {
      name: 'Create column',
      description: 'Add a column to a board.',
      scopes: writesBoards,
      input: {
        board_id: boardId,
        title: id('Title of the column.'),
        column_type: text(
          'Kind: status, text, long_text, numbers, date, people, dropdown, checkbox, link, email and others.',
          { minLength: 1 },
        ),
        description: text('What it is for.'),
        defaults: text('Settings of the kind, as JSON text.'),
      },
      required: ['board_id', 'title', 'column_type'],
      result: 'create_column',
      output: answer(titled),
    },
  ),
  mutation(
    'MONDAY_DELETE_COLUMN',
    'mutation($board_id: ID!, $column_id: String!) { delete_column(board_id: $board_id, column_id: $column_id) { id } }',
    {
      name: 'Delete column',
      description: 'Delete a column of a board with its values.',
      tags: destroys,
      scopes: writesBoards,
      input: { board_id: boardId, column_id: columnId },
      required: ['board_id', 'column_id'],
      result: 'delete_column',
      output: answer(textFields('id')),
    },
  ),
] satisfies ToolkitInput['tools']
