/** Pages: finding, reading, writing. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  blocks,
  listOf,
  looks,
  looksOnWire,
  page,
  pageId,
  pageSize,
  richText,
  startCursor,
  values,
} from './inputs.ts'

export const pageTools = [
  {
    slug: 'NOTION_SEARCH_NOTION_PAGE',
    name: 'Search pages and databases',
    description:
      'Find pages, or databases, by words of their title, and get their ids. Without a query it lists all that the connection was given access to.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        query: { type: 'string', description: 'Words of the title.' },
        filter_value: {
          type: 'string',
          enum: ['page', 'database'],
          default: 'page',
          description: 'What to look for.',
        },
        direction: {
          type: 'string',
          enum: ['ascending', 'descending'],
          description: 'Order by time of the last change; give timestamp too. By relevance when left out.',
        },
        timestamp: {
          type: 'string',
          enum: ['last_edited_time'],
          description: 'What to order by; needed with direction.',
        },
        page_size: pageSize,
        start_cursor: startCursor,
      },
    },
    output: listOf(page),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/search',
      body: { filter: { property: 'object', value: 'page' } },
      parameters: [
        ...inBody('query', 'page_size', 'start_cursor'),
        { name: 'filter_value', in: 'body', wire: 'filter.value' },
        { name: 'direction', in: 'body', wire: 'sort.direction' },
        { name: 'timestamp', in: 'body', wire: 'sort.timestamp' },
      ],
    },
  },
  {
    slug: 'NOTION_FETCH_DATA',
    name: 'List pages and databases',
    description:
      'List pages, databases or both with id, title and link, as a short list; by words of the title if wanted.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        fetch_type: {
          type: 'string',
          enum: ['pages', 'databases', 'all'],
          default: 'all',
          description: 'What to list.',
        },
        query: { type: 'string', description: 'Words of the title.' },
        page_size: pageSize,
        start_cursor: startCursor,
      },
    },
    output: listOf({
      type: 'object',
      properties: {
        id: { type: 'string' },
        type: { type: 'string', description: 'page or database.' },
        title: { type: 'string' },
        url: { type: 'string' },
        last_edited_time: { type: 'string' },
        parent: { type: 'object', additionalProperties: true },
      },
    }),
    exec: { kind: 'builtin', name: 'notion.fetch_data' },
  },
  {
    slug: 'NOTION_CREATE_NOTION_PAGE',
    name: 'Create page',
    description:
      'Create a page below another page, with a title and, if wanted, content. For a row of a database use NOTION_INSERT_ROW_DATABASE.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: {
        parent_id: {
          type: 'string',
          minLength: 1,
          description: 'Id of the page to create it below, from NOTION_SEARCH_NOTION_PAGE.',
        },
        title: richText('Title of the page.'),
        children: blocks('Content of the page, at most 100 blocks.'),
        ...looks,
      },
      required: ['parent_id', 'title'],
    },
    output: page,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/pages',
      parameters: [
        { name: 'parent_id', in: 'body', wire: 'parent.page_id' },
        { name: 'title', in: 'body', wire: 'properties.title.title' },
        ...inBody('children'),
        ...looksOnWire,
      ],
    },
  },
  {
    slug: 'NOTION_DUPLICATE_PAGE',
    name: 'Duplicate page',
    description:
      'Copy a page or database row with its text. Pages within it, and files that Notion keeps, are not copied; left_out names them.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        page_id: pageId,
        parent_id: {
          type: 'string',
          description: 'Id of the page to put the copy below; beside the original when left out.',
        },
        title: { type: 'string', description: 'Title of the copy; that of the original when left out.' },
        include_blocks: { type: 'boolean', default: true, description: 'False copies no text.' },
      },
      required: ['page_id'],
    },
    output: {
      type: 'object',
      properties: {
        ...page.properties,
        left_out: {
          type: 'array',
          items: { type: 'object', properties: { id: { type: 'string' }, type: { type: 'string' } } },
          description: 'Blocks that have no copy.',
        },
      },
    },
    exec: { kind: 'builtin', name: 'notion.duplicate_page' },
  },
  {
    slug: 'NOTION_FETCH_ROW',
    name: 'Get page',
    description:
      'Read the properties of a page or database row. For its text use NOTION_FETCH_NOTION_CHILD_BLOCK with the same id.',
    tags: reads,
    input: { type: 'object', properties: { page_id: pageId }, required: ['page_id'] },
    output: page,
    exec: { kind: 'http', method: 'GET', path: '/pages/{page_id}', parameters: inPath('page_id') },
  },
  {
    slug: 'NOTION_UPDATE_PAGE',
    name: 'Update page',
    description:
      'Change properties, icon or cover of a page, or move it to the trash and back. The text is changed with the block tools.',
    tags: replaces,
    important: true,
    input: {
      type: 'object',
      properties: {
        page_id: pageId,
        properties: values,
        archived: { type: 'boolean', description: 'True moves the page to the trash, false takes it back.' },
        ...looks,
      },
      required: ['page_id'],
    },
    output: page,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/pages/{page_id}',
      parameters: [...inPath('page_id'), ...inBody('properties', 'archived'), ...looksOnWire],
    },
  },
  {
    slug: 'NOTION_ARCHIVE_NOTION_PAGE',
    name: 'Archive page',
    description: 'Move a page to the trash, or take it back with archive false.',
    tags: [...replaces, 'destructiveHint'],
    input: {
      type: 'object',
      properties: {
        page_id: pageId,
        archive: { type: 'boolean', default: true, description: 'False takes the page back from the trash.' },
      },
      required: ['page_id'],
    },
    output: page,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/pages/{page_id}',
      body: { archived: true },
      parameters: [...inPath('page_id'), { name: 'archive', in: 'body', wire: 'archived' }],
    },
  },
  {
    slug: 'NOTION_GET_PAGE_PROPERTY_ACTION',
    name: 'Get page property',
    description:
      'Read one property of a page in full; long lists, such as relations, come page by page here and are cut elsewhere.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        page_id: pageId,
        property_id: {
          type: 'string',
          minLength: 1,
          description: 'Id of the property, from the properties of NOTION_FETCH_ROW; "title" for the title.',
        },
        page_size: pageSize,
        start_cursor: startCursor,
      },
      required: ['page_id', 'property_id'],
    },
    output: {
      type: 'object',
      properties: {
        object: { type: 'string', description: 'property_item, or list for values that come in pages.' },
        type: { type: 'string' },
        results: { type: 'array', items: { type: 'object', additionalProperties: true } },
        has_more: { type: 'boolean' },
        next_cursor: { type: ['string', 'null'] },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/pages/{page_id}/properties/{property_id}',
      parameters: [...inPath('page_id', 'property_id'), ...inQuery('page_size', 'start_cursor')],
    },
  },
] satisfies ToolkitInput['tools']
