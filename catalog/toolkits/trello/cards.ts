/** Cards, and what is on them. */
import { fileInput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, flag, id, text, whole, textFields } from '../schemas.ts'
import { card, fields, idCard, idList, items, pos } from './inputs.ts'

const content = {
  name: text('Title of the card.'),
  desc: text('Text of the card, in Markdown.'),
  pos,
  due: text('When it is due, ISO 8601.'),
  start: text('Day it starts, ISO 8601.'),
  dueComplete: flag('Whether the due date is met.'),
  idMembers: text('Ids of members to put on it, separated by commas.'),
  idLabels: text('Ids of labels, separated by commas, from TRELLO_GET_BOARDS_LABELS_BY_ID_BOARD.'),
}

export const cardTools = [
  post('TRELLO_ADD_CARDS', '/cards', {
    aliases: ['TRELLO_CARD_CREATE_AND_UPDATE', 'TRELLO_CREATE_CARD'],
    name: 'Create card',
    description: 'Create a card in a list.',
    important: true,
    body: {
      idList,
      ...content,
      urlSource: text('Address of a page to attach.'),
      idCardSource: text('Id of a card to copy from.'),
      keepFromSource: text(
        'What to copy, separated by commas: attachments, checklists, comments, due, labels, members; or all.',
      ),
    },
    required: ['idList', 'name'],
    output: answer(card),
  }),
  get('TRELLO_GET_CARDS_BY_ID_CARD', '/cards/{idCard}', {
    aliases: ['TRELLO_CARD_GET_BY_ID'],
    name: 'Get card',
    description: 'Read one card: title, text, dates, list, members and labels.',
    important: true,
    path: { idCard },
    query: {
      fields,
      attachments: flag('Return its attachments.'),
      members: flag('Return its members.'),
      checklists: text('all returns its checklists, none leaves them out.'),
      list: flag('Return its list.'),
    },
    output: answer(card),
  }),
  put('TRELLO_UPDATE_CARDS_BY_ID_CARD', '/cards/{idCard}', {
    aliases: ['TRELLO_CARD_UPDATE_BY_ID_CARD'],
    name: 'Update card',
    description:
      'Change the given fields of a card: text, dates, members, labels; idList moves it, closed archives it.',
    important: true,
    path: { idCard },
    body: {
      ...content,
      closed: flag('Whether it is archived.'),
      idList: text('Id of the list to move it to.'),
      idBoard: text('Id of the board to move it to; give idList of that board too.'),
    },
    output: answer(card),
  }),
  put('TRELLO_UPDATE_CARDS_ID_LIST_BY_ID_CARD', '/cards/{idCard}/idList', {
    aliases: ['TRELLO_CARD_UPDATE_ID_LIST_BY_ID_CARD'],
    name: 'Move card',
    description: 'Move a card to another list of its board.',
    important: true,
    path: { idCard },
    body: { value: idList },
    required: ['value'],
    output: answer(card),
  }),
  remove('TRELLO_DELETE_CARDS_BY_ID_CARD', '/cards/{idCard}', {
    name: 'Delete card',
    description: 'Delete a card for good. To archive it, update it with closed true.',
    path: { idCard },
  }),
  post('TRELLO_ADD_CARDS_ACTIONS_COMMENTS_BY_ID_CARD', '/cards/{idCard}/actions/comments', {
    name: 'Comment on card',
    description: 'Write a comment on a card as the connected member.',
    important: true,
    path: { idCard },
    body: { text: id('The comment, in Markdown; @name mentions a member.') },
    required: ['text'],
  }),
  put('TRELLO_UPDATE_CARD_COMMENT', '/cards/{idCard}/actions/{idAction}/comments', {
    name: 'Update comment',
    description: 'Change a comment that the connected member wrote.',
    path: { idCard, idAction: id('Id of the comment, from TRELLO_GET_CARDS_ACTIONS_BY_ID_CARD.') },
    body: { text: id('The new text.') },
    required: ['text'],
  }),
  remove(
    'TRELLO_DELETE_CARDS_ACTIONS_COMMENTS_BY_ID_CARD_BY_ID_ACTION',
    '/cards/{idCard}/actions/{idAction}/comments',
    {
      name: 'Delete comment',
      description: 'Delete a comment from a card.',
      path: { idCard, idAction: id('Id of the comment, from TRELLO_GET_CARDS_ACTIONS_BY_ID_CARD.') },
    },
  ),
  get('TRELLO_GET_CARDS_ACTIONS_BY_ID_CARD', '/cards/{idCard}/actions', {
    name: 'List comments and changes of card',
    description:
      'List what has happened to a card, newest first: comments (filter commentCard), moves and others.',
    important: true,
    path: { idCard },
    query: {
      filter: text('Kinds, separated by commas: commentCard, updateCard:idList, createCard, or all.', {
        default: 'commentCard',
      }),
      limit: whole('How many to return at most, 1 to 1000.', { minimum: 1, maximum: 1000 }),
      page: whole('Page, from 0.', { minimum: 0 }),
    },
    output: items(textFields('id', 'type', 'date')),
  }),
  get('TRELLO_GET_CARDS_ATTACHMENTS_BY_ID_CARD', '/cards/{idCard}/attachments', {
    name: 'List attachments of card',
    description: 'List the files and links on a card.',
    path: { idCard },
    query: { fields },
    output: items(textFields('id', 'name', 'url', 'mimeType')),
  }),
  remove(
    'TRELLO_DELETE_CARDS_ATTACHMENTS_BY_ID_CARD_BY_ID_ATTACHMENT',
    '/cards/{idCard}/attachments/{idAttachment}',
    {
      name: 'Delete attachment',
      description: 'Take a file or a link off a card.',
      path: {
        idCard,
        idAttachment: id('Id of the attachment, from TRELLO_GET_CARDS_ATTACHMENTS_BY_ID_CARD.'),
      },
    },
  ),
  post('TRELLO_ADD_CARDS_ID_LABELS_BY_ID_CARD', '/cards/{idCard}/idLabels', {
    name: 'Add label to card',
    description: 'Put a label of the board on a card.',
    path: { idCard },
    body: { value: id('Id of the label, from TRELLO_GET_BOARDS_LABELS_BY_ID_BOARD.') },
    required: ['value'],
  }),
  remove('TRELLO_DELETE_CARDS_ID_LABELS_BY_ID_CARD_BY_ID_LABEL', '/cards/{idCard}/idLabels/{idLabel}', {
    name: 'Remove label from card',
    description: 'Take a label off a card.',
    path: { idCard, idLabel: id('Id of the label.') },
  }),
  post('TRELLO_ADD_CARDS_ID_MEMBERS_BY_ID_CARD', '/cards/{idCard}/idMembers', {
    name: 'Add member to card',
    description: 'Put a member of the board on a card.',
    path: { idCard },
    body: { value: id('Id of the member, from TRELLO_GET_BOARDS_MEMBERS_BY_ID_BOARD.') },
    required: ['value'],
  }),
  remove('TRELLO_DELETE_CARDS_ID_MEMBERS_BY_ID_CARD_BY_ID_MEMBER', '/cards/{idCard}/idMembers/{idMember}', {
    name: 'Remove member from card',
    description: 'Take a member off a card.',
    path: { idCard, idMember: id('Id of the member.') },
  }),
  post('TRELLO_ADD_CARDS_ATTACHMENTS_BY_ID_CARD', '/cards/{idCard}/attachments', {
    name: 'Attach file or link to card',
    description: 'Attach a file or a link to a card. Give file or url.',
    path: { idCard },
    body: {
      file: fileInput('The file, up to 10 MB on a free plan.'),
      url: text('Address of a page, in place of a file.'),
      name: text('Name of the attachment.'),
      setCover: flag('Show the picture on the card.'),
    },
    exec: { body_type: 'multipart' },
    output: answer(textFields('id', 'name', 'url')),
  }),
] satisfies ToolkitInput['tools']
