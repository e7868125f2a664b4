/** Search results without a written answer. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, reads } from '../parameters.ts'
import { date, domainFilter, recencyFilter } from './inputs.ts'

const searchInput = {
  query: { type: 'string', minLength: 1, description: 'What to search for.' },
  max_results: { type: 'integer', minimum: 1, maximum: 20, description: 'How many results, 10 if left out.' },
  max_tokens_per_page: {
    type: 'integer',
    minimum: 1,
    description: 'How much to read of each page, in tokens.',
  },
  country: { type: 'string', description: 'Two-letter country code to search from.' },
  search_domain_filter: domainFilter,
  search_recency_filter: recencyFilter,
  search_after_date_filter: date('Only pages published after this day.'),
  search_before_date_filter: date('Only pages published before this day.'),
}

export const searchTools = [
  {
    slug: 'PERPLEXITYAI_SEARCH',
    name: 'Search',
    description: 'Search the web and get ranked pages with the passages that fit.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: searchInput, required: ['query'] },
    output: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        results: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              title: { type: 'string' },
              url: { type: 'string' },
              snippet: { type: 'string' },
              date: { type: ['string', 'null'] },
              last_updated: { type: ['string', 'null'] },
            },
          },
        },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/search', parameters: inBody(...Object.keys(searchInput)) },
  },
] satisfies ToolkitInput['tools']
