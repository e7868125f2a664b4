import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { crmTools } from './crm.ts'
import { recordTools } from './records.ts'
import { defaultScopes } from './scopes.ts'
import { hubspotTriggers } from './triggers.ts'

export const hubspot = {
  manifest: 1,
  slug: 'hubspot',
  name: 'HubSpot',
  description:
    'Find, create and change contacts, companies, deals, tickets and other records of a HubSpot CRM.',
  logo: 'https://www.hubspot.com/hubfs/HubSpot_Logos/HubSpot-Inversed-Favicon.png',
  app_url: 'https://www.hubspot.com',
  auth_guide_url: 'https://developers.hubspot.com/docs/guides/apps/authentication/working-with-oauth',
  categories: ['crm', 'sales-&-customer-support', 'marketing-&-social-media'],
  http: { base_url: 'https://api.hubapi.com', error_paths: ['message'] },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'hubspot_oauth2',
      hint_url: 'https://app.hubspot.com/l/developers',
      auth_config_fields: [
        { name: 'client_id', display_name: 'Client ID', description: 'Client ID of your HubSpot app.' },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Client secret of your HubSpot app.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description: 'Scopes to ask for, separated by commas; they must be those that the app declares.',
          required: false,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://app.hubspot.com/oauth/authorize',
        token_url: 'https://api.hubapi.com/oauth/v1/token',
        default_scopes: defaultScopes,
        always_scopes: ['oauth'],
      },
      revoke: {
        method: 'DELETE',
        url: '/oauth/v1/refresh-tokens/{{conn.refresh_token|urlencode}}',
        accept_statuses: [404],
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'hubspot_bearer_token',
      hint_url: 'https://developers.hubspot.com/docs/guides/apps/private-apps/overview',
      connected_account_fields: [
        {
          name: 'token',
          display_name: 'Access token',
          description: 'Access token of a private app (pat-…), with the scopes that the tools need.',
          secret: true,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/account-info/v3/details' },
  tools: [...recordTools, ...crmTools],
  triggers: hubspotTriggers,
} satisfies ToolkitInput
