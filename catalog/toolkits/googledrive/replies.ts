/** Answers to comments. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, remove } from '../calls.ts'
import { inBody, inPath, writes } from '../parameters.ts'
import { commentId, fields, fileId, pageSize, pageToken } from './inputs.ts'
import { canReadFiles, canWriteFiles } from './scopes.ts'

const replyFields = 'id,content,action,author(displayName),createdTime,modifiedTime,deleted'

const reply = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    content: { type: 'string' },
    action: { type: 'string', description: 'resolve or reopen, where it did that to the comment.' },
    author: { type: 'object', additionalProperties: true },
    createdTime: { type: 'string' },
  },
} as const

const replyId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the answer, from GOOGLEDRIVE_LIST_REPLIES_TO_COMMENT.',
}

const includeDeleted = { type: 'boolean', description: 'Return deleted answers too, without their text.' }
const oneReply = '/files/{file_id}/comments/{comment_id}/replies/{reply_id}'

export const replyTools = [
  {
    slug: 'GOOGLEDRIVE_CREATE_REPLY',
    name: 'Reply to comment',
    description: 'Answer a comment, or resolve it and open it again with action.',
    tags: writes,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        file_id: fileId,
        comment_id: commentId,
        content: { type: 'string', description: 'Plain text of the answer; needed without action.' },
        action: { type: 'string', enum: ['resolve', 'reopen'], description: 'What it does to the comment.' },
      },
      required: ['file_id', 'comment_id'],
    },
    output: reply,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/{file_id}/comments/{comment_id}/replies',
      query: { fields: replyFields },
      parameters: [...inPath('file_id', 'comment_id'), ...inBody('content', 'action')],
    },
  },
  get('GOOGLEDRIVE_LIST_REPLIES_TO_COMMENT', '/files/{file_id}/comments/{comment_id}/replies', {
    name: 'List replies',
    description: 'List the answers to a comment.',
    scopes: canReadFiles,
    path: { file_id: fileId, comment_id: commentId },
    query: {
      include_deleted: includeDeleted,
      page_size: pageSize(100),
      page_token: pageToken,
      fields: fields(`nextPageToken,replies(${replyFields})`),
    },
    wire: { include_deleted: 'includeDeleted', page_size: 'pageSize', page_token: 'pageToken' },
    output: {
      type: 'object',
      properties: { replies: { type: 'array', items: reply }, nextPageToken: { type: 'string' } },
    },
  }),
  get('GOOGLEDRIVE_GET_REPLY', '/files/{fileId}/comments/{commentId}/replies/{replyId}', {
    name: 'Get reply',
    description: 'Read one answer to a comment.',
    scopes: canReadFiles,
    path: { fileId, commentId, replyId },
    query: { includeDeleted },
    exec: { query: { fields: replyFields } },
    output: reply,
  }),
  patch('GOOGLEDRIVE_UPDATE_REPLY', oneReply, {
    name: 'Update reply',
    description: 'Change the text of an answer to a comment; only its author may.',
    scopes: canWriteFiles,
    path: { file_id: fileId, comment_id: commentId, reply_id: replyId },
    query: { fields: fields(replyFields) },
    body: { content: { type: 'string', minLength: 1, description: 'New plain text.' } },
    required: ['content'],
    output: reply,
  }),
  remove('GOOGLEDRIVE_DELETE_REPLY', oneReply, {
    name: 'Delete reply',
    description: 'Delete an answer to a comment.',
    scopes: canWriteFiles,
    path: { file_id: fileId, comment_id: commentId, reply_id: replyId },
  }),
] satisfies ToolkitInput['tools']
