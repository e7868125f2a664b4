/** Direct messages. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { id, oneOf, several, open, text, texts } from '../schemas.ts'
import { many, one, paging, spelling } from './inputs.ts'
import { all } from './scopes.ts'

const reads = all('dm.read', 'tweet.read', 'users.read')
const writes = all('dm.write', 'dm.read', 'tweet.read', 'users.read')
const conversation = id('Id of the conversation, from TWITTER_GET_RECENT_DM_EVENTS.')
const message = {
  text: text('Text.'),
  attachments: several(open('{"media_id": "…"}'), 'One picture or video.', { maxItems: 1 }),
}
const fields = {
  ...paging(100),
  event_types: oneOf(['MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave'], 'Only this kind.'),
  dm_event_fields: texts('Fields of events, such as created_at, sender_id, text.'),
  expansions: texts('Related objects to include, such as sender_id.'),
}

/** Slug, name, description, path, path arguments. */
const lists = [
  [
    'GET_RECENT_DM_EVENTS',
    'List recent messages',
    'List the messages of the last 30 days in all conversations.',
    '/dm_events',
    {},
  ],
  [
    'RETRIEVE_DM_CONVERSATION_EVENTS',
    'Read conversation',
    'Read the messages of a conversation.',
    '/dm_conversations/{id}/dm_events',
    { id: conversation },
  ],
  [
    'GET_DM_EVENTS_FOR_A_DM_CONVERSATION',
    'Read messages with user',
    'Read the messages between the connected person and one user.',
    '/dm_conversations/with/{participant_id}/dm_events',
    { participant_id: id('Id of the user.') },
  ],
] as const

export const directMessageTools = [
  ...lists.map(([slug, name, description, url, path]) =>
    get(`TWITTER_${slug}`, url, {
      name,
      description,
      scopes: reads,
      path,
      query: fields,
      ...spelling,
      output: many,
    }),
  ),
  get('TWITTER_GET_DM_EVENTS_BY_ID', '/dm_events/{event_id}', {
    name: 'Get message',
    description: 'Read one message.',
    scopes: reads,
    path: { event_id: id('Id of the message.') },
    query: { dm_event_fields: fields.dm_event_fields, expansions: fields.expansions },
    ...spelling,
    output: one,
  }),
  post('TWITTER_SEND_A_NEW_MESSAGE_TO_A_USER', '/dm_conversations/with/{participant_id}/messages', {
    name: 'Send message to user',
    description: 'Send a message to one user.',
    important: true,
    scopes: writes,
    path: { participant_id: id('Id of the user, from TWITTER_USER_LOOKUP_BY_USERNAME.') },
    body: message,
    output: one,
  }),
  post('TWITTER_SEND_A_NEW_MESSAGE_TO_A_DM_CONVERSATION', '/dm_conversations/{dm_conversation_id}/messages', {
    name: 'Send message to conversation',
    description: 'Send a message to a conversation.',
    scopes: writes,
    path: { dm_conversation_id: conversation },
    body: message,
    output: one,
  }),
  post('TWITTER_CREATE_A_NEW_DM_CONVERSATION', '/dm_conversations', {
    name: 'Start group conversation',
    description: 'Start a conversation with several users.',
    scopes: writes,
    body: {
      participant_ids: texts('Ids of 2 to 49 users.', { minItems: 2, maxItems: 49 }),
      message__text: id('First message.'),
    },
    wire: { message__text: 'message.text' },
    required: ['participant_ids', 'message__text'],
    exec: { body: { conversation_type: 'Group' } },
    output: one,
  }),
  remove('TWITTER_DELETE_DM', '/dm_events/{event_id}', {
    name: 'Delete message',
    description: 'Delete a message for the connected person.',
    scopes: writes,
    path: { event_id: id('Id of the message.') },
    output: one,
  }),
] satisfies ToolkitInput['tools']
