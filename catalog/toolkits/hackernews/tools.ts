/** The six tools of Hacker News. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'

const tags = ['openWorldHint', 'readOnlyHint', 'idempotentHint']

const page = {
  type: 'integer',
  minimum: 0,
  default: 0,
  description: 'Page of results, counted from 0.',
}

const size = (fallback: number) => ({
  type: 'integer',
  minimum: 1,
  maximum: 1000,
  default: fallback,
  description: 'Results on a page, at most 1000.',
})

/** Exclusive time bounds are what Algolia calls numeric filters. */
const numericFilters = {
  type: 'string',
  description:
    'Bounds on created_at_i (seconds since 1970), points or num_comments, joined by commas: "points>100,created_at_i>1735689600".',
}

const hit = {
  type: 'object',
  properties: {
    objectID: { type: 'string', description: 'Id of the item.' },
    title: { type: ['string', 'null'] },
    url: { type: ['string', 'null'] },
    author: { type: 'string' },
    points: { type: ['integer', 'null'] },
    num_comments: { type: ['integer', 'null'] },
    story_text: { type: ['string', 'null'] },
    comment_text: { type: ['string', 'null'] },
    created_at: { type: 'string' },
    created_at_i: { type: 'integer' },
  },
}

const hits = {
  type: 'object',
  properties: {
    hits: { type: 'array', items: hit },
    nbHits: { type: 'integer', description: 'How many items match.' },
    page: { type: 'integer' },
    nbPages: { type: 'integer' },
    hitsPerPage: { type: 'integer' },
  },
} as const

export const tools = [
  {
    slug: 'HACKERNEWS_GET_FRONTPAGE',
    name: 'Get front page',
    description:
      'List the stories that are on the Hacker News front page now, with points and comment counts.',
    tags,
    important: true,
    no_auth: true,
    input: {
      type: 'object',
      properties: {
        page,
        size: size(30),
        min_points: {
          type: 'string',
          pattern: '^points>=?[0-9]+$',
          description: 'Only stories with this many points, written as "points>=100".',
        },
      },
    },
    output: hits,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/search',
      query: { tags: 'front_page' },
      parameters: [
        { name: 'page', in: 'query' },
        { name: 'size', in: 'query', wire: 'hitsPerPage' },
        { name: 'min_points', in: 'query', wire: 'numericFilters' },
      ],
    },
  },
  {
    slug: 'HACKERNEWS_GET_ITEM_WITH_ID',
    name: 'Get item by id',
    description: 'Read a story, comment, poll or job by its id, with the whole tree of comments below it.',
    tags,
    important: true,
    no_auth: true,
    input: {
      type: 'object',
      properties: {
        item_id: {
          type: 'string',
          pattern: '^[0-9]+$',
          description: 'Number of the item.',
          examples: ['8863'],
        },
      },
      required: ['item_id'],
    },
    output: {
      type: 'object',
      properties: {
        id: { type: 'integer' },
        type: { type: 'string' },
        author: { type: ['string', 'null'] },
        title: { type: ['string', 'null'] },
        url: { type: ['string', 'null'] },
        text: { type: ['string', 'null'] },
        points: { type: ['integer', 'null'] },
        created_at: { type: 'string' },
        children: { type: 'array', items: { type: 'object', additionalProperties: true } },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/items/{item_id}',
      parameters: [{ name: 'item_id', in: 'path' }],
    },
  },
  {
    slug: 'HACKERNEWS_GET_LATEST_POSTS',
    name: 'Get latest posts',
    description: 'List the newest stories, comments or other posts of Hacker News, newest first.',
    tags,
    important: true,
    no_auth: true,
    input: {
      type: 'object',
      properties: {
        tags: {
          type: 'array',
          items: { type: 'string' },
          default: ['story'],
          description:
            'Kinds of post: story, comment, poll, show_hn, ask_hn, job, or author_NAME. Several must all hold; write "(story,poll)" for either.',
        },
        numeric_filters: numericFilters,
        page,
        size: size(20),
      },
    },
    output: hits,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/search_by_date',
      parameters: [
        { name: 'tags', in: 'query', style: 'comma' },
        { name: 'numeric_filters', in: 'query', wire: 'numericFilters' },
        { name: 'page', in: 'query' },
        { name: 'size', in: 'query', wire: 'hitsPerPage' },
      ],
    },
  },
  {
    slug: 'HACKERNEWS_GET_TODAYS_POSTS',
    name: "Get today's posts",
    description:
      'List the stories posted in the last 24 hours, newest first, optionally with a minimum of points.',
    tags,
    important: true,
    no_auth: true,
    input: {
      type: 'object',
      properties: {
        page,
        size: size(50),
        min_points: {
          type: 'integer',
          minimum: 0,
          description: 'Only stories with at least this many points.',
        },
      },
    },
    output: hits,
    exec: { kind: 'builtin', name: 'hackernews.todays_posts' },
  },
  {
    slug: 'HACKERNEWS_GET_USER',
    name: 'Get user',
    description: 'Read the public profile of a Hacker News user: karma, about text and the day they joined.',
    tags,
    important: true,
    no_auth: true,
    input: {
      type: 'object',
      properties: {
        username: {
          type: 'string',
          minLength: 1,
          maxLength: 64,
          description: 'Name of the user.',
          examples: ['pg'],
        },
      },
      required: ['username'],
    },
    output: {
      type: 'object',
      properties: {
        username: { type: 'string' },
        about: { type: ['string', 'null'] },
        karma: { type: 'integer' },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users/{username}',
      parameters: [{ name: 'username', in: 'path' }],
    },
  },
  {
    slug: 'HACKERNEWS_SEARCH_POSTS',
    name: 'Search posts',
    description: 'Search stories and comments of Hacker News by text, most relevant first.',
    tags,
    important: true,
    no_auth: true,
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          description: 'Words to search for.',
          examples: ['postgres full text search'],
        },
        tags: {
          type: 'array',
          items: { type: 'string' },
          description:
            'Kinds of post that must all hold: story, comment, poll, show_hn, ask_hn, author_NAME, story_ID.',
        },
        numeric_filters: numericFilters,
        page,
        size: size(20),
      },
      required: ['query'],
    },
    output: hits,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/search',
      parameters: [
        { name: 'query', in: 'query' },
        { name: 'tags', in: 'query', style: 'comma' },
        { name: 'numeric_filters', in: 'query', wire: 'numericFilters' },
        { name: 'page', in: 'query' },
        { name: 'size', in: 'query', wire: 'hitsPerPage' },
      ],
    },
  },
] satisfies ToolkitInput['tools']
