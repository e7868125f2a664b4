/** Members, workspaces and search. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, flag, id, oneOf, text, textFields, whole } from '../schemas.ts'
import { board, card, fields, idMember, idOrg, items } from './inputs.ts'

export const memberTools = [
  get('TRELLO_GET_SEARCH', '/search', {
    aliases: ['TRELLO_SEARCH_GET_RESULTS'],
    name: 'Search',
    description:
      'Search cards, boards, workspaces and members. Operators of Trello work: board:, list:, label:, is:open, due:week.',
    important: true,
    query: {
      query: id('What to search for.'),
      idBoards: text('Ids of boards to look in, separated by commas, or mine.'),
      modelTypes: text('Kinds, separated by commas: actions, boards, cards, members, organizations; or all.'),
      cards_limit: whole('Most cards, 1 to 1000.', { minimum: 1, maximum: 1000 }),
      boards_limit: whole('Most boards, 1 to 1000.', { minimum: 1, maximum: 1000 }),
      card_fields: text('Fields of cards to return, separated by commas.'),
      partial: flag('Find words by their start too.'),
    },
    required: ['query'],
    output: answer({ cards: { type: 'array', items: { type: 'object', properties: card } } }),
  }),
  get('TRELLO_GET_MEMBERS_BY_ID_MEMBER', '/members/{idMember}', {
    aliases: ['TRELLO_MEMBER_GET_BY_ID'],
    name: 'Get member',
    description: 'Read one member: name, user name and ids of boards; me is the connected one.',
    important: true,
    path: { idMember },
    query: { fields },
    output: answer(textFields('id', 'fullName', 'username', 'url')),
  }),
  get('TRELLO_GET_MEMBERS_BOARDS_BY_ID_MEMBER', '/members/{idMember}/boards', {
    aliases: ['TRELLO_MEMBER_GET_BOARDS_BY_ID_MEMBER', 'TRELLO_MEMBER_GET_BOARDS'],
    name: 'List boards of member',
    description: 'List the boards of a member with their ids and names; me is the connected one.',
    important: true,
    path: { idMember: { ...idMember, default: 'me' } },
    query: {
      filter: oneOf(
        ['all', 'closed', 'members', 'open', 'organization', 'public', 'starred'],
        'Which boards.',
      ),
      fields,
    },
    output: items(board),
  }),
  get('TRELLO_GET_MEMBERS_CARDS_BY_ID_MEMBER', '/members/{idMember}/cards', {
    name: 'List cards of member',
    description: 'List the open cards that a member is on; me is the connected one.',
    path: { idMember },
    query: { filter: oneOf(['all', 'closed', 'none', 'open', 'visible'], 'Which cards.'), fields },
    output: items(card),
  }),
  get('TRELLO_GET_MEMBERS_ORGANIZATIONS_BY_ID_MEMBER', '/members/{idMember}/organizations', {
    name: 'List workspaces of member',
    description: 'List the workspaces of a member; me is the connected one.',
    path: { idMember },
    query: { fields },
    output: items(textFields('id', 'name', 'displayName', 'url')),
  }),
  get('TRELLO_GET_ORGANIZATIONS_BY_ID_ORG', '/organizations/{idOrg}', {
    name: 'Get workspace',
    description: 'Read one workspace.',
    path: { idOrg },
    query: { fields },
    output: answer(textFields('id', 'name', 'displayName', 'desc', 'url')),
  }),
  get('TRELLO_GET_ORGANIZATIONS_BOARDS_BY_ID_ORG', '/organizations/{idOrg}/boards', {
    name: 'List boards of workspace',
    description: 'List the boards of a workspace.',
    path: { idOrg },
    query: {
      filter: oneOf(['all', 'open', 'closed', 'members', 'organization', 'public'], 'Which boards.'),
      fields,
    },
    output: items(board),
  }),
  get('TRELLO_GET_ORGANIZATIONS_MEMBERS_BY_ID_ORG', '/organizations/{idOrg}/members', {
    name: 'List members of workspace',
    description: 'List the members of a workspace with their ids and names.',
    path: { idOrg },
    output: items(textFields('id', 'fullName', 'username')),
  }),
] satisfies ToolkitInput['tools']
