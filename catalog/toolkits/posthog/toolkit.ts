/** PostHog Cloud, in the US or the EU. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { dataTools } from './data.ts'
import { flagTools } from './flags.ts'
import { insightTools } from './insights.ts'
import { peopleTools } from './people.ts'
import { projectTools } from './projects.ts'

export const posthog = {
  manifest: 1,
  slug: 'posthog',
  name: 'PostHog',
  description:
    'Ask product analytics with HogQL, and manage feature flags, insights, dashboards and annotations.',
  logo: 'https://posthog.com/favicon.ico',
  app_url: 'https://posthog.com',
  auth_guide_url: 'https://posthog.com/docs/api',
  categories: ['analytics-&-data'],
  aliases: ['post hog', 'product analytics'],
  http: {
    base_url: 'https://{{conn.subdomain|default:us}}.posthog.com/api',
    error_paths: ['detail', 'error', 'message'],
  },
  auth: [
    {
      mode: 'API_KEY',
      name: 'posthog_personal_api_key',
      hint_url: 'https://app.posthog.com/settings/user-api-keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'Personal API key',
          description:
            'A personal API key (phx_…) with the scopes that the tools need. Not the key of a project.',
          secret: true,
          help_url: 'https://app.posthog.com/settings/user-api-keys',
        },
        {
          name: 'subdomain',
          display_name: 'Region',
          description: 'us or eu: the first part of the address of your PostHog.',
          required: false,
          default: 'us',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/users/@me/' },
  tools: [...dataTools, ...insightTools, ...flagTools, ...peopleTools, ...projectTools],
} satisfies ToolkitInput
