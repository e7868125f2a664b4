import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { articleTools } from './articles.ts'
import { companyTools } from './companies.ts'
import { contactTools } from './contacts.ts'
import { conversationTools } from './conversations.ts'

export const intercom = {
  manifest: 1,
  slug: 'intercom',
  name: 'Intercom',
  description: 'Find and answer conversations, and keep contacts, companies and help articles, in Intercom.',
  logo: 'https://www.intercom.com/favicon.ico',
  app_url: 'https://www.intercom.com',
  auth_guide_url:
    'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth',
  categories: ['crm', 'sales-&-customer-support', 'marketing-&-social-media'],
  http: {
    base_url: 'https://api.intercom.io',
    headers: { 'intercom-version': '2.11' },
    error_paths: ['errors.0.message', 'errors.0.code'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'intercom_oauth2',
      hint_url: 'https://app.intercom.com/a/developer-signup',
      auth_config_fields: [
        { name: 'client_id', display_name: 'Client ID', description: 'Client ID of your Intercom app.' },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Client secret of the same app.',
          secret: true,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://app.intercom.com/oauth',
        token_url: 'https://api.intercom.io/auth/eagle/token',
        // Intercom has no scopes in the request: the permissions that the app was given decide.
        default_scopes: [],
      },
    },
  ],
  current_user: { method: 'GET', path: '/me' },
  tools: [...conversationTools, ...contactTools, ...companyTools, ...articleTools],
} satisfies ToolkitInput
