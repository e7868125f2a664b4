/** Messages and reactions. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inQuery, reads, replaces, writes } from '../parameters.ts'
import { channel, content, contentNames, cursor, limit, listOf, postedMessage, timestamp } from './inputs.ts'
import { all, conversations } from './scopes.ts'

const reaction = {
  type: 'object',
  properties: {
    channel,
    timestamp: timestamp('The message.'),
    name: {
      type: 'string',
      minLength: 1,
      description: 'Name of the emoji without colons, such as thumbsup.',
    },
  },
  required: ['channel', 'timestamp', 'name'],
} as const

export const messageTools = [
  {
    slug: 'SLACK_SENDS_A_MESSAGE_TO_A_SLACK_CHANNEL',
    aliases: ['SLACK_CHAT_POST_MESSAGE', 'SLACK_SEND_MESSAGE'],
    name: 'Send message',
    description:
      'Post a message to a channel, a direct message or a thread. Give text, markdown_text or blocks; set thread_ts to answer in a thread.',
    tags: writes,
    important: true,
    scopes: all('chat:write'),
    input: {
      type: 'object',
      properties: {
        channel: {
          ...channel,
          description: 'Id or #name of the channel, or id of a user for a direct message.',
        },
        ...content,
        thread_ts: timestamp('Message whose thread to post in.'),
        reply_broadcast: { type: 'boolean', description: 'Show an answer in a thread in the channel too.' },
        unfurl_links: { type: 'boolean', description: 'Show previews of links.' },
        unfurl_media: { type: 'boolean', description: 'Show previews of media.' },
        mrkdwn: { type: 'boolean', description: 'False shows text without formatting.' },
        username: { type: 'string', description: 'Name to post under (bots with chat:write.customize).' },
        icon_emoji: { type: 'string', description: 'Emoji to post with, such as :robot_face:.' },
        icon_url: { type: 'string', description: 'URL of an image to post with.' },
        as_user: { type: 'boolean', description: 'Post as the person (classic apps only).' },
      },
      required: ['channel'],
    },
    output: postedMessage,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/chat.postMessage',
      parameters: inBody(
        'channel',
        ...contentNames,
        'thread_ts',
        'reply_broadcast',
        'unfurl_links',
        'unfurl_media',
        'mrkdwn',
        'username',
        'icon_emoji',
        'icon_url',
        'as_user',
      ),
    },
  },
  {
    slug: 'SLACK_UPDATES_A_SLACK_MESSAGE',
    aliases: ['SLACK_UPDATE_MESSAGE'],
    name: 'Update message',
    description: 'Replace the content of a message that the same token posted.',
    tags: replaces,
    scopes: all('chat:write'),
    input: {
      type: 'object',
      properties: { channel, ts: timestamp('The message to change.'), ...content },
      required: ['channel', 'ts'],
    },
    output: postedMessage,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/chat.update',
      parameters: inBody('channel', 'ts', ...contentNames),
    },
  },
  {
    slug: 'SLACK_DELETES_A_MESSAGE_FROM_A_CHAT',
    aliases: ['SLACK_DELETE_MESSAGE'],
    name: 'Delete message',
    description: 'Delete a message that the same token posted. It cannot be taken back.',
    tags: destroys,
    scopes: all('chat:write'),
    input: {
      type: 'object',
      properties: { channel, ts: timestamp('The message to delete.') },
      required: ['channel', 'ts'],
    },
    output: postedMessage,
    exec: { kind: 'http', method: 'POST', path: '/chat.delete', parameters: inBody('channel', 'ts') },
  },
  {
    slug: 'SLACK_SCHEDULES_A_MESSAGE_TO_A_CHANNEL_AT_A_SPECIFIED_TIME',
    aliases: ['SLACK_SCHEDULE_MESSAGE'],
    name: 'Schedule message',
    description: 'Post a message at a later time, up to 120 days ahead.',
    tags: writes,
    scopes: all('chat:write'),
    input: {
      type: 'object',
      properties: {
        channel,
        post_at: { type: 'integer', description: 'When to post, in seconds since 1970 (UTC).' },
        ...content,
        thread_ts: timestamp('Message whose thread to post in.'),
      },
      required: ['channel', 'post_at'],
    },
    output: {
      type: 'object',
      properties: {
        ok: { type: 'boolean' },
        channel: { type: 'string' },
        scheduled_message_id: { type: 'string' },
        post_at: { type: 'integer' },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/chat.scheduleMessage',
      parameters: inBody('channel', 'post_at', ...contentNames, 'thread_ts'),
    },
  },
  {
    slug: 'SLACK_FETCH_CONVERSATION_HISTORY',
    aliases: ['SLACK_CONVERSATIONS_HISTORY'],
    name: 'Fetch conversation history',
    description:
      'Read the messages of a channel or direct message, newest first. Answers in threads are not included.',
    tags: reads,
    important: true,
    scopes: conversations('history'),
    input: {
      type: 'object',
      properties: {
        channel,
        limit: limit(100),
        oldest: timestamp('Only messages after this time.'),
        latest: timestamp('Only messages before this time.'),
        inclusive: { type: 'boolean', description: 'Include messages exactly at oldest or latest.' },
        cursor,
      },
      required: ['channel'],
    },
    output: listOf('messages'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conversations.history',
      parameters: inQuery('channel', 'limit', 'oldest', 'latest', 'inclusive', 'cursor'),
    },
  },
  {
    slug: 'SLACK_FETCH_MESSAGE_THREAD_FROM_A_CONVERSATION',
    name: 'Fetch message thread',
    description: 'Read a thread: its first message and the answers, oldest first.',
    tags: reads,
    important: true,
    scopes: conversations('history'),
    input: {
      type: 'object',
      properties: {
        channel,
        ts: timestamp('First message of the thread.'),
        limit: limit(100),
        oldest: timestamp('Only messages after this time.'),
        latest: timestamp('Only messages before this time.'),
        inclusive: { type: 'boolean', description: 'Include messages exactly at oldest or latest.' },
        cursor,
      },
      required: ['channel', 'ts'],
    },
    output: listOf('messages'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conversations.replies',
      parameters: inQuery('channel', 'ts', 'limit', 'oldest', 'latest', 'inclusive', 'cursor'),
    },
  },
  {
    slug: 'SLACK_SEARCH_FOR_MESSAGES_WITH_QUERY',
    aliases: ['SLACK_SEARCH_MESSAGES'],
    name: 'Search messages',
    description:
      'Search the messages that the person can see, with Slack search words such as in:#general from:@ann after:2026-01-31. Needs a user token.',
    tags: reads,
    important: true,
    scopes: all('search:read'),
    input: {
      type: 'object',
      properties: {
        query: { type: 'string', minLength: 1, description: 'What to search for.' },
        count: { type: 'integer', minimum: 1, maximum: 100, default: 20, description: 'Results on a page.' },
        page: { type: 'integer', minimum: 1, maximum: 100, default: 1, description: 'Page, counted from 1.' },
        sort: {
          type: 'string',
          enum: ['score', 'timestamp'],
          default: 'score',
          description: 'What to sort by.',
        },
        sort_dir: {
          type: 'string',
          enum: ['asc', 'desc'],
          default: 'desc',
          description: 'Direction of the sort.',
        },
        highlight: { type: 'boolean', description: 'Mark the found words.' },
      },
      required: ['query'],
    },
    output: {
      type: 'object',
      properties: {
        ok: { type: 'boolean' },
        query: { type: 'string' },
        messages: {
          type: 'object',
          properties: {
            total: { type: 'integer' },
            matches: { type: 'array', items: { type: 'object', additionalProperties: true } },
            paging: { type: 'object', additionalProperties: true },
          },
        },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/search.messages',
      parameters: inQuery('query', 'count', 'page', 'sort', 'sort_dir', 'highlight'),
    },
  },
  {
    slug: 'SLACK_RETRIEVE_MESSAGE_PERMALINK_URL',
    name: 'Get message permalink',
    description: 'Get a link to a message that people can open.',
    tags: reads,
    input: {
      type: 'object',
      properties: { channel, message_ts: timestamp('The message.') },
      required: ['channel', 'message_ts'],
    },
    output: {
      type: 'object',
      properties: { ok: { type: 'boolean' }, channel: { type: 'string' }, permalink: { type: 'string' } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/chat.getPermalink',
      parameters: inQuery('channel', 'message_ts'),
    },
  },
  {
    slug: 'SLACK_ADD_REACTION_TO_AN_ITEM',
    name: 'Add reaction',
    description: 'React to a message with an emoji.',
    tags: writes,
    important: true,
    scopes: all('reactions:write'),
    input: reaction,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/reactions.add',
      parameters: inBody('channel', 'timestamp', 'name'),
    },
  },
  {
    slug: 'SLACK_REMOVE_REACTION_FROM_ITEM',
    name: 'Remove reaction',
    description: 'Take back a reaction from a message.',
    tags: destroys,
    scopes: all('reactions:write'),
    input: reaction,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/reactions.remove',
      parameters: inBody('channel', 'timestamp', 'name'),
    },
  },
] satisfies ToolkitInput['tools']
