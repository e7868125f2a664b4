/** Conversations, and the teammates who hold them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { listOf, search, searchOnWire } from './inputs.ts'

const conversation = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    title: { type: ['string', 'null'] },
    state: { type: 'string' },
    open: { type: 'boolean' },
    created_at: { type: 'integer' },
    updated_at: { type: 'integer' },
    admin_assignee_id: { type: ['integer', 'null'] },
    source: { type: 'object', additionalProperties: true, description: 'The first message.' },
    contacts: { type: 'object', additionalProperties: true },
    conversation_parts: { type: 'object', additionalProperties: true, description: 'The messages after it.' },
  },
} as const

const conversationId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the conversation, from INTERCOM_SEARCH_CONVERSATIONS.',
}

const admin = {
  type: 'object',
  properties: { id: { type: 'string' }, name: { type: 'string' }, email: { type: 'string' } },
} as const

export const conversationTools = [
  {
    slug: 'INTERCOM_SEARCH_CONVERSATIONS',
    name: 'Search conversations',
    description: 'Find conversations by state, contact, teammate, time or words.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: search(
        '{"field":"open","operator":"=","value":true} or {"field":"source.body","operator":"~","value":"refund"}',
      ),
      required: ['query'],
    },
    output: listOf(conversation, 'conversations'),
    exec: { kind: 'http', method: 'POST', path: '/conversations/search', parameters: [...searchOnWire] },
  },
  {
    slug: 'INTERCOM_RETRIEVE_A_CONVERSATION',
    name: 'Get conversation',
    description: 'Read one conversation with all its messages and notes.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        id: conversationId,
        display_as: {
          type: 'string',
          enum: ['plaintext'],
          description: 'Return plain text in place of HTML.',
        },
      },
      required: ['id'],
    },
    output: conversation,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conversations/{id}',
      parameters: [...inPath('id'), ...inQuery('display_as')],
    },
  },
  {
    slug: 'INTERCOM_REPLY_TO_A_CONVERSATION',
    name: 'Reply to conversation',
    description:
      'Write in a conversation as a teammate: an answer that the contact gets, or a note for teammates.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: {
        id: conversationId,
        message_type: {
          type: 'string',
          enum: ['comment', 'note'],
          description: 'comment for an answer, note for an internal note.',
        },
        admin_id: {
          type: 'string',
          minLength: 1,
          description: 'Id of the teammate who writes, from INTERCOM_LIST_ALL_ADMINS.',
        },
        body: { type: 'string', minLength: 1, description: 'Text; HTML is allowed.' },
        attachment_urls: {
          type: 'array',
          items: { type: 'string' },
          maxItems: 10,
          description: 'URLs of files to attach.',
        },
      },
      required: ['id', 'message_type', 'admin_id', 'body'],
    },
    output: conversation,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/conversations/{id}/reply',
      body: { type: 'admin' },
      parameters: [...inPath('id'), ...inBody('message_type', 'admin_id', 'body', 'attachment_urls')],
    },
  },
  {
    slug: 'INTERCOM_LIST_ALL_ADMINS',
    name: 'List teammates',
    description: 'List the teammates of the workspace with their ids.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: { type: 'object', properties: { admins: { type: 'array', items: admin } } },
    exec: { kind: 'http', method: 'GET', path: '/admins' },
  },
  {
    slug: 'INTERCOM_IDENTIFY_AN_ADMIN',
    name: 'Get own teammate',
    description: 'Read the teammate whose connection it is, and the workspace.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: { ...admin.properties, app: { type: 'object', additionalProperties: true } },
    },
    exec: { kind: 'http', method: 'GET', path: '/me' },
  },
] satisfies ToolkitInput['tools']
