import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { baseTools } from './bases.ts'
import { defaultScopes } from './inputs.ts'
import { recordTools } from './records.ts'

export const airtable = {
  manifest: 1,
  slug: 'airtable',
  name: 'Airtable',
  description: 'Read and write records, comments and table structure of Airtable bases.',
  logo: 'https://airtable.com/images/favicon/baymax/apple-touch-icon.png',
  app_url: 'https://airtable.com',
  auth_guide_url: 'https://airtable.com/developers/web/api/oauth-reference',
  categories: ['productivity-&-project-management', 'workflow-automation'],
  // An error is {"error":{"type","message"}}, or {"error":"NOT_FOUND"} for unknown bases.
  http: { base_url: 'https://api.airtable.com/v0', error_paths: ['error.message', 'error.type', 'error'] },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'airtable_oauth2',
      hint_url: 'https://airtable.com/create/oauth',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Client ID',
          description: 'Client ID of your Airtable OAuth integration.',
        },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Client secret of the same integration.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description:
            'Scopes to ask for, separated by commas; they must be those that the integration declares.',
          required: false,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://airtable.com/oauth2/v1/authorize',
        token_url: 'https://airtable.com/oauth2/v1/token',
        default_scopes: defaultScopes,
        client_auth: 'basic',
        rotates_refresh_token: true,
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'airtable_bearer_token',
      hint_url: 'https://airtable.com/create/tokens',
      connected_account_fields: [
        {
          name: 'token',
          display_name: 'Personal access token',
          description: 'A personal access token (pat…) with access to the bases it may use.',
          secret: true,
          help_url: 'https://airtable.com/create/tokens',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
    },
    {
      mode: 'API_KEY',
      name: 'airtable_api_key',
      hint_url: 'https://airtable.com/create/tokens',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'Personal access token',
          description: 'A personal access token (pat…); it took the place of API keys.',
          secret: true,
          help_url: 'https://airtable.com/create/tokens',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/meta/whoami' },
  tools: [...recordTools, ...baseTools],
} satisfies ToolkitInput
