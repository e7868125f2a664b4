/** Reading pages, listing a site's addresses, and searching. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, reads } from '../parameters.ts'
import { page, scrapeOptions, scrapeOptionsInput } from './inputs.ts'

const scrapeInput = {
  url: { type: 'string', description: 'Address of the page.', examples: ['https://example.com'] },
  ...scrapeOptions,
  actions: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description:
      'What to do before reading, in order: {"type": "wait", "milliseconds": 1000}, {"type": "click", "selector": "#more"}, {"type": "write", "text": "…"}, {"type": "press", "key": "ENTER"}, {"type": "scroll", "direction": "down"}.',
  },
}

const mapInput = {
  url: { type: 'string', description: 'Address of the site.', examples: ['https://docs.example.com'] },
  search: { type: 'string', description: 'Put addresses that fit these words first.' },
  limit: { type: 'integer', minimum: 1, maximum: 100_000, description: 'How many addresses at most.' },
  sitemap: {
    type: 'string',
    enum: ['include', 'skip', 'only'],
    description: 'Whether to use the sitemap of the site.',
  },
  includeSubdomains: { type: 'boolean', description: 'Also list subdomains.' },
  ignoreQueryParameters: {
    type: 'boolean',
    description: 'Take addresses that differ in the query only as one.',
  },
  timeout: { type: 'integer', minimum: 1, description: 'Milliseconds until the attempt is given up.' },
}

const searchInput = {
  query: { type: 'string', minLength: 1, description: 'What to search for; site: and quotes work.' },
  limit: { type: 'integer', minimum: 1, maximum: 100, description: 'How many results, 5 if left out.' },
  sources: {
    type: 'array',
    items: { type: 'string', enum: ['web', 'news', 'images'] },
    description: 'Kinds of result.',
  },
  location: { type: 'string', description: 'Place to search from.', examples: ['Berlin,Germany'] },
  country: { type: 'string', description: 'Two-letter country code.' },
  tbs: {
    type: 'string',
    description: 'Time: qdr:h, qdr:d, qdr:w, qdr:m or qdr:y for the last hour to year.',
  },
  timeout: { type: 'integer', minimum: 1, description: 'Milliseconds until the attempt is given up.' },
  scrapeOptions: {
    ...scrapeOptionsInput,
    description: 'Also read each result, with the options of FIRECRAWL_SCRAPE_EXTRACT_DATA_LLM.',
  },
}

export const scrapeTools = [
  {
    slug: 'FIRECRAWL_SCRAPE_EXTRACT_DATA_LLM',
    aliases: ['FIRECRAWL_SCRAPE'],
    name: 'Scrape page',
    description:
      'Read one page as Markdown, HTML, links or a screenshot, or pull data out of it with a prompt and a schema. Pages that need a browser work too.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: scrapeInput, required: ['url'] },
    output: { type: 'object', properties: { success: { type: 'boolean' }, data: page } },
    exec: { kind: 'http', method: 'POST', path: '/scrape', parameters: inBody(...Object.keys(scrapeInput)) },
  },
  {
    slug: 'FIRECRAWL_MAP_URLS',
    name: 'Map site',
    description: 'List the addresses of a site quickly, without reading the pages.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: mapInput, required: ['url'] },
    output: {
      type: 'object',
      properties: {
        success: { type: 'boolean' },
        links: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              url: { type: 'string' },
              title: { type: 'string' },
              description: { type: 'string' },
            },
          },
        },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/map', parameters: inBody(...Object.keys(mapInput)) },
  },
  {
    slug: 'FIRECRAWL_SEARCH',
    name: 'Search',
    description: 'Search the web, and read the pages found in the same call when scrapeOptions are given.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: searchInput, required: ['query'] },
    output: {
      type: 'object',
      properties: {
        success: { type: 'boolean' },
        data: {
          type: 'object',
          properties: {
            web: { type: 'array', items: { type: 'object', additionalProperties: true } },
            news: { type: 'array', items: { type: 'object', additionalProperties: true } },
            images: { type: 'array', items: { type: 'object', additionalProperties: true } },
          },
        },
        creditsUsed: { type: 'integer' },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/search', parameters: inBody(...Object.keys(searchInput)) },
  },
  {
    slug: 'FIRECRAWL_GET_CREDIT_USAGE',
    name: 'Get credit usage',
    description: 'See how many credits the team has left.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: { success: { type: 'boolean' }, data: { type: 'object', additionalProperties: true } },
    },
    exec: { kind: 'http', method: 'GET', path: '/team/credit-usage' },
  },
] satisfies ToolkitInput['tools']
