/** Channels and other conversations. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inQuery, reads, replaces, writes } from '../parameters.ts'
import { channel, cursor, limit, listOf } from './inputs.ts'
import { all, anyOf, conversations } from './scopes.ts'

const aChannel = {
  type: 'object',
  properties: { ok: { type: 'boolean' }, channel: { type: 'object', additionalProperties: true } },
} as const

export const conversationTools = [
  {
    slug: 'SLACK_LIST_ALL_SLACK_TEAM_CHANNELS_WITH_VARIOUS_FILTERS',
    aliases: ['SLACK_CONVERSATIONS_LIST', 'SLACK_LIST_ALL_CHANNELS'],
    name: 'List channels',
    description: 'List the channels of the workspace with their ids, names and topics, page by page.',
    tags: reads,
    important: true,
    scopes: conversations('read'),
    input: {
      type: 'object',
      properties: {
        types: {
          type: 'string',
          default: 'public_channel',
          description: 'Kinds, separated by commas: public_channel, private_channel, mpim, im.',
        },
        exclude_archived: { type: 'boolean', default: true, description: 'Leave out archived channels.' },
        limit: limit(200),
        cursor,
      },
    },
    output: listOf('channels'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conversations.list',
      parameters: inQuery('types', 'exclude_archived', 'limit', 'cursor'),
    },
  },
  {
    slug: 'SLACK_RETRIEVE_CONVERSATION_INFORMATION',
    aliases: ['SLACK_CONVERSATIONS_INFO'],
    name: 'Get conversation',
    description: 'Read one conversation: name, topic, purpose, and whether it is private or archived.',
    tags: reads,
    scopes: conversations('read'),
    input: {
      type: 'object',
      properties: {
        channel,
        include_locale: { type: 'boolean', description: 'Return the locale.' },
        include_num_members: { type: 'boolean', description: 'Return the number of members.' },
      },
      required: ['channel'],
    },
    output: aChannel,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conversations.info',
      parameters: inQuery('channel', 'include_locale', 'include_num_members'),
    },
  },
  {
    slug: 'SLACK_RETRIEVE_CONVERSATION_MEMBERS_LIST',
    name: 'List conversation members',
    description: 'List the ids of the members of a conversation.',
    tags: reads,
    scopes: conversations('read'),
    input: { type: 'object', properties: { channel, limit: limit(100), cursor }, required: ['channel'] },
    output: {
      type: 'object',
      properties: { ok: { type: 'boolean' }, members: { type: 'array', items: { type: 'string' } } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conversations.members',
      parameters: inQuery('channel', 'limit', 'cursor'),
    },
  },
  {
    slug: 'SLACK_INITIATES_CHANNEL_BASED_CONVERSATIONS',
    aliases: ['SLACK_CREATE_CHANNEL'],
    name: 'Create channel',
    description: 'Create a public or private channel.',
    tags: writes,
    scopes: anyOf('channels:manage', 'groups:write', 'channels:write'),
    input: {
      type: 'object',
      properties: {
        name: {
          type: 'string',
          pattern: '^[^A-Z\\s.]{1,80}$',
          description: 'Name: lower case, no spaces or full stops, at most 80 characters.',
        },
        is_private: { type: 'boolean', default: false, description: 'Whether the channel is private.' },
        team_id: { type: 'string', description: 'Workspace, for an organization-wide token.' },
      },
      required: ['name'],
    },
    output: aChannel,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/conversations.create',
      parameters: inBody('name', 'is_private', 'team_id'),
    },
  },
  {
    slug: 'SLACK_INVITE_USERS_TO_A_SLACK_CHANNEL',
    name: 'Invite users to channel',
    description: 'Invite up to 100 people to a channel.',
    tags: writes,
    scopes: anyOf('channels:manage', 'channels:write.invites', 'groups:write', 'groups:write.invites'),
    input: {
      type: 'object',
      properties: {
        channel,
        users: { type: 'string', minLength: 1, description: 'User ids, separated by commas.' },
      },
      required: ['channel', 'users'],
    },
    output: aChannel,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/conversations.invite',
      parameters: inBody('channel', 'users'),
    },
  },
  {
    slug: 'SLACK_JOIN_AN_EXISTING_CONVERSATION',
    name: 'Join channel',
    description: 'Join a public channel, which a bot needs before it can read there.',
    tags: replaces,
    scopes: all('channels:join'),
    input: { type: 'object', properties: { channel }, required: ['channel'] },
    output: aChannel,
    exec: { kind: 'http', method: 'POST', path: '/conversations.join', parameters: inBody('channel') },
  },
  {
    slug: 'SLACK_OPEN_OR_RESUME_DIRECT_OR_MULTI_PERSON_MESSAGES',
    aliases: ['SLACK_OPEN_DM'],
    name: 'Open direct message',
    description: 'Open a direct message with one to eight people and get its channel id.',
    tags: replaces,
    scopes: anyOf('im:write', 'mpim:write'),
    input: {
      type: 'object',
      properties: {
        users: { type: 'string', description: 'User ids, separated by commas.' },
        channel: { type: 'string', description: 'Id of a direct message to resume, in place of users.' },
        return_im: { type: 'boolean', description: 'Return the conversation in full.' },
      },
    },
    output: aChannel,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/conversations.open',
      parameters: inBody('users', 'channel', 'return_im'),
    },
  },
  {
    slug: 'SLACK_SET_THE_TOPIC_OF_A_CONVERSATION',
    name: 'Set channel topic',
    description: 'Set the topic of a conversation.',
    tags: replaces,
    scopes: anyOf('channels:manage', 'channels:write.topic', 'groups:write', 'im:write', 'mpim:write'),
    input: {
      type: 'object',
      properties: { channel, topic: { type: 'string', maxLength: 250, description: 'The new topic.' } },
      required: ['channel', 'topic'],
    },
    output: aChannel,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/conversations.setTopic',
      parameters: inBody('channel', 'topic'),
    },
  },
] satisfies ToolkitInput['tools']
