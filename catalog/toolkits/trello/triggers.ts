import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, maybe, payload, shape, type WebhookInput } from '../trigger-kit.ts'

/** Trello signs with the secret of the app, which a connection does not have: the URL is the secret. */
const watch = (model: string, ...match: NonNullable<WebhookInput['match']>): WebhookInput => ({
  setup: 'auto',
  share: model,
  create: {
    call: http('POST', '/webhooks', {
      body: { callbackURL: '{{hook.url}}', idModel: model, description: 'Patchbay' },
    }),
    id: 'id',
  },
  delete: http('DELETE', '/webhooks/{{hook.id}}'),
  verify: { kind: 'url' },
  challenge: [{ kind: 'ok' }],
  match,
  id: '{{item.action.id}}',
})

const board = shape({ board_id: { type: 'string', minLength: 1, description: 'ID of the board.' } })
const by = '{{item.action.memberCreator.fullName}}'
const card = {
  card_id: '{{item.action.data.card.id}}',
  card_name: '{{item.action.data.card.name}}',
  description: '{{item.action.data.card.desc}}',
  board_id: '{{item.action.data.board.id}}',
  board_name: '{{item.action.data.board.name}}',
}
const cardFields = {
  card_id: field('string', 'ID of the card.'),
  card_name: field('string', 'Name of the card.'),
}
const boardFields = {
  board_id: maybe('ID of the board.'),
  board_name: maybe('Name of the board.'),
  description: maybe('Text of the card.'),
}

export const trelloTriggers: TriggerInput[] = [
  {
    slug: 'TRELLO_TRELLO_NEW_CARD_TRIGGER',
    name: 'Card added',
    description: 'Fires when a card is made on a board.',
    config: board,
    payload: payload(cardFields, {
      ...boardFields,
      created_at: maybe('When.'),
      created_by: maybe('Who made it.'),
    }),
    webhook: watch('{{input.board_id}}', {
      path: 'action.type',
      in: ['createCard', 'copyCard', 'emailCard'],
    }),
    map: { ...card, created_at: '{{item.action.date}}', created_by: by },
  },
  {
    slug: 'TRELLO_TRELLO_ARCHIVED_CARD_TRIGGER',
    name: 'Card archived',
    description: 'Fires when a card of a board is archived.',
    config: board,
    payload: payload(cardFields, {
      ...boardFields,
      archived_at: maybe('When.'),
      archived_by: maybe('Who did it.'),
    }),
    webhook: watch(
      '{{input.board_id}}',
      { path: 'action.type', in: ['updateCard'] },
      { path: 'action.data.card.closed', in: [true] },
    ),
    map: { ...card, archived_at: '{{item.action.date}}', archived_by: by },
  },
  {
    slug: 'TRELLO_TRELLO_UPDATED_CARD_TRIGGER',
    name: 'Card changed',
    description: 'Fires when one card is changed, with the values before and after.',
    config: shape({ card_id: { type: 'string', minLength: 1, description: 'ID of the card.' } }),
    payload: payload(cardFields, {
      ...boardFields,
      old_data: maybe('Values before.'),
      new_data: maybe('Values after.'),
      updated_at: maybe('When.'),
      updated_by: maybe('Who did it.'),
    }),
    webhook: watch('{{input.card_id}}', { path: 'action.type', in: ['updateCard'] }),
    map: {
      ...card,
      old_data: '{{item.action.data.old}}',
      new_data: '{{item.action.data.card}}',
      updated_at: '{{item.action.date}}',
      updated_by: by,
    },
  },
  {
    slug: 'TRELLO_TRELLO_NEW_BOARD_TRIGGER',
    name: 'Board added',
    description: 'Fires when a board is made in a workspace.',
    config: shape({ workspace_id: { type: 'string', minLength: 1, description: 'ID of the workspace.' } }),
    payload: payload(
      { board_id: field('string', 'ID of the board.'), board_name: field('string', 'Name of the board.') },
      {
        created_at: maybe('When.'),
        created_by: maybe('Who made it.'),
        description: maybe('Text of the board.'),
      },
    ),
    webhook: watch('{{input.workspace_id}}', {
      path: 'action.type',
      in: ['createBoard', 'addToOrganizationBoard'],
    }),
    map: {
      board_id: '{{item.action.data.board.id}}',
      board_name: '{{item.action.data.board.name}}',
      description: '{{item.action.data.board.desc}}',
      created_at: '{{item.action.date}}',
      created_by: by,
    },
  },
  {
    slug: 'TRELLO_TRELLO_NEW_ACTIVITY_TRIGGER',
    name: 'Anything the person does',
    description: 'Fires for each action that has to do with the connected person, on any board.',
    config: shape({}),
    payload: payload(
      { action_id: field('string', 'ID of the action.'), action_type: field('string', 'Kind of action.') },
      {
        board_id: maybe('ID of the board.'),
        board_name: maybe('Name of the board.'),
        card_id: maybe('ID of the card.'),
        card_name: maybe('Name of the card.'),
        created_at: maybe('When.'),
        member_id: maybe('ID of who did it.'),
        member_name: maybe('Name of who did it.'),
      },
    ),
    webhook: watch('me'),
    map: {
      action_id: '{{item.action.id}}',
      action_type: '{{item.action.type}}',
      board_id: '{{item.action.data.board.id}}',
      board_name: '{{item.action.data.board.name}}',
      card_id: '{{item.action.data.card.id}}',
      card_name: '{{item.action.data.card.name}}',
      created_at: '{{item.action.date}}',
      member_id: '{{item.action.idMemberCreator}}',
      member_name: by,
    },
  },
]
