/** Chats: between two people, in a group, or of a meeting. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import {
  anyOf,
  filter,
  graphTool,
  orderby,
  page,
  select,
  skip,
  skipToken,
  top,
  userId,
} from '../microsoft-graph.ts'
import { answer, listOf, oneOf, open, several, text, texts, words } from '../schemas.ts'
import { chat, chatId, content, contentWire, edited, message, messageId } from './inputs.ts'
import { canCreateChats, canPostInChats, canReadChats, canWriteChats } from './scopes.ts'

const members = several(
  open('A member in the form of Graph.'),
  'Everyone in the chat, the connected person included: {"@odata.type": "#microsoft.graph.aadUserConversationMember", "roles": ["owner"], "user@odata.bind": "https://graph.microsoft.com/v1.0/users(\'ID\')"}.',
  { minItems: 1 },
)

export const chatTools = [
  graphTool({
    slug: 'MICROSOFT_TEAMS_CHATS_GET_ALL_CHATS',
    aliases: ['MICROSOFT_TEAMS_LIST_CHATS'],
    name: 'List chats',
    description: 'List the chats of the connected person. Expand members to see who is in them.',
    call: 'GET /{user_id}/chats',
    important: true,
    scopes: canReadChats,
    path: { user_id: userId },
    query: {
      top: top(50, { default: 20 }),
      filter: filter("chatType eq 'oneOnOne'"),
      expand: texts('members or lastMessagePreview, to include them.'),
      orderby: orderby('lastMessagePreview/createdDateTime desc'),
      select,
      skip_token: skipToken,
    },
    output: page(chat),
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_TEAMS_CREATE_CHAT',
    aliases: ['MICROSOFT_TEAMS_CREATE_CHAT'],
    name: 'Create chat',
    description: 'Open a chat with people, or get the existing one between two.',
    call: 'POST /chats',
    scopes: canCreateChats,
    body: {
      chatType: oneOf(['oneOnOne', 'group'], 'Between two people, or more.'),
      topic: text('Title of a group chat.'),
      members,
    },
    required: ['chatType', 'members'],
    output: chat,
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_TEAMS_POST_CHAT_MESSAGE',
    aliases: ['MICROSOFT_TEAMS_POST_CHAT_MESSAGE', 'MICROSOFT_TEAMS_SEND_CHAT_MESSAGE'],
    name: 'Post chat message',
    description: 'Send a message to a chat.',
    call: 'POST /chats/{chat_id}/messages',
    important: true,
    scopes: canPostInChats,
    path: { chat_id: chatId },
    body: edited,
    wire: contentWire,
    required: ['content'],
    output: message,
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_TEAMS_LIST_CHAT_MESSAGES',
    aliases: ['MICROSOFT_TEAMS_LIST_CHAT_MESSAGES', 'MICROSOFT_TEAMS_CHATS_GET_ALL_MESSAGES'],
    name: 'List chat messages',
    description: 'List the messages of a chat, newest first.',
    call: 'GET /chats/{chat_id}/messages',
    important: true,
    scopes: canReadChats,
    path: { chat_id: chatId },
    query: {
      top: top(50, { default: 20 }),
      orderby: orderby('createdDateTime desc'),
      filter: filter('lastModifiedDateTime gt 2026-01-31T00:00:00Z'),
      skip_token: skipToken,
    },
    output: page(message),
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_GET_CHAT_MESSAGE',
    name: 'Get chat message',
    description: 'Read one message of a chat.',
    call: 'GET /chats/{chat_id}/messages/{message_id}',
    scopes: canReadChats,
    path: { chat_id: chatId, message_id: messageId },
    output: message,
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_UPDATE_CHAT_MESSAGE',
    name: 'Update chat message',
    description: 'Change the text of a message that the connected person sent to a chat.',
    call: 'PATCH /chats/{chat_id}/messages/{message_id}',
    scopes: canWriteChats,
    path: { chat_id: chatId, message_id: messageId },
    body: content,
    wire: contentWire,
    required: ['content'],
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_TEAMS_LIST_PEOPLE',
    aliases: ['MICROSOFT_TEAMS_LIST_PEOPLE'],
    name: 'Find people',
    description:
      'Find the people that the connected person works with most, by name or address, and get their ids.',
    call: 'GET /{user_id}/people',
    important: true,
    scopes: anyOf('People.Read', 'People.Read.All'),
    path: { user_id: userId },
    query: {
      search: text('Name or address, in double quotes when it has spaces.'),
      top: top(100),
      skip,
      filter: filter("personType/class eq 'Person'"),
      select,
    },
    output: page(
      answer({ id: words, displayName: words, userPrincipalName: words, scoredEmailAddresses: listOf() }),
    ),
  }),
] satisfies ToolkitInput['tools']
