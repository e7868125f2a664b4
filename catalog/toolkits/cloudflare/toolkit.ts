/** Cloudflare: zones, DNS records and the lists and load balancers of an account. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { accountTools } from './accounts.ts'
import { dnsTools } from './dns.ts'
import { listTools } from './lists.ts'
import { zoneTools } from './zones.ts'

export const cloudflare = {
  manifest: 1,
  slug: 'cloudflare',
  name: 'Cloudflare',
  description: 'Manage zones and DNS records, empty the cache, and look after lists and load balancers.',
  logo: 'https://www.cloudflare.com/favicon.ico',
  app_url: 'https://www.cloudflare.com',
  auth_guide_url: 'https://developers.cloudflare.com/fundamentals/api/get-started/create-token/',
  categories: ['networking', 'security', 'cdn', 'dns'],
  aliases: ['cf', 'cloudflare dns'],
  http: {
    base_url: 'https://api.cloudflare.com/client/v4',
    failure: { path: 'success', equals: false },
    error_paths: ['errors.0.error_chain.0.message', 'errors.0.message'],
  },
  auth: [
    {
      mode: 'API_KEY',
      name: 'cloudflare_api_token',
      hint_url: 'https://dash.cloudflare.com/profile/api-tokens',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API token',
          description:
            'An API token of your user with the permissions that the tools need, such as Zone Read and DNS Edit. Not the global API key.',
          secret: true,
          help_url: 'https://dash.cloudflare.com/profile/api-tokens',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/user/tokens/verify' },
  tools: [...zoneTools, ...dnsTools, ...listTools, ...accountTools],
} satisfies ToolkitInput
