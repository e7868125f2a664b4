/** Finding and reading mail. */
import { fileOutput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inPath, inQuery, reads, replaces } from '../parameters.ts'
import { maxResults, messageId, messageOutput, pageToken, threadId, userId } from './inputs.ts'
import { canDeleteForever, canModify, canRead } from './scopes.ts'

const query = {
  type: 'string',
  description:
    'Gmail search: from:, to:, subject:, label:, is:unread, has:attachment, after:2026/01/31, newer_than:7d, "exact words", OR, -word.',
}

export const messageTools = [
  {
    slug: 'GMAIL_FETCH_EMAILS',
    name: 'Fetch emails',
    description:
      'Search or list messages, newest first, with subject, sender, recipients, date, labels and text. Set ids_only to page through many.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        query,
        max_results: maxResults(10),
        label_ids: {
          type: 'array',
          items: { type: 'string' },
          description:
            'Only messages with all these labels: INBOX, UNREAD, STARRED, SENT, or ids of own labels.',
        },
        page_token: pageToken,
        include_payload: {
          type: 'boolean',
          default: true,
          description: 'Return bodies and headers in full.',
        },
        include_spam_trash: { type: 'boolean', default: false, description: 'Search spam and trash too.' },
        ids_only: { type: 'boolean', default: false, description: 'Return ids alone, which is faster.' },
        verbose: { type: 'boolean', default: true, description: 'False leaves out bodies and attachments.' },
        user_id: userId,
      },
    },
    output: {
      type: 'object',
      properties: {
        messages: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              messageId: { type: 'string' },
              threadId: { type: 'string' },
              subject: { type: 'string' },
              sender: { type: 'string' },
              to: { type: 'string' },
              messageTimestamp: { type: 'string' },
              labelIds: { type: 'array', items: { type: 'string' } },
              messageText: { type: 'string' },
              preview: { type: 'object', additionalProperties: true },
              attachmentList: { type: 'array', items: { type: 'object', additionalProperties: true } },
              payload: { type: ['object', 'null'], additionalProperties: true },
            },
          },
        },
        nextPageToken: { type: ['string', 'null'] },
        resultSizeEstimate: { type: 'integer' },
      },
    },
    exec: { kind: 'builtin', name: 'gmail.fetch_emails' },
  },
  {
    slug: 'GMAIL_FETCH_MESSAGE_BY_MESSAGE_ID',
    name: 'Fetch message by id',
    description: 'Read one message by its id.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        message_id: messageId,
        format: {
          type: 'string',
          enum: ['minimal', 'full', 'raw', 'metadata'],
          default: 'full',
          description: 'How much to return: ids and labels, the parsed message, its source, or headers.',
        },
        user_id: userId,
      },
      required: ['message_id'],
    },
    output: messageOutput,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users/{user_id}/messages/{message_id}',
      parameters: [...inPath('user_id', 'message_id'), ...inQuery('format')],
    },
  },
  {
    slug: 'GMAIL_FETCH_MESSAGE_BY_THREAD_ID',
    name: 'Fetch messages of a thread',
    description: 'Read all messages of a thread.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: { type: 'object', properties: { thread_id: threadId, user_id: userId }, required: ['thread_id'] },
    output: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        historyId: { type: 'string' },
        messages: { type: 'array', items: messageOutput },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users/{user_id}/threads/{thread_id}',
      parameters: inPath('user_id', 'thread_id'),
    },
  },
  {
    slug: 'GMAIL_LIST_THREADS',
    name: 'List threads',
    description: 'Search or list threads, newest first, each with its id and a snippet.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: { query, max_results: maxResults(10), page_token: pageToken, user_id: userId },
    },
    output: {
      type: 'object',
      properties: {
        threads: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              snippet: { type: 'string' },
              historyId: { type: 'string' },
            },
          },
        },
        nextPageToken: { type: 'string' },
        resultSizeEstimate: { type: 'integer' },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users/{user_id}/threads',
      parameters: [
        ...inPath('user_id'),
        { name: 'query', in: 'query', wire: 'q' },
        { name: 'max_results', in: 'query', wire: 'maxResults' },
        { name: 'page_token', in: 'query', wire: 'pageToken' },
      ],
    },
  },
  {
    slug: 'GMAIL_GET_ATTACHMENT',
    name: 'Get attachment',
    description: 'Download an attachment of a message: the answer has a link to it.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        message_id: messageId,
        attachment_id: {
          type: 'string',
          minLength: 1,
          description: 'Id of the attachment, from the message.',
        },
        file_name: { type: 'string', description: 'Name to give the file in the answer.' },
        user_id: userId,
      },
      required: ['message_id', 'attachment_id', 'file_name'],
    },
    output: {
      type: 'object',
      properties: {
        file: fileOutput('The attachment.'),
      },
    },
    exec: { kind: 'builtin', name: 'gmail.get_attachment' },
  },
  {
    slug: 'GMAIL_MOVE_TO_TRASH',
    name: 'Move to trash',
    description: 'Move a message to the trash, from where it can be taken back for 30 days.',
    tags: [...replaces, 'destructiveHint'],
    scopes: canModify,
    input: {
      type: 'object',
      properties: { message_id: messageId, user_id: userId },
      required: ['message_id'],
    },
    output: messageOutput,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/users/{user_id}/messages/{message_id}/trash',
      parameters: inPath('user_id', 'message_id'),
    },
  },
  {
    slug: 'GMAIL_DELETE_MESSAGE',
    name: 'Delete message',
    description: 'Delete a message for good, past the trash. It cannot be taken back.',
    tags: destroys,
    scopes: canDeleteForever,
    input: {
      type: 'object',
      properties: { message_id: messageId, user_id: userId },
      required: ['message_id'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/users/{user_id}/messages/{message_id}',
      parameters: inPath('user_id', 'message_id'),
    },
  },
] satisfies ToolkitInput['tools']
