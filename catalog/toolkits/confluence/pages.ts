/** Pages and blog posts. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  blogPostId,
  body,
  bodyFormat,
  bodyFormatOnWire,
  content,
  listOf,
  oneBodyFormat,
  pageId,
  paging,
  spaceId,
  status,
  version,
} from './inputs.ts'
import { canDeletePages, canReadPages, canReadTree, canWritePages } from './scopes.ts'

const title = { type: 'string', minLength: 1, maxLength: 255, description: 'Title, unique in its space.' }

const sort = {
  type: 'string',
  enum: ['id', '-id', 'title', '-title', 'created-date', '-created-date', 'modified-date', '-modified-date'],
  description: 'Order; a minus turns it around.',
}

const purge = {
  type: 'boolean',
  description: 'Delete it out of the trash for good; it must be there already.',
}

export const pageTools = [
  {
    slug: 'CONFLUENCE_GET_PAGES',
    name: 'List pages',
    description:
      'List pages of all spaces, or those with a certain title. To find pages by text use CONFLUENCE_SEARCH_CONTENT.',
    tags: reads,
    important: true,
    scopes: canReadPages,
    input: {
      type: 'object',
      properties: {
        id: { type: 'array', items: { type: 'integer' }, description: 'Only the pages with these ids.' },
        space_id: {
          type: 'array',
          items: { type: 'integer' },
          description: 'Only pages of these spaces, by id.',
        },
        title: { type: 'string', description: 'Only pages with exactly this title.' },
        status: {
          type: 'array',
          items: { type: 'string', enum: ['current', 'archived', 'deleted', 'trashed'] },
          description: 'Only pages in these states; current and archived when left out.',
        },
        sort,
        body_format: bodyFormat,
        ...paging,
      },
    },
    output: listOf(content),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/pages',
      parameters: [
        { name: 'id', in: 'query', style: 'comma' },
        { name: 'space_id', in: 'query', wire: 'space-id', style: 'comma' },
        { name: 'status', in: 'query', style: 'comma' },
        ...inQuery('title', 'sort', 'limit', 'cursor'),
        bodyFormatOnWire,
      ],
    },
  },
  {
    slug: 'CONFLUENCE_GET_PAGES_IN_SPACE',
    name: 'List pages of a space',
    description: 'List the pages of one space.',
    tags: reads,
    scopes: canReadPages,
    input: {
      type: 'object',
      properties: {
        id: spaceId,
        depth: { type: 'string', enum: ['all', 'root'], description: 'All pages, or those at the top only.' },
        title: { type: 'string', description: 'Only pages with exactly this title.' },
        sort,
        body_format: bodyFormat,
        ...paging,
      },
      required: ['id'],
    },
    output: listOf(content),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/spaces/{id}/pages',
      parameters: [
        ...inPath('id'),
        ...inQuery('depth', 'title', 'sort', 'limit', 'cursor'),
        bodyFormatOnWire,
      ],
    },
  },
  {
    slug: 'CONFLUENCE_GET_PAGE_BY_ID',
    name: 'Get page',
    description: 'Read one page; with body_format its text too. Its version.number is needed to change it.',
    tags: reads,
    important: true,
    scopes: canReadPages,
    input: {
      type: 'object',
      properties: {
        id: pageId,
        body_format: { ...oneBodyFormat, default: 'storage' },
        get_draft: { type: 'boolean', description: 'Return the draft.' },
        version: { type: 'integer', minimum: 1, description: 'Return this earlier version.' },
      },
      required: ['id'],
    },
    output: content,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/pages/{id}',
      parameters: [
        ...inPath('id'),
        ...inQuery('version'),
        { name: 'get_draft', in: 'query', wire: 'get-draft' },
        bodyFormatOnWire,
      ],
    },
  },
  {
    slug: 'CONFLUENCE_CREATE_PAGE',
    name: 'Create page',
    description: 'Create a page in a space, below another page if wanted.',
    tags: writes,
    important: true,
    scopes: canWritePages,
    input: {
      type: 'object',
      properties: {
        spaceId,
        title,
        body,
        parentId: {
          type: 'string',
          description: 'Id of the page above it; the home page of the space when left out.',
        },
        status: status('Whether it is published at once.'),
        private: { type: 'boolean', description: 'Let only the creator see it.' },
      },
      required: ['spaceId', 'title'],
    },
    output: content,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v2/pages',
      body: { status: 'current' },
      parameters: [...inBody('spaceId', 'title', 'body', 'parentId', 'status'), ...inQuery('private')],
    },
  },
  {
    slug: 'CONFLUENCE_UPDATE_PAGE',
    name: 'Update page',
    description:
      'Replace title and text of a page. Read it first with CONFLUENCE_GET_PAGE_BY_ID: the new version number is the old one plus one, and the text is replaced as a whole.',
    tags: [...replaces, 'destructiveHint'],
    important: true,
    scopes: canWritePages,
    input: {
      type: 'object',
      properties: {
        id: pageId,
        title,
        body,
        version,
        status: status('Whether the page is published.'),
        spaceId: { ...spaceId, description: 'Id of the space, which must be that of the page.' },
        parentId: { type: 'string', description: 'Id of the new page above it.' },
      },
      required: ['id', 'title', 'body', 'version'],
    },
    output: content,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/api/v2/pages/{id}',
      body: { status: 'current' },
      // The id stands in the body too.
      parameters: [
        ...inPath('id'),
        ...inBody('id', 'title', 'body', 'version', 'status', 'spaceId', 'parentId'),
      ],
    },
  },
  {
    slug: 'CONFLUENCE_DELETE_PAGE',
    name: 'Delete page',
    description: 'Move a page to the trash, or delete it for good with purge.',
    tags: destroys,
    scopes: canDeletePages,
    input: {
      type: 'object',
      properties: { id: pageId, purge, draft: { type: 'boolean', description: 'Delete the draft.' } },
      required: ['id'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/api/v2/pages/{id}',
      parameters: [...inPath('id'), ...inQuery('purge', 'draft')],
    },
  },
  {
    slug: 'CONFLUENCE_GET_CHILD_PAGES',
    name: 'List child pages',
    description:
      'List the pages right below a page, and the folders, whiteboards and databases there; type tells which is what.',
    tags: reads,
    scopes: canReadTree,
    input: { type: 'object', properties: { id: pageId, ...paging }, required: ['id'] },
    output: listOf(),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/pages/{id}/direct-children',
      parameters: [...inPath('id'), ...inQuery('limit', 'cursor')],
    },
  },
  {
    slug: 'CONFLUENCE_GET_PAGE_VERSIONS',
    name: 'List page versions',
    description: 'List the versions of a page: who changed it, when, and why.',
    tags: reads,
    scopes: canReadPages,
    input: { type: 'object', properties: { id: pageId, ...paging }, required: ['id'] },
    output: listOf(),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/pages/{id}/versions',
      parameters: [...inPath('id'), ...inQuery('limit', 'cursor')],
    },
  },
  {
    slug: 'CONFLUENCE_GET_BLOG_POSTS',
    name: 'List blog posts',
    description: 'List blog posts, of certain spaces or with a certain title.',
    tags: reads,
    scopes: canReadPages,
    input: {
      type: 'object',
      properties: {
        space_id: {
          type: 'array',
          items: { type: 'integer' },
          description: 'Only blog posts of these spaces, by id.',
        },
        title: { type: 'string', description: 'Only blog posts with exactly this title.' },
        sort,
        body_format: bodyFormat,
        ...paging,
      },
    },
    output: listOf(content),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/blogposts',
      parameters: [
        { name: 'space_id', in: 'query', wire: 'space-id', style: 'comma' },
        ...inQuery('title', 'sort', 'limit', 'cursor'),
        bodyFormatOnWire,
      ],
    },
  },
  {
    slug: 'CONFLUENCE_GET_BLOG_POST_BY_ID',
    name: 'Get blog post',
    description: 'Read one blog post; with body_format its text too.',
    tags: reads,
    scopes: canReadPages,
    input: {
      type: 'object',
      properties: { id: blogPostId, body_format: { ...oneBodyFormat, default: 'storage' } },
      required: ['id'],
    },
    output: content,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/blogposts/{id}',
      parameters: [...inPath('id'), bodyFormatOnWire],
    },
  },
  {
    slug: 'CONFLUENCE_CREATE_BLOG_POST',
    name: 'Create blog post',
    description: 'Create a blog post in a space.',
    tags: writes,
    scopes: canWritePages,
    input: {
      type: 'object',
      properties: { spaceId, title, body, status: status('Whether it is published at once.') },
      required: ['spaceId', 'title'],
    },
    output: content,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v2/blogposts',
      body: { status: 'current' },
      parameters: inBody('spaceId', 'title', 'body', 'status'),
    },
  },
  {
    slug: 'CONFLUENCE_DELETE_BLOG_POST',
    name: 'Delete blog post',
    description: 'Move a blog post to the trash, or delete it for good with purge.',
    tags: destroys,
    scopes: canDeletePages,
    input: { type: 'object', properties: { id: blogPostId, purge }, required: ['id'] },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/api/v2/blogposts/{id}',
      parameters: [...inPath('id'), ...inQuery('purge')],
    },
  },
] satisfies ToolkitInput['tools']
