/** Blocks: the text of a page. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { block, blockId, blocks, listOf, pageSize, startCursor } from './inputs.ts'

export const blockTools = [
  {
    slug: 'NOTION_FETCH_NOTION_CHILD_BLOCK',
    name: 'List child blocks',
    description:
      'Read the text of a page: its blocks, one level deep. For blocks with has_children call it again with their id.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: { block_id: blockId, page_size: pageSize, start_cursor: startCursor },
      required: ['block_id'],
    },
    output: listOf(block),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/blocks/{block_id}/children',
      parameters: [...inPath('block_id'), ...inQuery('page_size', 'start_cursor')],
    },
  },
  {
    slug: 'NOTION_FETCH_NOTION_BLOCK',
    name: 'Get block',
    description: 'Read one block, without its children.',
    tags: reads,
    input: { type: 'object', properties: { block_id: blockId }, required: ['block_id'] },
    output: block,
    exec: { kind: 'http', method: 'GET', path: '/blocks/{block_id}', parameters: inPath('block_id') },
  },
  {
    slug: 'NOTION_APPEND_BLOCK_CHILDREN',
    name: 'Append blocks',
    description: 'Add text and other blocks to the end of a page or block, or after one of its children.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: {
        block_id: blockId,
        children: blocks('What to add.'),
        after: { type: 'string', description: 'Id of the child to add it after; at the end when left out.' },
      },
      required: ['block_id', 'children'],
    },
    output: listOf(block),
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/blocks/{block_id}/children',
      parameters: [...inPath('block_id'), ...inBody('children', 'after')],
    },
  },
  {
    slug: 'NOTION_ADD_PAGE_CONTENT',
    name: 'Append one block',
    description:
      'Add one block to the end of a page or block, or after one of its children. For more than one use NOTION_APPEND_BLOCK_CHILDREN.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        parent_block_id: blockId,
        content_block: {
          type: 'object',
          additionalProperties: true,
          description: 'The block: {"paragraph":{"rich_text":[{"text":{"content":"Text"}}]}}.',
        },
        after: { type: 'string', description: 'Id of the child to add it after; at the end when left out.' },
      },
      required: ['parent_block_id', 'content_block'],
    },
    output: listOf(block),
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/blocks/{parent_block_id}/children',
      parameters: [
        ...inPath('parent_block_id'),
        { name: 'content_block', in: 'body', wire: 'children.0' },
        ...inBody('after'),
      ],
    },
  },
  {
    slug: 'NOTION_NOTION_UPDATE_BLOCK',
    name: 'Update block',
    description: 'Replace the content of one block. Its type stays; children are kept.',
    tags: replaces,
    input: {
      type: 'object',
      properties: {
        block_id: blockId,
        block: {
          type: 'object',
          additionalProperties: true,
          description:
            'New content under the key of the block type: {"paragraph":{"rich_text":[{"text":{"content":"New text"}}]}}.',
        },
      },
      required: ['block_id', 'block'],
    },
    output: block,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/blocks/{block_id}',
      parameters: [...inPath('block_id'), { name: 'block', in: 'body', spread: true }],
    },
  },
  {
    slug: 'NOTION_DELETE_BLOCK',
    name: 'Delete block',
    description: 'Move a block, page or database to the trash, with all that is in it.',
    tags: destroys,
    input: { type: 'object', properties: { block_id: blockId }, required: ['block_id'] },
    output: block,
    exec: { kind: 'http', method: 'DELETE', path: '/blocks/{block_id}', parameters: inPath('block_id') },
  },
] satisfies ToolkitInput['tools']
