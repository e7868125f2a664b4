/** Reading pages and whole sites. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, reads } from '../parameters.ts'

const extractDepth = {
  type: 'string',
  enum: ['basic', 'advanced'],
  description: 'advanced also gets tables and embedded content, at twice the credits.',
}
const format = { type: 'string', enum: ['markdown', 'text'], description: 'Form of the page text.' }
const includeImages = { type: 'boolean', description: 'Also return the addresses of images.' }
const patterns = (description: string) => ({ type: 'array', items: { type: 'string' }, description })

/** What a walk through a site takes, whether it reads the pages or only lists them. */
const walk = {
  url: { type: 'string', description: 'Where to start.', examples: ['https://docs.example.com'] },
  instructions: {
    type: 'string',
    description: 'Which pages are wanted, in plain words; costs more credits.',
  },
  max_depth: { type: 'integer', minimum: 1, maximum: 5, description: 'How many links away from url to go.' },
  max_breadth: {
    type: 'integer',
    minimum: 1,
    maximum: 500,
    description: 'How many links to follow on a page.',
  },
  limit: { type: 'integer', minimum: 1, description: 'How many links to visit in all.' },
  select_paths: patterns('Only paths that match one of these regular expressions, such as "/docs/.*".'),
  select_domains: patterns('Only domains that match one of these regular expressions.'),
  exclude_paths: patterns('Leave out paths that match one of these regular expressions.'),
  exclude_domains: patterns('Leave out domains that match one of these regular expressions.'),
  allow_external: { type: 'boolean', description: 'Whether links to other domains are part of the result.' },
}

const extractInput = {
  urls: {
    type: 'array',
    items: { type: 'string' },
    minItems: 1,
    maxItems: 20,
    description: 'Addresses of the pages, at most 20, for example from TAVILY_TAVILY_SEARCH.',
  },
  query: { type: 'string', description: 'What is wanted: passages are ranked by how well they fit it.' },
  chunks_per_source: {
    type: 'integer',
    minimum: 1,
    maximum: 5,
    description: 'Passages per page; needs query.',
  },
  extract_depth: extractDepth,
  format,
  include_images: includeImages,
  timeout: { type: 'number', minimum: 1, maximum: 60, description: 'Seconds to wait for the pages.' },
}

const crawlInput = { ...walk, extract_depth: extractDepth, format, include_images: includeImages }

const page = {
  type: 'object',
  properties: {
    url: { type: 'string' },
    raw_content: { type: 'string', description: 'Text of the page.' },
    images: { type: 'array', items: { type: 'string' } },
  },
}

export const siteTools = [
  {
    slug: 'TAVILY_EXTRACT',
    name: 'Extract pages',
    description: 'Read up to 20 web pages as clean text. Use it when the addresses are known.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: extractInput, required: ['urls'] },
    output: {
      type: 'object',
      properties: {
        results: { type: 'array', items: page },
        failed_results: {
          type: 'array',
          items: { type: 'object', properties: { url: { type: 'string' }, error: { type: 'string' } } },
        },
        response_time: { type: 'number' },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/extract',
      parameters: inBody(...Object.keys(extractInput)),
    },
  },
  {
    slug: 'TAVILY_CRAWL',
    name: 'Crawl site',
    description: 'Follow the links of a site from one page on and read every page found on the way.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: crawlInput, required: ['url'] },
    output: {
      type: 'object',
      properties: {
        base_url: { type: 'string' },
        results: { type: 'array', items: page },
        response_time: { type: 'number' },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/crawl', parameters: inBody(...Object.keys(crawlInput)) },
  },
  {
    slug: 'TAVILY_MAP',
    name: 'Map site',
    description: 'List the addresses of a site without reading the pages, to find what to extract.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: walk, required: ['url'] },
    output: {
      type: 'object',
      properties: {
        base_url: { type: 'string' },
        results: { type: 'array', items: { type: 'string' } },
        response_time: { type: 'number' },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/map', parameters: inBody(...Object.keys(walk)) },
  },
] satisfies ToolkitInput['tools']
