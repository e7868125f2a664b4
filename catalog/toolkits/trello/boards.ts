/** Boards, their labels and their members. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, flag, id, oneOf, text, textFields, whole } from '../schemas.ts'
import { board, card, fields, idBoard, idMember, items, list } from './inputs.ts'

const filter = (values: readonly string[]) => oneOf(values, 'Which of them; open ones when left out.')
const label = textFields('id', 'name', 'color', 'idBoard')

const color = oneOf(
  ['yellow', 'purple', 'blue', 'red', 'green', 'orange', 'black', 'sky', 'pink', 'lime'],
  'Colour of the label.',
)

export const boardTools = [
  post('TRELLO_ADD_BOARDS', '/boards', {
    aliases: ['TRELLO_BOARD_CREATE_BOARD', 'TRELLO_CREATE_BOARD'],
    name: 'Create board',
    description: 'Create a board.',
    important: true,
    body: {
      name: id('Name of the board.'),
      desc: text('What it is about.'),
      idOrganization: text('Id of the workspace.'),
      idBoardSource: text('Id of a board to copy.'),
      defaultLists: flag('Start with the lists To Do, Doing and Done.'),
      defaultLabels: flag('Start with the usual labels.'),
      prefs_permissionLevel: oneOf(['org', 'private', 'public'], 'Who can see it.'),
      prefs_background: text('Background, such as blue, orange, green, red, purple, grey.'),
    },
    required: ['name'],
    output: answer(board),
  }),
  get('TRELLO_GET_BOARDS_BY_ID_BOARD', '/boards/{idBoard}', {
    aliases: ['TRELLO_BOARD_GET_BY_ID'],
    name: 'Get board',
    description: 'Read one board, and with lists, cards or members what is on it.',
    important: true,
    path: { idBoard },
    query: {
      fields,
      lists: filter(['all', 'closed', 'none', 'open']),
      cards: filter(['all', 'closed', 'none', 'open', 'visible']),
      members: filter(['all', 'none', 'normal', 'admins', 'owners']),
      labels: oneOf(['all', 'none'], 'Return the labels.'),
    },
    output: answer(board),
  }),
  put('TRELLO_UPDATE_BOARDS_BY_ID_BOARD', '/boards/{idBoard}', {
    name: 'Update board',
    description: 'Rename, describe, archive or move a board.',
    path: { idBoard },
    body: {
      name: text('New name.'),
      desc: text('New text.'),
      closed: flag('Whether it is archived.'),
      idOrganization: text('Id of the workspace to move it to.'),
      prefs_permissionLevel: oneOf(['org', 'private', 'public'], 'Who can see it.'),
    },
    wire: { prefs_permissionLevel: 'prefs/permissionLevel' },
    output: answer(board),
  }),
  get('TRELLO_GET_BOARDS_LISTS_BY_ID_BOARD', '/boards/{idBoard}/lists', {
    aliases: ['TRELLO_BOARD_GET_LISTS_BY_ID_BOARD'],
    name: 'List lists of board',
    description: 'List the lists of a board in their order, with their ids.',
    important: true,
    path: { idBoard },
    query: {
      filter: filter(['all', 'closed', 'none', 'open']),
      cards: filter(['all', 'closed', 'none', 'open']),
      fields,
    },
    output: items(list),
  }),
  get('TRELLO_GET_BOARDS_CARDS_BY_ID_BOARD', '/boards/{idBoard}/cards', {
    aliases: ['TRELLO_BOARD_GET_CARDS_BY_ID_BOARD'],
    name: 'List cards of board',
    description: 'List the open cards of a board.',
    important: true,
    path: { idBoard },
    query: {
      fields,
      limit: whole('How many to return at most, 1 to 1000.', { minimum: 1, maximum: 1000 }),
      since: text('Only cards made after this time, ISO 8601, or after the card with this id.'),
      before: text('Only cards made before this time, or before the card with this id.'),
    },
    output: items(card),
  }),
  get('TRELLO_GET_BOARDS_CARDS_BY_ID_BOARD_BY_FILTER', '/boards/{idBoard}/cards/{filter}', {
    aliases: ['TRELLO_BOARD_FILTER_CARDS_BY_ID_BOARD'],
    name: 'List cards of board by state',
    description: 'List the cards of a board that are open, archived or all.',
    path: { idBoard, filter: oneOf(['all', 'closed', 'none', 'open', 'visible'], 'Which cards.') },
    output: items(card),
  }),
  get('TRELLO_GET_BOARDS_MEMBERS_BY_ID_BOARD', '/boards/{idBoard}/members', {
    name: 'List members of board',
    description: 'List the members of a board with their ids and names.',
    path: { idBoard },
    output: items(textFields('id', 'fullName', 'username')),
  }),
  put('TRELLO_UPDATE_BOARDS_MEMBERS_BY_ID_BOARD_BY_ID_MEMBER', '/boards/{idBoard}/members/{idMember}', {
    name: 'Add member to board',
    description: 'Add a member to a board, or change what the member may do there.',
    path: { idBoard, idMember },
    body: { type: oneOf(['admin', 'normal', 'observer'], 'What the member may do.') },
    required: ['type'],
  }),
  remove('TRELLO_DELETE_BOARDS_MEMBERS_BY_ID_BOARD_BY_ID_MEMBER', '/boards/{idBoard}/members/{idMember}', {
    name: 'Remove member from board',
    description: 'Take a member off a board.',
    path: { idBoard, idMember },
  }),
  get('TRELLO_GET_BOARDS_LABELS_BY_ID_BOARD', '/boards/{idBoard}/labels', {
    name: 'List labels of board',
    description: 'List the labels of a board with their ids, names and colours.',
    important: true,
    path: { idBoard },
    query: { limit: whole('How many to return at most, 1 to 1000.', { minimum: 1, maximum: 1000 }) },
    output: items(label),
  }),
  post('TRELLO_ADD_LABELS', '/labels', {
    name: 'Create label',
    description: 'Create a label on a board.',
    body: { name: id('Name of the label.'), color, idBoard },
    required: ['name', 'color', 'idBoard'],
    output: answer(label),
  }),
  put('TRELLO_UPDATE_LABELS_BY_ID_LABEL', '/labels/{idLabel}', {
    name: 'Update label',
    description: 'Rename or recolour a label.',
    path: { idLabel: id('Id of the label, from TRELLO_GET_BOARDS_LABELS_BY_ID_BOARD.') },
    body: { name: text('New name.'), color },
    output: answer(label),
  }),
  remove('TRELLO_DELETE_LABELS_BY_ID_LABEL', '/labels/{idLabel}', {
    name: 'Delete label',
    description: 'Delete a label, which takes it off all cards.',
    path: { idLabel: id('Id of the label, from TRELLO_GET_BOARDS_LABELS_BY_ID_BOARD.') },
  }),
  get('TRELLO_GET_BOARDS_ACTIONS_BY_ID_BOARD', '/boards/{idBoard}/actions', {
    name: 'List activity of board',
    description: 'List what has happened on a board, newest first.',
    path: { idBoard },
    query: {
      filter: text('Kinds, separated by commas, such as commentCard,createCard; all when left out.'),
      limit: whole('How many to return at most, 1 to 1000.', { minimum: 1, maximum: 1000 }),
      since: text('Only after this time, ISO 8601.'),
      before: text('Only before this time, ISO 8601.'),
    },
    output: items(textFields('id', 'type', 'date')),
  }),
] satisfies ToolkitInput['tools']
