/** SerpApi: the results of many search engines as data. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { accountTools } from './account.ts'
import { googleTools } from './google.ts'
import { otherTools } from './others.ts'
import { shopTools } from './shops.ts'

export const serpapi = {
  manifest: 1,
  slug: 'serpapi',
  name: 'SerpApi',
  description:
    'Get the results of Google, Bing, DuckDuckGo, YouTube, shops and other search engines as data.',
  logo: 'https://serpapi.com/favicon.ico',
  app_url: 'https://serpapi.com',
  auth_guide_url: 'https://serpapi.com/search-api',
  categories: ['analytics-&-data'],
  aliases: ['serp', 'google search', 'serp api'],
  http: { base_url: 'https://serpapi.com', error_paths: ['error'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'serpapi_api_key',
      hint_url: 'https://serpapi.com/manage-api-key',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'The private API key of your SerpApi account.',
          secret: true,
          help_url: 'https://serpapi.com/manage-api-key',
        },
      ],
      // SerpApi reads the key from the query and from nowhere else.
      inject: { query: { api_key: '{{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/account.json' },
  tools: [...googleTools, ...otherTools, ...shopTools, ...accountTools],
} satisfies ToolkitInput
