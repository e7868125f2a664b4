/** Items: the rows of boards. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { mutation, query } from '../calls.ts'
import { destroys, replaces } from '../parameters.ts'
import { answer, flag, id, listOf, text, textFields } from '../schemas.ts'
import {
  boardId,
  columnId,
  columnsText,
  columnValues,
  groupId,
  idsOf,
  item,
  itemId,
  itemText,
  limit,
  named,
  page,
  readsBoards,
  writesBoards,
} from './inputs.ts'

const labels = flag('Create labels of status and dropdown columns that there are not yet.')

export const itemTools = [
  mutation(
    'MONDAY_CREATE_ITEM',
    `mutation($board_id: ID!, $item_name: String!, $group_id: String, $column_values: JSON, $labels: Boolean) {
      create_item(board_id: $board_id, item_name: $item_name, group_id: $group_id, column_values: $column_values,
      create_labels_if_missing: $labels) { ${itemText} } }`,
    {
      name: 'Create item',
      description: 'Create an item on a board, in the first group unless one is given.',
      important: true,
      scopes: writesBoards,
      input: {
        board_id: boardId,
        item_name: id('Name of the item.'),
        group_id: text('Id of the group, from MONDAY_GET_GROUP_DETAILS.'),
        column_values: columnValues,
        create_labels_if_missing: labels,
      },
      required: ['board_id', 'item_name'],
      wire: { create_labels_if_missing: 'labels' },
      result: 'create_item',
      output: answer(item),
    },
  ),
  mutation(
    'MONDAY_CREATE_SUBITEM',
    `mutation($parent_item_id: ID!, $item_name: String!, $column_values: JSON) {
      create_subitem(parent_item_id: $parent_item_id, item_name: $item_name, column_values: $column_values) {
      id name board { id } } }`,
    {
      name: 'Create subitem',
      description: 'Create an item under another item.',
      scopes: writesBoards,
      input: { parent_item_id: itemId, item_name: id('Name of the subitem.'), column_values: columnValues },
      required: ['parent_item_id', 'item_name'],
      result: 'create_subitem',
      output: answer(named),
    },
  ),
  query(
    'MONDAY_LIST_BOARD_ITEMS',
    `query($ids: [ID!], $limit: Int!, $cursor: String) { boards(ids: $ids) { items_page(limit: $limit, cursor: $cursor) {
      cursor items { ${itemText} ${columnsText} } } } }`,
    {
      name: 'List items of board',
      description: 'List the items of a board with the values of their columns, page by page.',
      important: true,
      scopes: readsBoards,
      input: {
        board_id: boardId,
        limit: limit(500),
        cursor: text('Next page: cursor of the previous answer; good for an hour.'),
      },
      required: ['board_id'],
      wire: { board_id: 'ids' },
      result: 'boards.0.items_page',
      output: answer({ cursor: { type: ['string', 'null'] }, items: listOf(item) }),
      pagination: {
        kind: 'cursor',
        argument: 'cursor',
        cursor: 'cursor',
        items: 'items',
        size_argument: 'limit',
      },
    },
  ),
  query(
    'MONDAY_LIST_ITEMS',
    `query($ids: [ID!], $limit: Int, $page: Int) { items(ids: $ids, limit: $limit, page: $page) {
      ${itemText} ${columnsText} subitems { id name } } }`,
    {
      aliases: ['MONDAY_GET_ITEMS'],
      name: 'Get items',
      description: 'Read items by id, with the values of their columns and their subitems.',
      important: true,
      scopes: readsBoards,
      input: { item_ids: { ...idsOf('Ids of up to 100 items.'), maxItems: 100 }, limit: limit(100), page },
      required: ['item_ids'],
      wire: { item_ids: 'ids' },
      output: answer({ items: listOf(item) }),
    },
  ),
  query(
    'MONDAY_FIND_ITEMS_BY_COLUMN_VALUE',
    `query($board_id: ID!, $columns: [ItemsPageByColumnValuesQuery!], $limit: Int!, $cursor: String) {
      items_page_by_column_values(board_id: $board_id, columns: $columns, limit: $limit, cursor: $cursor) {
      cursor items { ${itemText} ${columnsText} } } }`,
    {
      name: 'Find items by column',
      description: 'Find the items of a board that have given values in given columns.',
      scopes: readsBoards,
      input: {
        board_id: boardId,
        columns: {
          type: 'array',
          minItems: 1,
          description: 'Columns with the values to look for; an item must match all.',
          items: {
            type: 'object',
            properties: {
              column_id: { type: 'string' },
              column_values: { type: 'array', items: { type: 'string' } },
            },
            required: ['column_id', 'column_values'],
          },
        },
        limit: limit(500),
        cursor: text('Next page: cursor of the previous answer; leave columns as they were.'),
      },
      required: ['board_id', 'columns'],
      result: 'items_page_by_column_values',
      output: answer({ cursor: { type: ['string', 'null'] }, items: listOf(item) }),
    },
  ),
  mutation(
    'MONDAY_CHANGE_SIMPLE_COLUMN_VALUE',
    `mutation($board_id: ID!, $item_id: ID!, $column_id: String!, $value: String, $labels: Boolean) {
      change_simple_column_value(board_id: $board_id, item_id: $item_id, column_id: $column_id, value: $value,
      create_labels_if_missing: $labels) { ${itemText} } }`,
    {
      name: 'Set column of item',
      description:
        'Set one column of an item with a simple text: a label, a date, a number, ids of people. Column name is the title of the item.',
      important: true,
      tags: replaces,
      scopes: writesBoards,
      input: {
        board_id: boardId,
        item_id: itemId,
        column_id: columnId,
        value: text('The value; an empty text clears it.'),
        create_labels_if_missing: labels,
      },
      required: ['board_id', 'item_id', 'column_id', 'value'],
      wire: { create_labels_if_missing: 'labels' },
      result: 'change_simple_column_value',
      output: answer(item),
    },
  ),
  mutation(
    'MONDAY_CHANGE_MULTIPLE_COLUMN_VALUES',
    `mutation($board_id: ID!, $item_id: ID!, $column_values: JSON!, $labels: Boolean) {
      change_multiple_column_values(board_id: $board_id, item_id: $item_id, column_values: $column_values,
      create_labels_if_missing: $labels) { ${itemText} } }`,
    {
      name: 'Set columns of item',
      description: 'Set several columns of an item at once and keep the others.',
      important: true,
      tags: replaces,
      scopes: writesBoards,
      input: {
        board_id: boardId,
        item_id: itemId,
        column_values: columnValues,
        create_labels_if_missing: labels,
      },
      required: ['board_id', 'item_id', 'column_values'],
      wire: { create_labels_if_missing: 'labels' },
      result: 'change_multiple_column_values',
      output: answer(item),
    },
  ),
  mutation(
    'MONDAY_MOVE_ITEM_TO_GROUP',
    'mutation($item_id: ID!, $group_id: String!) { move_item_to_group(item_id: $item_id, group_id: $group_id) { id name } }',
    {
      name: 'Move item to group',
      description: 'Move an item to another group of its board.',
      tags: replaces,
      scopes: writesBoards,
      input: { item_id: itemId, group_id: groupId },
      required: ['item_id', 'group_id'],
      result: 'move_item_to_group',
      output: answer(named),
    },
  ),
  mutation(
    'MONDAY_MOVE_ITEM_TO_BOARD',
    `mutation($item_id: ID!, $board_id: ID!, $group_id: ID!) {
      move_item_to_board(item_id: $item_id, board_id: $board_id, group_id: $group_id) { id name board { id } } }`,
    {
      name: 'Move item to board',
      description: 'Move an item to a group of another board; columns of the same kind keep their values.',
      scopes: writesBoards,
      input: { item_id: itemId, board_id: boardId, group_id: groupId },
      required: ['item_id', 'board_id', 'group_id'],
      result: 'move_item_to_board',
      output: answer(named),
    },
  ),
  mutation(
    'MONDAY_DUPLICATE_ITEM',
    `mutation($board_id: ID!, $item_id: ID, $with_updates: Boolean) {
      duplicate_item(board_id: $board_id, item_id: $item_id, with_updates: $with_updates) { id name } }`,
    {
      name: 'Duplicate item',
      description: 'Copy an item on its board.',
      scopes: writesBoards,
      input: { board_id: boardId, item_id: itemId, with_updates: flag('Copy its updates too.') },
      required: ['board_id', 'item_id'],
      result: 'duplicate_item',
      output: answer(named),
    },
  ),
  mutation(
    'MONDAY_ARCHIVE_ITEM',
    'mutation($item_id: ID!) { archive_item(item_id: $item_id) { id state } }',
    {
      name: 'Archive item',
      description: 'Archive an item, which takes it off its board.',
      tags: replaces,
      scopes: writesBoards,
      input: { item_id: itemId },
      required: ['item_id'],
      result: 'archive_item',
      output: answer(textFields('id', 'state')),
    },
  ),
  mutation('MONDAY_DELETE_ITEM', 'mutation($item_id: ID!) { delete_item(item_id: $item_id) { id } }', {
    name: 'Delete item',
    description: 'Delete an item; it stays in the recycle bin for 30 days.',
    tags: destroys,
    scopes: writesBoards,
    input: { item_id: itemId },
    required: ['item_id'],
    result: 'delete_item',
    output: answer(textFields('id')),
  }),
] satisfies ToolkitInput['tools']
