/** Articles of the help center. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { adminId, listOf, pages } from './inputs.ts'

const articleId = { type: 'integer', description: 'Id of the article, from INTERCOM_LIST_ALL_ARTICLES.' }

const texts = {
  title: { type: 'string', minLength: 1, description: 'Title.' },
  description: { type: 'string', description: 'Short description, shown in lists.' },
  body: { type: 'string', description: 'Text as HTML.' },
  author_id: {
    ...adminId,
    description: 'Id of the teammate who is shown as author, from INTERCOM_LIST_ALL_ADMINS.',
  },
  state: {
    type: 'string',
    enum: ['published', 'draft'],
    description: 'Whether it is published; draft when left out.',
  },
  parent_id: { type: 'integer', description: 'Id of the collection that it is in.' },
  parent_type: { type: 'string', enum: ['collection'], description: 'What parent_id is.' },
}

const article = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    title: { type: 'string' },
    description: { type: ['string', 'null'] },
    body: { type: 'string' },
    state: { type: 'string' },
    url: { type: ['string', 'null'] },
    author_id: { type: 'integer' },
  },
} as const

export const articleTools = [
  {
    slug: 'INTERCOM_SEARCH_FOR_ARTICLES',
    name: 'Search articles',
    description: 'Find help center articles by words.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        phrase: { type: 'string', description: 'Words to look for.' },
        state: {
          type: 'string',
          enum: ['published', 'draft', 'all'],
          description: 'Only articles in this state.',
        },
        help_center_id: { type: 'integer', description: 'Only articles of this help center.' },
        highlight: { type: 'boolean', description: 'Return where the words stand.' },
      },
      required: ['phrase'],
    },
    output: {
      type: 'object',
      properties: {
        data: { type: 'object', properties: { articles: { type: 'array', items: article } } },
        total_count: { type: 'integer' },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/articles/search',
      parameters: inQuery('phrase', 'state', 'help_center_id', 'highlight'),
    },
  },
  {
    slug: 'INTERCOM_LIST_ALL_ARTICLES',
    name: 'List articles',
    description: 'List the articles of the help center, page by page.',
    tags: reads,
    input: { type: 'object', properties: pages },
    output: listOf(article),
    exec: { kind: 'http', method: 'GET', path: '/articles', parameters: inQuery('page', 'per_page') },
  },
  {
    slug: 'INTERCOM_RETRIEVE_AN_ARTICLE',
    name: 'Get article',
    description: 'Read one article.',
    tags: reads,
    input: { type: 'object', properties: { id: articleId }, required: ['id'] },
    output: article,
    exec: { kind: 'http', method: 'GET', path: '/articles/{id}', parameters: inPath('id') },
  },
  {
    slug: 'INTERCOM_CREATE_AN_ARTICLE',
    name: 'Create article',
    description: 'Write an article for the help center, as a draft unless state says otherwise.',
    tags: writes,
    input: { type: 'object', properties: texts, required: ['title', 'author_id'] },
    output: article,
    exec: { kind: 'http', method: 'POST', path: '/articles', parameters: inBody(...Object.keys(texts)) },
  },
  {
    slug: 'INTERCOM_UPDATE_AN_ARTICLE',
    name: 'Update article',
    description: 'Change an article; what is not named stays.',
    tags: replaces,
    input: { type: 'object', properties: { id: articleId, ...texts }, required: ['id'] },
    output: article,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/articles/{id}',
      parameters: [...inPath('id'), ...inBody(...Object.keys(texts))],
    },
  },
  {
    slug: 'INTERCOM_DELETE_AN_ARTICLE',
    name: 'Delete article',
    description: 'Delete an article for good.',
    tags: destroys,
    input: { type: 'object', properties: { id: articleId }, required: ['id'] },
    output: { type: 'object', properties: { id: { type: 'string' }, deleted: { type: 'boolean' } } },
    exec: { kind: 'http', method: 'DELETE', path: '/articles/{id}', parameters: inPath('id') },
  },
] satisfies ToolkitInput['tools']
