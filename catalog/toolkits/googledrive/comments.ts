/** Comments on files, and the account itself. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { commentId, fields, fileId, pageSize, pageToken } from './inputs.ts'
import { canReadFiles, canSeeFiles, canWriteFiles } from './scopes.ts'

const commentFields =
  'id,content,createdTime,resolved,author(displayName),quotedFileContent,replies(id,content,action,author(displayName),createdTime)'

const comment = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    content: { type: 'string' },
    createdTime: { type: 'string' },
    resolved: { type: 'boolean' },
    author: { type: 'object', additionalProperties: true },
    quotedFileContent: { type: 'object', additionalProperties: true },
    replies: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
} as const

const includeDeleted = { type: 'boolean', description: 'Return deleted comments too, without their text.' }

export const commentTools = [
  {
    slug: 'GOOGLEDRIVE_LIST_COMMENTS',
    name: 'List comments',
    description: 'List the comments on a file with their answers.',
    tags: reads,
    scopes: canReadFiles,
    input: {
      type: 'object',
      properties: {
        fileId,
        includeDeleted,
        startModifiedTime: { type: 'string', description: 'Only comments changed since then, RFC 3339.' },
        pageSize: pageSize(100),
        pageToken,
        fields: fields(`nextPageToken,comments(${commentFields})`),
      },
      required: ['fileId'],
    },
    output: {
      type: 'object',
      properties: { comments: { type: 'array', items: comment }, nextPageToken: { type: 'string' } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/files/{fileId}/comments',
      parameters: [
        ...inPath('fileId'),
        ...inQuery('includeDeleted', 'startModifiedTime', 'pageSize', 'pageToken', 'fields'),
      ],
    },
  },
  {
    slug: 'GOOGLEDRIVE_CREATE_COMMENT',
    name: 'Create comment',
    description: 'Comment on a file as a whole.',
    tags: writes,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        file_id: fileId,
        content: { type: 'string', minLength: 1, description: 'Plain text of the comment.' },
        quoted_file_content_value: { type: 'string', description: 'Text of the file that it refers to.' },
      },
      required: ['file_id', 'content'],
    },
    output: comment,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/{file_id}/comments',
      query: { fields: commentFields },
      parameters: [
        ...inPath('file_id'),
        ...inBody('content'),
        { name: 'quoted_file_content_value', in: 'body', wire: 'quotedFileContent.value' },
      ],
    },
  },
  get('GOOGLEDRIVE_GET_COMMENT', '/files/{fileId}/comments/{commentId}', {
    name: 'Get comment',
    description: 'Read a comment with its answers.',
    scopes: canReadFiles,
    path: { fileId, commentId },
    query: { includeDeleted },
    exec: { query: { fields: commentFields } },
    output: comment,
  }),
  {
    slug: 'GOOGLEDRIVE_UPDATE_COMMENT',
    name: 'Update comment',
    description: 'Change the text of a comment, or resolve it or open it again.',
    tags: replaces,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        file_id: fileId,
        comment_id: commentId,
        content: { type: 'string', minLength: 1, description: 'New text; only its author may change it.' },
        resolved: {
          type: 'boolean',
          description: 'True resolves the comment, false opens it again; both show as an answer.',
        },
        fields: fields(commentFields),
      },
      required: ['file_id', 'comment_id'],
    },
    output: comment,
    exec: { kind: 'builtin', name: 'googledrive.update_comment' },
  },
  {
    slug: 'GOOGLEDRIVE_DELETE_COMMENT',
    name: 'Delete comment',
    description: 'Delete a comment with its answers.',
    tags: destroys,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: { file_id: fileId, comment_id: commentId },
      required: ['file_id', 'comment_id'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/files/{file_id}/comments/{comment_id}',
      parameters: inPath('file_id', 'comment_id'),
    },
  },
  {
    slug: 'GOOGLEDRIVE_GET_ABOUT',
    name: 'Get account',
    description: 'Read whose Drive it is, how much space is used and how much there is.',
    tags: reads,
    scopes: canSeeFiles,
    input: { type: 'object', properties: { fields: fields('user,storageQuota') } },
    output: {
      type: 'object',
      properties: {
        user: {
          type: 'object',
          properties: { displayName: { type: 'string' }, emailAddress: { type: 'string' } },
        },
        storageQuota: { type: 'object', additionalProperties: true },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/about', parameters: inQuery('fields') },
  },
] satisfies ToolkitInput['tools']
