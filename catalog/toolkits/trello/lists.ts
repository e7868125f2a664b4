/** Lists: the columns of a board. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put } from '../calls.ts'
import { answer, flag, id, text } from '../schemas.ts'
import { card, fields, idBoard, idList, items, list, pos } from './inputs.ts'

export const listTools = [
  post('TRELLO_ADD_LISTS', '/lists', {
    aliases: ['TRELLO_LIST_CREATE_LIST', 'TRELLO_CREATE_LIST'],
    name: 'Create list',
    description: 'Create a list on a board.',
    important: true,
    body: { name: id('Name of the list.'), idBoard, pos, idListSource: text('Id of a list to copy.') },
    required: ['name', 'idBoard'],
    output: answer(list),
  }),
  get('TRELLO_GET_LISTS_BY_ID_LIST', '/lists/{idList}', {
    aliases: ['TRELLO_LIST_GET_BY_ID_LIST'],
    name: 'Get list',
    description: 'Read one list: name, board, and whether it is archived.',
    path: { idList },
    query: { fields },
    output: answer(list),
  }),
  get('TRELLO_GET_LISTS_CARDS_BY_ID_LIST', '/lists/{idList}/cards', {
    aliases: ['TRELLO_LIST_GET_CARDS_BY_ID_LIST'],
    name: 'List cards of list',
    description: 'List the open cards of a list in their order.',
    important: true,
    path: { idList },
    query: { fields },
    output: items(card),
  }),
  put('TRELLO_UPDATE_LISTS_BY_ID_LIST', '/lists/{idList}', {
    name: 'Update list',
    description: 'Rename, move or archive a list.',
    path: { idList },
    body: {
      name: text('New name.'),
      closed: flag('Whether it is archived.'),
      idBoard: text('Id of the board to move it to.'),
      pos,
    },
    output: answer(list),
  }),
  post('TRELLO_ADD_LISTS_ARCHIVE_ALL_CARDS_BY_ID_LIST', '/lists/{idList}/archiveAllCards', {
    name: 'Archive cards of list',
    description: 'Archive all cards of a list.',
    tags: ['openWorldHint', 'destructiveHint', 'idempotentHint'],
    path: { idList },
  }),
  post('TRELLO_ADD_LISTS_MOVE_ALL_CARDS_BY_ID_LIST', '/lists/{idList}/moveAllCards', {
    name: 'Move cards of list',
    description: 'Move all cards of a list to another list.',
    path: { idList },
    body: { idBoard, target_list: id('Id of the list to move the cards to.') },
    required: ['idBoard', 'target_list'],
    wire: { target_list: 'idList' },
  }),
] satisfies ToolkitInput['tools']
