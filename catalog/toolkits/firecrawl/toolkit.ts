/** Firecrawl: web pages as text or data. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { crawlTools } from './crawls.ts'
import { extractTools } from './extract.ts'
import { scrapeTools } from './scrape.ts'

export const firecrawl = {
  manifest: 1,
  slug: 'firecrawl',
  name: 'Firecrawl',
  description:
    'Read web pages as Markdown or structured data, crawl and map whole sites, and search the web.',
  logo: 'https://www.firecrawl.dev/favicon.ico',
  app_url: 'https://www.firecrawl.dev',
  auth_guide_url: 'https://docs.firecrawl.dev/introduction',
  categories: ['analytics-&-data'],
  aliases: ['fire crawl', 'web scraper'],
  http: {
    base_url: 'https://api.firecrawl.dev/v2',
    failure: { path: 'success', equals: false },
    error_paths: ['error', 'details.0.message'],
  },
  auth: [
    {
      mode: 'API_KEY',
      name: 'firecrawl_api_key',
      hint_url: 'https://www.firecrawl.dev/app/api-keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'An API key of your Firecrawl team; it starts with fc-.',
          secret: true,
          help_url: 'https://www.firecrawl.dev/app/api-keys',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/team/credit-usage' },
  tools: [...scrapeTools, ...crawlTools, ...extractTools],
} satisfies ToolkitInput
