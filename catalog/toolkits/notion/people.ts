/** Comments, and the people who make them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { blockId, listOf, pageSize, richText, startCursor, user } from './inputs.ts'

const comment = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    discussion_id: { type: 'string' },
    created_time: { type: 'string' },
    created_by: { type: 'object', additionalProperties: true },
    rich_text: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
} as const

export const peopleTools = [
  {
    slug: 'NOTION_CREATE_COMMENT',
    name: 'Create comment',
    description:
      'Comment on a page, or answer in a discussion. Give parent_page_id for a new comment or discussion_id for an answer, not both.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        parent_page_id: { type: 'string', description: 'Id of the page to comment on.' },
        discussion_id: {
          type: 'string',
          description: 'Id of the discussion to answer, from NOTION_FETCH_COMMENTS.',
        },
        rich_text: richText('Text of the comment.'),
      },
      required: ['rich_text'],
    },
    output: comment,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/comments',
      parameters: [
        { name: 'parent_page_id', in: 'body', wire: 'parent.page_id' },
        ...inBody('discussion_id', 'rich_text'),
      ],
    },
  },
  {
    slug: 'NOTION_FETCH_COMMENTS',
    name: 'List comments',
    description: 'List the open comments on a page or block.',
    tags: reads,
    input: {
      type: 'object',
      properties: { block_id: blockId, page_size: pageSize, start_cursor: startCursor },
      required: ['block_id'],
    },
    output: listOf(comment),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/comments',
      parameters: inQuery('block_id', 'page_size', 'start_cursor'),
    },
  },
  {
    slug: 'NOTION_RETRIEVE_COMMENT',
    name: 'Get comment',
    description: 'Read one comment.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        comment_id: {
          type: 'string',
          minLength: 1,
          description: 'Id of the comment, from NOTION_FETCH_COMMENTS.',
        },
      },
      required: ['comment_id'],
    },
    output: comment,
    exec: { kind: 'http', method: 'GET', path: '/comments/{comment_id}', parameters: inPath('comment_id') },
  },
  {
    slug: 'NOTION_LIST_USERS',
    name: 'List users',
    description:
      'List the people and bots of the workspace, with ids and, where allowed, email addresses. Guests are left out.',
    tags: reads,
    input: { type: 'object', properties: { page_size: pageSize, start_cursor: startCursor } },
    output: listOf(user),
    exec: { kind: 'http', method: 'GET', path: '/users', parameters: inQuery('page_size', 'start_cursor') },
  },
  {
    slug: 'NOTION_GET_ABOUT_USER',
    name: 'Get user',
    description: 'Read name, picture and email address of one user.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        user_id: { type: 'string', minLength: 1, description: 'Id of the user, from NOTION_LIST_USERS.' },
      },
      required: ['user_id'],
    },
    output: user,
    exec: { kind: 'http', method: 'GET', path: '/users/{user_id}', parameters: inPath('user_id') },
  },
  {
    slug: 'NOTION_GET_ABOUT_ME',
    name: 'Get own bot',
    description: 'Read the bot that acts for this connection: its id, workspace and owner.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: user,
    exec: { kind: 'http', method: 'GET', path: '/users/me' },
  },
] satisfies ToolkitInput['tools']
