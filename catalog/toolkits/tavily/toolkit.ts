/** Tavily: web search and page reading made for agents. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { searchTools } from './search.ts'
import { siteTools } from './sites.ts'

export const tavily = {
  manifest: 1,
  slug: 'tavily',
  name: 'Tavily',
  description: 'Search the web for agents, and read, crawl or map the pages of a site as clean text.',
  logo: 'https://tavily.com/favicon.ico',
  app_url: 'https://tavily.com',
  auth_guide_url: 'https://docs.tavily.com/documentation/quickstart',
  categories: ['analytics-&-data'],
  aliases: ['tavily search', 'tavily ai'],
  http: {
    base_url: 'https://api.tavily.com',
    error_paths: ['detail.error', 'detail.0.msg', 'detail', 'error'],
  },
  auth: [
    {
      mode: 'API_KEY',
      name: 'tavily_api_key',
      hint_url: 'https://app.tavily.com/home',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'An API key of your Tavily account; it starts with tvly-.',
          secret: true,
          help_url: 'https://app.tavily.com/home',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/usage' },
  tools: [...searchTools, ...siteTools],
} satisfies ToolkitInput
