/** Search, and what the searches have cost. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, reads } from '../parameters.ts'

const day = (description: string) => ({ type: 'string', format: 'date', description })
const domains = (description: string) => ({
  type: 'array',
  items: { type: 'string' },
  description,
  examples: [['wikipedia.org', 'nature.com']],
})

const searchInput = {
  query: { type: 'string', minLength: 1, description: 'What to search for, best under 400 characters.' },
  search_depth: {
    type: 'string',
    enum: ['basic', 'advanced'],
    description: 'basic is quick and costs 1 credit; advanced reads more of each page and costs 2.',
  },
  topic: {
    type: 'string',
    enum: ['general', 'news', 'finance'],
    description: 'Kind of source: news adds publication dates.',
  },
  max_results: { type: 'integer', minimum: 0, maximum: 20, description: 'How many results, 5 if left out.' },
  time_range: {
    type: 'string',
    enum: ['day', 'week', 'month', 'year'],
    description: 'Only pages published or updated within this time before now.',
  },
  start_date: day('Only pages from this day on, YYYY-MM-DD.'),
  end_date: day('Only pages up to this day, YYYY-MM-DD.'),
  include_answer: {
    anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['basic', 'advanced'] }],
    description:
      'Also write an answer from the results: true or basic for a short one, advanced for a long one.',
  },
  include_raw_content: {
    anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['markdown', 'text'] }],
    description: 'Also return the cleaned text of each page.',
  },
  include_images: { type: 'boolean', description: 'Also return images that fit the query.' },
  include_image_descriptions: { type: 'boolean', description: 'Describe each image; needs include_images.' },
  include_domains: domains('Search only these domains.'),
  exclude_domains: domains('Leave out these domains.'),
  country: {
    type: 'string',
    description: 'Prefer results from this country, by its English name in lower case; topic general only.',
    examples: ['germany'],
  },
  chunks_per_source: {
    type: 'integer',
    minimum: 1,
    maximum: 3,
    description: 'Passages per page with search_depth advanced.',
  },
}

export const searchTools = [
  {
    slug: 'TAVILY_TAVILY_SEARCH',
    aliases: ['TAVILY_SEARCH'],
    name: 'Search',
    description:
      'Search the web and get the passages of each page that fit the query, with an optional written answer. Use it for current facts; read whole pages with TAVILY_EXTRACT.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: searchInput, required: ['query'] },
    output: {
      type: 'object',
      properties: {
        query: { type: 'string' },
        answer: { type: ['string', 'null'] },
        images: { type: 'array', items: {} },
        results: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              title: { type: 'string' },
              url: { type: 'string' },
              content: { type: 'string', description: 'Passages that fit the query.' },
              score: { type: 'number', description: 'How well it fits, 0 to 1.' },
              raw_content: { type: ['string', 'null'] },
              published_date: { type: 'string' },
            },
          },
        },
        response_time: { type: ['number', 'string'] },
        request_id: { type: 'string' },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/search', parameters: inBody(...Object.keys(searchInput)) },
  },
  {
    slug: 'TAVILY_GET_USAGE',
    name: 'Get usage',
    description: 'See how many credits the API key and the account have used and may use.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        key: {
          type: 'object',
          properties: { usage: { type: 'integer' }, limit: { type: ['integer', 'null'] } },
        },
        account: { type: 'object', additionalProperties: true },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/usage' },
  },
] satisfies ToolkitInput['tools']
