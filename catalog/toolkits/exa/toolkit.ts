/** Exa: search by meaning, and sets of web findings that are kept up to date. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { importTools } from './imports.ts'
import { searchTools } from './search.ts'
import { websetTools } from './websets.ts'

export const exa = {
  manifest: 1,
  slug: 'exa',
  name: 'Exa',
  description: 'Search the web by meaning, read pages, get answers with sources, and collect websets.',
  logo: 'https://exa.ai/images/favicon-32x32.png',
  app_url: 'https://exa.ai',
  auth_guide_url: 'https://docs.exa.ai/reference/getting-started',
  categories: ['analytics-&-data'],
  aliases: ['exa.ai', 'exa search', 'metaphor'],
  http: { base_url: 'https://api.exa.ai', error_paths: ['error', 'message'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'exa_api_key',
      hint_url: 'https://dashboard.exa.ai/api-keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'An API key from the dashboard of your Exa team.',
          secret: true,
          help_url: 'https://dashboard.exa.ai/api-keys',
        },
      ],
      inject: { headers: { 'x-api-key': '{{conn.generic_api_key}}' } },
    },
  ],
  tools: [...searchTools, ...websetTools, ...importTools],
} satisfies ToolkitInput
