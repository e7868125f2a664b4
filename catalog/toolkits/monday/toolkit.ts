import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { oauthApp, secretField } from '../auth.ts'
import { boardTools } from './boards.ts'
import { itemTools } from './items.ts'
import { updateTools } from './updates.ts'

export const monday = {
  manifest: 1,
  slug: 'monday',
  name: 'monday.com',
  description: 'Keep boards, groups, columns, items and updates, and look up people, in monday.com.',
  logo: 'https://cdn.monday.com/images/logos/monday_logo_icon.png',
  app_url: 'https://monday.com',
  auth_guide_url: 'https://developer.monday.com/apps/docs/oauth',
  categories: ['productivity-&-project-management'],
  aliases: ['monday.com', 'monday com'],
  http: {
    base_url: 'https://api.monday.com/v2',
    // Some failures are a list of errors, others a single message, all with status 200.
    failure: [
      { path: 'errors', present: true },
      { path: 'error_code', present: true },
    ],
    error_paths: ['errors.0.message', 'error_message', 'errors.0', 'error_description'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'monday_oauth2',
      hint_url: 'https://developer.monday.com/apps/docs/oauth',
      auth_config_fields: oauthApp('monday.com app'),
      inject: { headers: { authorization: '{{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://auth.monday.com/oauth2/authorize',
        token_url: 'https://auth.monday.com/oauth2/token',
        default_scopes: [
          'me:read',
          'boards:read',
          'boards:write',
          'users:read',
          'workspaces:read',
          'updates:read',
          'updates:write',
        ],
        pkce: false,
      },
    },
    {
      mode: 'API_KEY',
      name: 'monday_api_token',
      hint_url: 'https://support.monday.com/hc/en-us/articles/360005144659',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API token',
          'Your personal API token, from Developers, My access tokens.',
        ),
      ],
      inject: { headers: { authorization: '{{conn.generic_api_key}}' } },
    },
  ],
  current_user: {
    method: 'POST',
    path: '',
    body: { query: '{ me { id name email } }' },
    display: ['data.me.email', 'data.me.name'],
  },
  tools: [...itemTools, ...boardTools, ...updateTools],
} satisfies ToolkitInput
