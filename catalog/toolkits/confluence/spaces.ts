/** Spaces, search, and what hangs on pages: comments, attachments, labels, tasks. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { body, bodyFormat, bodyFormatOnWire, listOf, pageId, paging, space, spaceId } from './inputs.ts'
import {
  canComment,
  canReadAttachments,
  canReadComments,
  canReadLabels,
  canReadSpaces,
  canReadTasks,
  canSearch,
  canSearchUsers,
  canWriteTasks,
} from './scopes.ts'

const comment = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    status: { type: 'string' },
    pageId: { type: 'string' },
    version: { type: 'object', additionalProperties: true },
    body: { type: 'object', additionalProperties: true },
  },
} as const

const found = {
  type: 'object',
  properties: {
    results: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          title: { type: 'string' },
          excerpt: { type: 'string' },
          url: { type: 'string' },
          lastModified: { type: 'string' },
          content: { type: 'object', additionalProperties: true, description: 'id, type and title.' },
          user: { type: 'object', additionalProperties: true },
        },
      },
    },
    totalSize: { type: 'integer' },
    _links: { type: 'object', additionalProperties: true },
  },
} as const

const searchPaging = {
  limit: {
    type: 'integer',
    minimum: 1,
    maximum: 250,
    description: 'How many to return at most; 25 when left out.',
  },
  start: { type: 'integer', minimum: 0, description: 'How many to skip first.' },
}

export const spaceTools = [
  {
    slug: 'CONFLUENCE_SEARCH_CONTENT',
    name: 'Search content',
    description:
      'Find pages, blog posts, comments and attachments by text, title, space, label, author or time.',
    tags: reads,
    important: true,
    scopes: canSearch,
    input: {
      type: 'object',
      properties: {
        cql: {
          type: 'string',
          minLength: 1,
          description:
            'Query in CQL: text ~ "release plan" AND type = page AND space = "DOCS" ORDER BY lastmodified DESC. Fields: title, text, type, space, label, creator, created, lastmodified, ancestor.',
        },
        cursor: {
          type: 'string',
          description: 'Start of the next page: the value of cursor in _links.next.',
        },
        excerpt: {
          type: 'string',
          enum: ['highlight', 'indexed', 'none'],
          description: 'What excerpt to return with each result.',
        },
        ...searchPaging,
      },
      required: ['cql'],
    },
    output: found,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/rest/api/search',
      parameters: inQuery('cql', 'cursor', 'excerpt', 'limit', 'start'),
    },
  },
  {
    slug: 'CONFLUENCE_SEARCH_USERS',
    name: 'Search users',
    description: 'Find people and their account ids by name.',
    tags: reads,
    scopes: canSearchUsers,
    input: {
      type: 'object',
      properties: {
        cql: { type: 'string', minLength: 1, description: 'Query in CQL: user.fullname ~ "Ada".' },
        ...searchPaging,
      },
      required: ['cql'],
    },
    output: found,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/rest/api/search/user',
      parameters: inQuery('cql', 'limit', 'start'),
    },
  },
  {
    slug: 'CONFLUENCE_GET_SPACES',
    name: 'List spaces',
    description: 'List the spaces with their ids, keys and names.',
    tags: reads,
    important: true,
    scopes: canReadSpaces,
    input: {
      type: 'object',
      properties: {
        keys: {
          type: 'array',
          items: { type: 'string' },
          description: 'Only the spaces with these keys: ["DOCS"].',
        },
        ids: { type: 'array', items: { type: 'integer' }, description: 'Only the spaces with these ids.' },
        type: {
          type: 'string',
          enum: ['global', 'personal', 'collaboration', 'knowledge_base'],
          description: 'Only spaces of this type.',
        },
        status: { type: 'string', enum: ['current', 'archived'], description: 'Only spaces in this state.' },
        ...paging,
      },
    },
    output: listOf(space),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/spaces',
      parameters: [
        { name: 'keys', in: 'query', style: 'comma' },
        { name: 'ids', in: 'query', style: 'comma' },
        ...inQuery('type', 'status', 'limit', 'cursor'),
      ],
    },
  },
  {
    slug: 'CONFLUENCE_GET_SPACE_BY_ID',
    name: 'Get space',
    description: 'Read one space: key, name, description, home page.',
    tags: reads,
    scopes: canReadSpaces,
    input: { type: 'object', properties: { id: spaceId }, required: ['id'] },
    output: space,
    exec: { kind: 'http', method: 'GET', path: '/api/v2/spaces/{id}', parameters: inPath('id') },
  },
  {
    slug: 'CONFLUENCE_GET_FOOTER_COMMENTS_FOR_PAGE',
    name: 'List comments of a page',
    description:
      'List the comments below a page; those at its text are from CONFLUENCE_GET_INLINE_COMMENTS_FOR_PAGE.',
    tags: reads,
    scopes: canReadComments,
    input: {
      type: 'object',
      properties: { id: pageId, body_format: bodyFormat, ...paging },
      required: ['id'],
    },
    output: listOf(comment),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/pages/{id}/footer-comments',
      parameters: [...inPath('id'), ...inQuery('limit', 'cursor'), bodyFormatOnWire],
    },
  },
  {
    slug: 'CONFLUENCE_GET_INLINE_COMMENTS_FOR_PAGE',
    name: 'List inline comments of a page',
    description: 'List the comments at places of the text of a page.',
    tags: reads,
    scopes: canReadComments,
    input: {
      type: 'object',
      properties: { id: pageId, body_format: bodyFormat, ...paging },
      required: ['id'],
    },
    output: listOf(comment),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/pages/{id}/inline-comments',
      parameters: [...inPath('id'), ...inQuery('limit', 'cursor'), bodyFormatOnWire],
    },
  },
  {
    slug: 'CONFLUENCE_CREATE_FOOTER_COMMENT',
    name: 'Create comment',
    description:
      'Comment below a page or blog post, or answer a comment. Give exactly one of pageId, blogPostId and parentCommentId.',
    tags: writes,
    important: true,
    scopes: canComment,
    input: {
      type: 'object',
      properties: {
        pageId: { type: 'string', description: 'Id of the page.' },
        blogPostId: { type: 'string', description: 'Id of the blog post.' },
        parentCommentId: { type: 'string', description: 'Id of the comment to answer.' },
        body,
      },
      required: ['body'],
    },
    output: comment,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v2/footer-comments',
      parameters: inBody('pageId', 'blogPostId', 'parentCommentId', 'body'),
    },
  },
  {
    slug: 'CONFLUENCE_GET_ATTACHMENTS_FOR_PAGE',
    name: 'List attachments of a page',
    description: 'List the files that are attached to a page, with download links.',
    tags: reads,
    scopes: canReadAttachments,
    input: {
      type: 'object',
      properties: {
        id: pageId,
        filename: { type: 'string', description: 'Only the file of this name.' },
        mediaType: { type: 'string', description: 'Only files of this media type.' },
        ...paging,
      },
      required: ['id'],
    },
    output: listOf(),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/pages/{id}/attachments',
      parameters: [...inPath('id'), ...inQuery('filename', 'mediaType', 'limit', 'cursor')],
    },
  },
  {
    slug: 'CONFLUENCE_GET_LABELS_FOR_PAGE',
    name: 'List labels of a page',
    description: 'List the labels of a page.',
    tags: reads,
    scopes: canReadLabels,
    input: { type: 'object', properties: { id: pageId, ...paging }, required: ['id'] },
    output: listOf(),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/pages/{id}/labels',
      parameters: [...inPath('id'), ...inQuery('limit', 'cursor')],
    },
  },
  {
    slug: 'CONFLUENCE_GET_TASKS',
    name: 'List tasks',
    description: 'List the tasks that people were given in pages, open or done.',
    tags: reads,
    scopes: canReadTasks,
    input: {
      type: 'object',
      properties: {
        status: {
          type: 'string',
          enum: ['complete', 'incomplete'],
          description: 'Only tasks in this state.',
        },
        space_id: {
          type: 'array',
          items: { type: 'integer' },
          description: 'Only tasks of these spaces, by id.',
        },
        page_id: {
          type: 'array',
          items: { type: 'integer' },
          description: 'Only tasks of these pages, by id.',
        },
        assigned_to: {
          type: 'array',
          items: { type: 'string' },
          description: 'Only tasks of these people, by account id.',
        },
        body_format: bodyFormat,
        ...paging,
      },
    },
    output: listOf(),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/tasks',
      parameters: [
        { name: 'space_id', in: 'query', wire: 'space-id', style: 'comma' },
        { name: 'page_id', in: 'query', wire: 'page-id', style: 'comma' },
        { name: 'assigned_to', in: 'query', wire: 'assigned-to', style: 'comma' },
        ...inQuery('status', 'limit', 'cursor'),
        bodyFormatOnWire,
      ],
    },
  },
  {
    slug: 'CONFLUENCE_UPDATE_TASK',
    name: 'Update task',
    description: 'Tick a task off, or open it again.',
    tags: replaces,
    scopes: canWriteTasks,
    input: {
      type: 'object',
      properties: {
        id: { type: 'integer', description: 'Id of the task, from CONFLUENCE_GET_TASKS.' },
        status: { type: 'string', enum: ['complete', 'incomplete'], description: 'The new state.' },
      },
      required: ['id', 'status'],
    },
    output: {
      type: 'object',
      properties: { id: { type: 'string' }, status: { type: 'string' }, pageId: { type: 'string' } },
    },
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/api/v2/tasks/{id}',
      parameters: [...inPath('id'), ...inBody('status')],
    },
  },
] satisfies ToolkitInput['tools']
