/** Searching and reading. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import { after, anything, limit, listing, subreddit, text, time } from './inputs.ts'
import { all } from './scopes.ts'

/** Reddit otherwise writes <, > and & as HTML entities. */
const raw = { raw_json: '1' }

export const browseTools = [
  {
    slug: 'REDDIT_SEARCH_ACROSS_SUBREDDITS',
    name: 'Search',
    description: 'Search posts in all of Reddit. subreddit:name in the query keeps to one subreddit.',
    tags: reads,
    important: true,
    scopes: all('read'),
    input: {
      type: 'object',
      properties: {
        search_query: {
          type: 'string',
          minLength: 1,
          maxLength: 512,
          description: 'What to search for; author:, subreddit: and title: narrow it.',
        },
        sort: {
          type: 'string',
          enum: ['relevance', 'hot', 'top', 'new', 'comments'],
          description: 'Order of the results, relevance if left out.',
        },
        t: time,
        limit,
        restrict_sr: {
          type: 'boolean',
          description: 'Only posts of subreddits; has no effect on a search everywhere.',
        },
        after,
      },
      required: ['search_query'],
    },
    output: listing,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/search',
      query: { ...raw, type: 'link' },
      parameters: [
        { name: 'search_query', in: 'query', wire: 'q' },
        ...inQuery('sort', 't', 'limit', 'restrict_sr', 'after'),
      ],
    },
  },
  {
    slug: 'REDDIT_RETRIEVE_REDDIT_POST',
    name: 'List posts of subreddit',
    description: 'List the posts that are hot in a subreddit.',
    tags: reads,
    important: true,
    scopes: all('read'),
    input: {
      type: 'object',
      properties: {
        subreddit,
        size: { ...limit, default: 5, description: 'How many posts at most, 1 to 100.' },
        after,
      },
      required: ['subreddit'],
    },
    output: listing,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/r/{subreddit}/hot',
      query: raw,
      parameters: [...inPath('subreddit'), { name: 'size', in: 'query', wire: 'limit' }, ...inQuery('after')],
    },
  },
  {
    slug: 'REDDIT_GET_SUBREDDIT_POSTS',
    name: 'List posts in an order',
    description: 'List the posts of a subreddit that are new, rising, or best of a time.',
    tags: reads,
    scopes: all('read'),
    input: {
      type: 'object',
      properties: {
        subreddit,
        sort: {
          type: 'string',
          enum: ['hot', 'new', 'top', 'rising', 'controversial'],
          description: 'Which posts.',
        },
        t: time,
        limit,
        after,
      },
      required: ['subreddit', 'sort'],
    },
    output: listing,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/r/{subreddit}/{sort}',
      query: raw,
      parameters: [...inPath('subreddit', 'sort'), ...inQuery('t', 'limit', 'after')],
    },
  },
  {
    slug: 'REDDIT_RETRIEVE_POST_COMMENTS',
    name: 'List comments of post',
    description: 'Read a post and its comments. The answer holds two listings: the post, then the comments.',
    tags: reads,
    important: true,
    scopes: all('read'),
    input: {
      type: 'object',
      properties: {
        article: {
          type: 'string',
          pattern: '^[a-z0-9]+$',
          description: 'Id of the post without t3_, as in its address.',
          examples: ['q5u7q5'],
        },
        sort: {
          type: 'string',
          enum: ['confidence', 'top', 'new', 'controversial', 'old', 'qa'],
          description: 'Order of the comments.',
        },
        limit: { type: 'integer', minimum: 1, maximum: 500, description: 'How many comments at most.' },
        depth: { type: 'integer', minimum: 1, description: 'How many levels of answers.' },
      },
      required: ['article'],
    },
    output: { type: 'object', properties: { items: { type: 'array', items: listing } } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/comments/{article}',
      query: raw,
      parameters: [...inPath('article'), ...inQuery('sort', 'limit', 'depth')],
    },
  },
  {
    slug: 'REDDIT_RETRIEVE_SPECIFIC_COMMENT',
    name: 'Get post or comment',
    description: 'Read posts or comments by their full names.',
    tags: reads,
    scopes: all('read'),
    input: {
      type: 'object',
      properties: {
        id: {
          type: 'string',
          minLength: 1,
          description: 'Full name, such as t1_c123456 or t3_x56789; several are separated by commas.',
        },
      },
      required: ['id'],
    },
    output: listing,
    exec: { kind: 'http', method: 'GET', path: '/api/info', query: raw, parameters: inQuery('id') },
  },
  {
    slug: 'REDDIT_GET_USER_FLAIR',
    name: 'List post flairs',
    description:
      'List the flairs that a post in a subreddit can have; their ids are for REDDIT_CREATE_REDDIT_POST.',
    tags: reads,
    scopes: all('flair'),
    input: { type: 'object', properties: { subreddit }, required: ['subreddit'] },
    output: {
      type: 'object',
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: text, text, text_editable: { type: 'boolean' }, mod_only: { type: 'boolean' } },
          },
        },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/r/{subreddit}/api/link_flair_v2',
      parameters: inPath('subreddit'),
    },
  },
  {
    slug: 'REDDIT_GET_SUBREDDIT_RULES',
    name: 'Get subreddit rules',
    description: 'Read the rules of a subreddit. Do so before posting there.',
    tags: reads,
    scopes: all('read'),
    input: { type: 'object', properties: { subreddit }, required: ['subreddit'] },
    output: {
      type: 'object',
      properties: { rules: { type: 'array', items: anything }, site_rules: { type: 'array', items: text } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/r/{subreddit}/about/rules',
      query: raw,
      parameters: inPath('subreddit'),
    },
  },
  {
    slug: 'REDDIT_GET_REDDIT_USER_ABOUT',
    name: 'Get user',
    description: 'Read the public profile of a user: karma, age of the account.',
    tags: reads,
    scopes: all('read'),
    input: {
      type: 'object',
      properties: {
        username: {
          type: 'string',
          minLength: 1,
          maxLength: 32,
          description: 'Name of the user without u/.',
        },
      },
      required: ['username'],
    },
    output: { type: 'object', properties: { kind: text, data: anything } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/user/{username}/about',
      query: raw,
      parameters: inPath('username'),
    },
  },
  {
    slug: 'REDDIT_GET_ME',
    name: 'Get current user',
    description: 'Read the account that is connected.',
    tags: reads,
    scopes: all('identity'),
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: { id: text, name: text, total_karma: { type: 'integer' }, created_utc: { type: 'number' } },
    },
    exec: { kind: 'http', method: 'GET', path: '/api/v1/me', query: raw },
  },
] satisfies ToolkitInput['tools']
