/** Finding pages, reading them, and answers from them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, reads } from '../parameters.ts'
import { contents, filters, found, numResults, pageParts, pages } from './inputs.ts'

const searchInput = {
  query: {
    type: 'string',
    minLength: 1,
    description: 'What the wanted pages are about, as a question or a description.',
    examples: ['startups that build nuclear batteries'],
  },
  type: {
    type: 'string',
    enum: ['auto', 'neural', 'keyword', 'fast', 'deep'],
    description: 'How to search; auto chooses by the query.',
  },
  category: {
    type: 'string',
    description:
      'Kind of page: company, people, research paper, news, pdf, github, tweet, personal site or financial report.',
  },
  numResults,
  ...filters,
  userLocation: { type: 'string', description: 'Two-letter country code of the person who asks.' },
  moderation: { type: 'boolean', description: 'Leave out unsafe pages.' },
  contents,
}

const similarInput = {
  url: {
    type: 'string',
    description: 'Page to find others like.',
    examples: ['https://arxiv.org/abs/2307.06435'],
  },
  numResults,
  excludeSourceDomain: { type: 'boolean', description: 'Leave out pages of the same domain as url.' },
  ...filters,
  contents,
}

const contentsInput = {
  ids: {
    type: 'array',
    items: { type: 'string' },
    minItems: 1,
    description: 'Pages to read: ids of results from EXA_SEARCH, or addresses.',
  },
  ...pageParts,
  livecrawl: {
    type: 'string',
    enum: ['never', 'fallback', 'always', 'preferred'],
    description: 'Whether to fetch the page anew instead of reading the stored copy.',
  },
  subpages: { type: 'integer', minimum: 0, description: 'How many pages linked from each to read too.' },
  subpageTarget: {
    type: 'array',
    items: { type: 'string' },
    description: 'Words that the wanted linked pages have in their address or title.',
  },
}

const answerInput = {
  query: { type: 'string', minLength: 1, description: 'The question.' },
  text: { type: 'boolean', description: 'Also return the text of each source.' },
  outputSchema: {
    type: 'object',
    additionalProperties: true,
    description: 'JSON Schema that the answer must have; without it the answer is text.',
  },
}

export const searchTools = [
  {
    slug: 'EXA_SEARCH',
    name: 'Search',
    description:
      'Search the web by meaning or by words. Titles and addresses come back; ask for text, highlights or a summary in contents.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: searchInput, required: ['query'] },
    output: found,
    exec: { kind: 'http', method: 'POST', path: '/search', parameters: inBody(...Object.keys(searchInput)) },
  },
  {
    slug: 'EXA_FIND_SIMILAR',
    name: 'Find similar pages',
    description: 'Find pages that are about the same as a page you know.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: similarInput, required: ['url'] },
    output: found,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/findSimilar',
      parameters: inBody(...Object.keys(similarInput)),
    },
  },
  {
    slug: 'EXA_GET_CONTENTS_ACTION',
    aliases: ['EXA_GET_CONTENTS'],
    name: 'Get contents',
    description: 'Read pages: their text, fitting passages or a summary.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: contentsInput, required: ['ids'] },
    output: found,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/contents',
      parameters: inBody(...Object.keys(contentsInput)),
    },
  },
  {
    slug: 'EXA_ANSWER',
    name: 'Answer',
    description: 'Get an answer to a question, written from a web search, with its sources.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: answerInput, required: ['query'] },
    output: {
      type: 'object',
      properties: {
        answer: { type: ['string', 'object'] },
        citations: pages,
        costDollars: { type: 'object', additionalProperties: true },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/answer', parameters: inBody(...Object.keys(answerInput)) },
  },
] satisfies ToolkitInput['tools']
