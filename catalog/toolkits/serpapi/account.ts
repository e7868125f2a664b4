/** Values to search with, and the account. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inQuery, reads } from '../parameters.ts'
import { text } from './inputs.ts'

export const accountTools = [
  {
    slug: 'SERPAPI_LOCATIONS_LIST',
    name: 'List locations',
    description: 'Find the names of places that searches take as location.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        q: { type: 'string', description: 'Place to look for.', examples: ['Austin'] },
        limit: { type: 'integer', minimum: 1, description: 'How many at most.' },
      },
    },
    output: {
      type: 'object',
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: text, name: text, canonical_name: text, country_code: text, target_type: text },
          },
        },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/locations.json', parameters: inQuery('q', 'limit') },
  },
  {
    slug: 'SERPAPI_GOOGLE_DOMAINS_LIST',
    name: 'List Google domains',
    description: 'List the domains of Google that SERPAPI_SEARCH takes as google_domain.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: { items: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
    exec: { kind: 'http', method: 'GET', path: '/google-domains.json' },
  },
  {
    slug: 'SERPAPI_GET_ACCOUNT',
    name: 'Get account',
    description: 'See the plan and how many searches are left this month.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        plan_name: text,
        searches_per_month: { type: 'integer' },
        plan_searches_left: { type: 'integer' },
        this_month_usage: { type: 'integer' },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/account.json' },
  },
] satisfies ToolkitInput['tools']
