/** Coda: docs with pages and tables. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerApiKey, secretField } from '../auth.ts'
import { docTools } from './docs.ts'
import { codaTriggers } from './triggers.ts'

export const coda = {
  manifest: 1,
  slug: 'coda',
  name: 'Coda',
  description: 'Find, read and make Coda docs and pages, and hear when they come, go or change.',
  logo: 'https://coda.io/favicon.ico',
  app_url: 'https://coda.io',
  auth_guide_url: 'https://coda.io/developers/apis/v1',
  categories: ['productivity-&-project-management'],
  aliases: ['coda.io'],
  http: { base_url: 'https://coda.io/apis/v1', error_paths: ['message', 'statusMessage'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'coda_api_key',
      hint_url: 'https://coda.io/account',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API token',
          'An API token of your Coda account.',
          'https://coda.io/account',
        ),
      ],
      inject: bearerApiKey,
    },
  ],
  current_user: { method: 'GET', path: '/whoami' },
  tools: docTools,
  triggers: codaTriggers,
} satisfies ToolkitInput
