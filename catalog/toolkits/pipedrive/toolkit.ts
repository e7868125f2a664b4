import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, bearerToken, oauthApp, secretField } from '../auth.ts'
import { recordTools } from './records.ts'
import { relatedTools } from './related.ts'
import { settingTools } from './settings.ts'
import { pipedriveTriggers } from './triggers.ts'

export const pipedrive = {
  manifest: 1,
  slug: 'pipedrive',
  name: 'Pipedrive',
  description:
    'Find and keep deals, people, organizations, leads, activities, notes and products in Pipedrive.',
  logo: 'https://www.pipedrive.com/favicon.ico',
  app_url: 'https://www.pipedrive.com',
  auth_guide_url: 'https://pipedrive.readme.io/docs/marketplace-oauth-authorization',
  categories: ['crm', 'sales-&-customer-support'],
  aliases: ['pipedrive crm', 'pipe drive'],
  http: { base_url: 'https://api.pipedrive.com', error_paths: ['error_info', 'error', 'message'] },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'pipedrive_oauth2',
      hint_url: 'https://developers.pipedrive.com',
      // The scopes of an app are chosen where it is registered.
      auth_config_fields: oauthApp('Pipedrive app').filter(({ name }) => name !== 'scopes'),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://oauth.pipedrive.com/oauth/authorize',
        token_url: 'https://oauth.pipedrive.com/oauth/token',
        revoke_url: 'https://oauth.pipedrive.com/oauth/revoke',
        default_scopes: [],
        pkce: false,
        client_auth: 'basic',
        rotates_refresh_token: true,
      },
    },
    {
      mode: 'API_KEY',
      name: 'pipedrive_api_key',
      hint_url: 'https://support.pipedrive.com/en/article/how-can-i-find-my-personal-api-key',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API token',
          'Your personal API token: Personal preferences, API.',
          'https://app.pipedrive.com/settings/api',
        ),
      ],
      inject: { headers: { 'x-api-token': '{{conn.generic_api_key}}' } },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'pipedrive_bearer_token',
      connected_account_fields: [secretField('token', 'Access token', 'An OAuth access token of Pipedrive.')],
      inject: bearerToken,
    },
  ],
  current_user: { method: 'GET', path: '/v1/users/me', display: ['data.email', 'data.name'] },
  tools: [...recordTools, ...relatedTools, ...settingTools],
  triggers: pipedriveTriggers,
} satisfies ToolkitInput
