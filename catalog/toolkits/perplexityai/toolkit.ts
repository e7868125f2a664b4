/** Perplexity: answers from the live web, with sources. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { answerTools } from './answers.ts'
import { searchTools } from './search.ts'

export const perplexityai = {
  manifest: 1,
  slug: 'perplexityai',
  name: 'Perplexity AI',
  description:
    'Ask the Sonar models questions that they answer from the live web, or search the web directly.',
  logo: 'https://www.perplexity.ai/favicon.ico',
  app_url: 'https://www.perplexity.ai',
  auth_guide_url: 'https://docs.perplexity.ai/getting-started/quickstart',
  categories: ['ai-&-machine-learning'],
  aliases: ['perplexity', 'sonar', 'pplx'],
  http: { base_url: 'https://api.perplexity.ai', error_paths: ['error.message', 'detail.0.msg', 'detail'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'perplexityai_api_key',
      hint_url: 'https://www.perplexity.ai/account/api/keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'An API key of your Perplexity API group; it starts with pplx-.',
          secret: true,
          help_url: 'https://www.perplexity.ai/account/api/keys',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/async/chat/completions' },
  tools: [...answerTools, ...searchTools],
} satisfies ToolkitInput
