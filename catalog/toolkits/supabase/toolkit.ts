/** Supabase through its Management API: projects, their databases, functions and branches. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { branchTools } from './branches.ts'
import { databaseTools } from './database.ts'
import { functionTools } from './functions.ts'
import { organizationTools } from './organizations.ts'
import { projectTools } from './projects.ts'
import { defaultScopes } from './scopes.ts'

export const supabase = {
  manifest: 1,
  slug: 'supabase',
  name: 'Supabase',
  description: 'Run SQL, and manage the projects, branches, functions and secrets of Supabase organizations.',
  logo: 'https://supabase.com/favicon/favicon-196x196.png',
  app_url: 'https://supabase.com',
  auth_guide_url: 'https://supabase.com/docs/guides/integrations/build-a-supabase-oauth-integration',
  categories: ['developer-tools-&-devops'],
  aliases: ['supa', 'supabase management api'],
  http: { base_url: 'https://api.supabase.com/v1', error_paths: ['message', 'error_description', 'error'] },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'supabase_oauth2',
      hint_url: 'https://supabase.com/dashboard/org/_/apps',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Client ID',
          description: 'Client ID of your Supabase OAuth app.',
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
          description: 'Scopes to ask for, separated by commas. What the app itself was given decides.',
          required: false,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://api.supabase.com/v1/oauth/authorize',
        token_url: 'https://api.supabase.com/v1/oauth/token',
        default_scopes: defaultScopes,
        client_auth: 'basic',
      },
      revoke: {
        url: '/oauth/revoke',
        body: {
          client_id: '{{cfg.client_id}}',
          client_secret: '{{cfg.client_secret}}',
          refresh_token: '{{conn.refresh_token}}',
        },
        accept_statuses: [404],
      },
    },
    {
      mode: 'API_KEY',
      name: 'supabase_access_token',
      hint_url: 'https://supabase.com/dashboard/account/tokens',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'Access token',
          description:
            'A personal access token of your account; it starts with sbp_. Not a key of a project.',
          secret: true,
          help_url: 'https://supabase.com/dashboard/account/tokens',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/organizations' },
  tools: [...projectTools, ...databaseTools, ...branchTools, ...functionTools, ...organizationTools],
} satisfies ToolkitInput
