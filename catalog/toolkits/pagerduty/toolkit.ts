/** PagerDuty's REST API, version 2. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { incidentTools } from './incidents.ts'
import { notesTools } from './notes.ts'
import { onCallTools } from './on-call.ts'
import { defaultScopes } from './scopes.ts'
import { serviceTools } from './services.ts'
import { userTools } from './users.ts'

export const pagerduty = {
  manifest: 1,
  slug: 'pagerduty',
  name: 'PagerDuty',
  description: 'Raise and work on incidents, see who is on call, and look up services, schedules and people.',
  logo: 'https://www.pagerduty.com/favicon.ico',
  app_url: 'https://www.pagerduty.com',
  auth_guide_url: 'https://developer.pagerduty.com/docs/oauth-functionality',
  categories: ['developer-tools-&-devops'],
  aliases: ['pager duty', 'pd', 'on-call'],
  http: {
    base_url: 'https://api.pagerduty.com',
    headers: { accept: 'application/vnd.pagerduty+json;version=2' },
    error_paths: ['error.errors.0', 'error.message', 'error_description', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'pagerduty_oauth2',
      hint_url: 'https://app.pagerduty.com/developer/applications',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Client ID',
          description: 'Client ID of your app, of the kind Scoped OAuth.',
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
        authorize_url: 'https://identity.pagerduty.com/oauth/authorize',
        token_url: 'https://identity.pagerduty.com/oauth/token',
        default_scopes: defaultScopes,
      },
    },
    {
      mode: 'API_KEY',
      name: 'pagerduty_api_key',
      hint_url: 'https://support.pagerduty.com/main/docs/api-access-keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'A REST API key: your own user token, or a general access key of the account.',
          secret: true,
          help_url: 'https://support.pagerduty.com/main/docs/api-access-keys',
        },
      ],
      inject: { headers: { authorization: 'Token token={{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/users?limit=1' },
  tools: [...incidentTools, ...notesTools, ...onCallTools, ...serviceTools, ...userTools],
} satisfies ToolkitInput
