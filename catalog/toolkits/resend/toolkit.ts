/** Resend: the plain API-key toolkit. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { audienceTools } from './audiences.ts'
import { domainTools } from './domains.ts'
import { emailTools } from './emails.ts'

export const resend = {
  manifest: 1,
  slug: 'resend',
  name: 'Resend',
  description: 'Send transactional email from your own domains, and keep audiences and contacts.',
  logo: 'https://resend.com/static/brand/resend-icon-black.svg',
  app_url: 'https://resend.com',
  auth_guide_url: 'https://resend.com/docs/dashboard/api-keys/introduction',
  categories: ['email'],
  http: { base_url: 'https://api.resend.com', error_paths: ['message', 'error.message'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'resend_api_key',
      hint_url: 'https://resend.com/api-keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'An API key of your Resend account; it starts with re_.',
          secret: true,
          help_url: 'https://resend.com/api-keys',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/domains' },
  tools: [...emailTools, ...domainTools, ...audienceTools],
} satisfies ToolkitInput
