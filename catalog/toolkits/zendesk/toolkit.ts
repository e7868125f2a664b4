import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { defaultScopes } from './inputs.ts'
import { organizationTools } from './organizations.ts'
import { ticketTools } from './tickets.ts'
import { zendeskTriggers } from './triggers.ts'

export const zendesk = {
  manifest: 1,
  slug: 'zendesk',
  name: 'Zendesk',
  description: 'Find, answer and keep support tickets, and the organizations that send them, in Zendesk.',
  logo: 'https://www.zendesk.com/favicon.ico',
  app_url: 'https://www.zendesk.com',
  auth_guide_url:
    'https://developer.zendesk.com/documentation/api-basics/authentication/using-oauth-to-authenticate-zendesk-api-requests-in-a-web-app/',
  categories: ['crm', 'sales-&-customer-support'],
  http: {
    base_url: 'https://{{conn.subdomain}}.zendesk.com/api/v2',
    error_paths: ['description', 'error.message', 'error.title', 'error_description', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'zendesk_oauth2',
      hint_url: 'https://support.zendesk.com/hc/en-us/articles/4408845965210',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Unique identifier',
          description: 'Unique identifier of your Zendesk OAuth client.',
        },
        {
          name: 'client_secret',
          display_name: 'Secret',
          description: 'Secret of the same client.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description: 'Scopes to ask for, separated by commas, such as read,tickets:write.',
          required: false,
        },
      ],
      connected_account_fields: [
        {
          name: 'subdomain',
          display_name: 'Subdomain',
          description: 'The first part of your Zendesk address: example for example.zendesk.com.',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://{{conn.subdomain}}.zendesk.com/oauth/authorizations/new',
        token_url: 'https://{{conn.subdomain}}.zendesk.com/oauth/tokens',
        default_scopes: defaultScopes,
      },
    },
  ],
  current_user: { method: 'GET', path: '/users/me' },
  tools: [...ticketTools, ...organizationTools],
  triggers: zendeskTriggers,
} satisfies ToolkitInput
