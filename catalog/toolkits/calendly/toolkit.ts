import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { accountTools } from './account.ts'
import { eventTools } from './events.ts'
import { schedulingTools } from './scheduling.ts'
import { defaultScopes } from './scopes.ts'

export const calendly = {
  manifest: 1,
  slug: 'calendly',
  name: 'Calendly',
  description: 'See and cancel booked meetings, find free times and make booking links with Calendly.',
  logo: 'https://calendly.com/favicon.ico',
  app_url: 'https://calendly.com',
  auth_guide_url: 'https://developer.calendly.com/how-to-authenticate-with-oauth',
  categories: ['scheduling-&-booking'],
  http: {
    base_url: 'https://api.calendly.com',
    error_paths: ['details.0.message', 'message', 'error_description'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'calendly_oauth2',
      hint_url: 'https://developer.calendly.com/console/apps',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Client ID',
          description: 'Client ID of your Calendly OAuth app.',
        },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Client secret of the same app.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description: 'Scopes to ask for, separated by commas.',
          required: false,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://auth.calendly.com/oauth/authorize',
        token_url: 'https://auth.calendly.com/oauth/token',
        revoke_url: 'https://auth.calendly.com/oauth/revoke',
        default_scopes: defaultScopes,
        client_auth: 'basic',
        rotates_refresh_token: true,
      },
    },
  ],
  current_user: { method: 'GET', path: '/users/me' },
  tools: [...eventTools, ...schedulingTools, ...accountTools],
} satisfies ToolkitInput
