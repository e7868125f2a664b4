/** Jobs that read many pages in the background: crawls of a site, and batches of addresses. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { jobId, progress, scrapeOptions, scrapeOptionsInput, skip, started } from './inputs.ts'

const paths = (description: string) => ({ type: 'array', items: { type: 'string' }, description })

const crawlInput = {
  url: { type: 'string', description: 'Where to start.', examples: ['https://docs.example.com'] },
  prompt: {
    type: 'string',
    description: 'Which pages are wanted, in plain words, in place of the options below.',
  },
  limit: { type: 'integer', minimum: 1, description: 'How many pages at most, 10,000 if left out.' },
  includePaths: paths('Only paths that match one of these regular expressions.'),
  excludePaths: paths('No paths that match one of these regular expressions.'),
  maxDiscoveryDepth: { type: 'integer', minimum: 0, description: 'How many links away from url to go.' },
  sitemap: { type: 'string', enum: ['include', 'skip', 'only'], description: 'Whether to use the sitemap.' },
  crawlEntireDomain: { type: 'boolean', description: 'Also follow links to pages that are not below url.' },
  allowSubdomains: { type: 'boolean', description: 'Also follow links to subdomains.' },
  allowExternalLinks: { type: 'boolean', description: 'Also follow links to other sites.' },
  ignoreQueryParameters: {
    type: 'boolean',
    description: 'Take addresses that differ in the query only as one.',
  },
  delay: { type: 'number', minimum: 0, description: 'Seconds between two pages.' },
  maxConcurrency: { type: 'integer', minimum: 1, description: 'How many pages at once.' },
  scrapeOptions: scrapeOptionsInput,
}

const batchInput = {
  urls: {
    type: 'array',
    items: { type: 'string' },
    minItems: 1,
    description: 'Addresses of the pages, for example from FIRECRAWL_MAP_URLS.',
  },
  ...scrapeOptions,
  ignoreInvalidURLs: { type: 'boolean', description: 'Pass over addresses that are wrong.' },
}

const crawl = jobId('FIRECRAWL_CRAWL_URLS')
const batch = jobId('FIRECRAWL_BATCH_SCRAPE')

export const crawlTools = [
  {
    slug: 'FIRECRAWL_CRAWL_URLS',
    aliases: ['FIRECRAWL_CRAWL', 'FIRECRAWL_CRAWL_V2'],
    name: 'Crawl site',
    description:
      'Start reading a site page by page. The answer holds the id of the job: fetch the pages with FIRECRAWL_CRAWL_JOB_STATUS. Set a limit, each page costs a credit.',
    tags: writes,
    important: true,
    input: { type: 'object', properties: crawlInput, required: ['url'] },
    output: started,
    exec: { kind: 'http', method: 'POST', path: '/crawl', parameters: inBody(...Object.keys(crawlInput)) },
  },
  {
    slug: 'FIRECRAWL_CRAWL_JOB_STATUS',
    name: 'Get crawl',
    description: 'See how far a crawl is, and the pages it has read so far.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: { id: crawl, skip }, required: ['id'] },
    output: progress,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/crawl/{id}',
      parameters: [...inPath('id'), ...inQuery('skip')],
    },
  },
  {
    slug: 'FIRECRAWL_CANCEL_CRAWL_JOB',
    name: 'Cancel crawl',
    description: 'Stop a crawl that is under way; pages already read stay.',
    tags: destroys,
    input: { type: 'object', properties: { id: crawl }, required: ['id'] },
    output: { type: 'object', properties: { status: { type: 'string' } } },
    exec: { kind: 'http', method: 'DELETE', path: '/crawl/{id}', parameters: inPath('id') },
  },
  {
    slug: 'FIRECRAWL_BATCH_SCRAPE',
    name: 'Scrape many pages',
    description:
      'Start reading many known addresses. Fetch the pages with FIRECRAWL_GET_BATCH_SCRAPE and the id of the answer.',
    tags: writes,
    input: { type: 'object', properties: batchInput, required: ['urls'] },
    output: started,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/batch/scrape',
      parameters: inBody(...Object.keys(batchInput)),
    },
  },
  {
    slug: 'FIRECRAWL_GET_BATCH_SCRAPE',
    name: 'Get batch scrape',
    description: 'See how far a batch is, and the pages it has read so far.',
    tags: reads,
    input: { type: 'object', properties: { id: batch, skip }, required: ['id'] },
    output: progress,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/batch/scrape/{id}',
      parameters: [...inPath('id'), ...inQuery('skip')],
    },
  },
] satisfies ToolkitInput['tools']
