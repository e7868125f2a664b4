import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerApiKey, secretField } from '../auth.ts'
import { deploymentTools } from './deployments.ts'
import { domainTools } from './domains.ts'
import { edgeConfigTools } from './edge-configs.ts'
import { projectTools } from './projects.ts'

export const vercel = {
  manifest: 1,
  slug: 'vercel',
  name: 'Vercel',
  description: 'Keep projects, deployments, environment variables, domains and edge configs on Vercel.',
  logo: 'https://assets.vercel.com/image/upload/front/favicon/vercel/180x180.png',
  app_url: 'https://vercel.com',
  auth_guide_url: 'https://vercel.com/docs/rest-api',
  categories: ['hosting', 'deployment', 'serverless'],
  http: { base_url: 'https://api.vercel.com', error_paths: ['error.message', 'error.code'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'vercel_api_key',
      hint_url: 'https://vercel.com/account/settings/tokens',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'Access token',
          'An access token of your Vercel account, for all or one of your teams.',
          'https://vercel.com/account/settings/tokens',
        ),
      ],
      inject: bearerApiKey,
    },
  ],
  current_user: { method: 'GET', path: '/v2/user' },
  tools: [...deploymentTools, ...projectTools, ...domainTools, ...edgeConfigTools],
} satisfies ToolkitInput
