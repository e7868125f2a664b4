/** Labels, on messages and threads. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, reads, replaces, writes } from '../parameters.ts'
import { messageId, messageOutput, threadId, userId } from './inputs.ts'
import { canLabel, canModify, canReadLabels } from './scopes.ts'

const labelIds = (description: string) => ({
  type: 'array',
  items: { type: 'string' },
  description: `${description} System labels have names such as INBOX, UNREAD, STARRED; own ones have ids such as Label_12.`,
})

const changes = {
  add_label_ids: labelIds('Labels to put on.'),
  remove_label_ids: labelIds('Labels to take off.'),
}

const changesOnWire = [
  { name: 'add_label_ids', in: 'body', wire: 'addLabelIds' },
  { name: 'remove_label_ids', in: 'body', wire: 'removeLabelIds' },
] as const

const labelName = { type: 'string', minLength: 1, maxLength: 225, description: 'Name of the label.' }

const inLabelList = {
  type: 'string',
  enum: ['labelShow', 'labelShowIfUnread', 'labelHide'],
  description: 'Whether the label list shows it.',
}

const inMessageList = {
  type: 'string',
  enum: ['show', 'hide'],
  description: 'Whether the message list shows it.',
}

const labelOutput = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    type: { type: 'string', description: 'system or user.' },
    messageListVisibility: { type: 'string' },
    labelListVisibility: { type: 'string' },
  },
} as const

export const labelTools = [
  {
    slug: 'GMAIL_ADD_LABEL_TO_EMAIL',
    name: 'Change labels of an email',
    description:
      'Put labels on a message or take them off. Taking off UNREAD marks it as read, taking off INBOX archives it.',
    tags: replaces,
    important: true,
    scopes: canModify,
    input: {
      type: 'object',
      properties: { message_id: messageId, ...changes, user_id: userId },
      required: ['message_id'],
    },
    output: messageOutput,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/users/{user_id}/messages/{message_id}/modify',
      parameters: [...inPath('user_id', 'message_id'), ...changesOnWire],
    },
  },
  {
    slug: 'GMAIL_MODIFY_THREAD_LABELS',
    name: 'Change labels of a thread',
    description: 'Put labels on all messages of a thread or take them off.',
    tags: replaces,
    scopes: canModify,
    input: {
      type: 'object',
      properties: { thread_id: threadId, ...changes, user_id: userId },
      required: ['thread_id'],
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/users/{user_id}/threads/{thread_id}/modify',
      parameters: [...inPath('user_id', 'thread_id'), ...changesOnWire],
    },
  },
  {
    slug: 'GMAIL_LIST_LABELS',
    name: 'List labels',
    description: 'List all labels of the mailbox, system ones and own ones, with their ids.',
    tags: reads,
    important: true,
    scopes: canReadLabels,
    input: { type: 'object', properties: { user_id: userId } },
    output: { type: 'object', properties: { labels: { type: 'array', items: labelOutput } } },
    exec: { kind: 'http', method: 'GET', path: '/users/{user_id}/labels', parameters: inPath('user_id') },
  },
  {
    slug: 'GMAIL_CREATE_LABEL',
    name: 'Create label',
    description: 'Create a label. A slash in the name nests it: "Work/Invoices".',
    tags: writes,
    scopes: canLabel,
    input: {
      type: 'object',
      properties: {
        label_name: labelName,
        label_list_visibility: { ...inLabelList, default: 'labelShow' },
        message_list_visibility: { ...inMessageList, default: 'show' },
        user_id: userId,
      },
      required: ['label_name'],
    },
    output: labelOutput,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/users/{user_id}/labels',
      parameters: [
        ...inPath('user_id'),
        { name: 'label_name', in: 'body', wire: 'name' },
        { name: 'label_list_visibility', in: 'body', wire: 'labelListVisibility' },
        { name: 'message_list_visibility', in: 'body', wire: 'messageListVisibility' },
      ],
    },
  },
  {
    slug: 'GMAIL_PATCH_LABEL',
    name: 'Change label',
    description: 'Rename an own label, colour it, or change where it is shown. What is left out stays.',
    tags: replaces,
    scopes: canLabel,
    input: {
      type: 'object',
      properties: {
        id: { type: 'string', minLength: 1, description: 'Id of the label, from GMAIL_LIST_LABELS.' },
        name: labelName,
        labelListVisibility: inLabelList,
        messageListVisibility: inMessageList,
        color: {
          type: 'object',
          properties: {
            backgroundColor: {
              type: 'string',
              description: "One of Gmail's colours for labels, such as #fb4c2f.",
            },
            textColor: { type: 'string', description: "One of Gmail's colours for labels, such as #ffffff." },
          },
          required: ['backgroundColor', 'textColor'],
          description: 'Colours of the label.',
        },
        userId,
      },
      required: ['id'],
    },
    output: labelOutput,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/users/{userId}/labels/{id}',
      parameters: [
        ...inPath('userId', 'id'),
        ...inBody('name', 'labelListVisibility', 'messageListVisibility', 'color'),
      ],
    },
  },
  {
    slug: 'GMAIL_REMOVE_LABEL',
    name: 'Delete label',
    description: 'Delete an own label; the messages that had it are kept.',
    tags: destroys,
    scopes: canLabel,
    input: {
      type: 'object',
      properties: {
        label_id: { type: 'string', minLength: 1, description: 'Id of the label.' },
        user_id: userId,
      },
      required: ['label_id'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/users/{user_id}/labels/{label_id}',
      parameters: inPath('user_id', 'label_id'),
    },
  },
] satisfies ToolkitInput['tools']
