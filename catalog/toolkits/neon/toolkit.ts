import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerApiKey, secretField } from '../auth.ts'
import { branchTools } from './branches.ts'
import { databaseTools } from './databases.ts'
import { endpointTools } from './endpoints.ts'
import { organizationTools } from './organizations.ts'
import { projectTools } from './projects.ts'

export const neon = {
  manifest: 1,
  slug: 'neon',
  name: 'Neon',
  description: 'Keep Postgres projects, branches, databases, roles and computes on Neon.',
  logo: 'https://neon.com/favicon/apple-touch-icon.png',
  app_url: 'https://neon.com',
  auth_guide_url: 'https://neon.com/docs/manage/api-keys',
  categories: ['developer-tools-&-devops'],
  aliases: ['neon postgres', 'neondb'],
  http: { base_url: 'https://console.neon.tech/api/v2', error_paths: ['message', 'code'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'neon_api_key',
      hint_url: 'https://console.neon.tech/app/settings/api-keys',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API key',
          'An API key of your Neon account or organization; it starts with napi_.',
          'https://console.neon.tech/app/settings/api-keys',
        ),
      ],
      inject: bearerApiKey,
    },
  ],
  current_user: { method: 'GET', path: '/users/me' },
  tools: [...projectTools, ...branchTools, ...databaseTools, ...endpointTools, ...organizationTools],
} satisfies ToolkitInput
