import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { fileTools } from './files.ts'
import { defaultScopes } from './inputs.ts'
import { sharingTools } from './sharing.ts'

export const dropbox = {
  manifest: 1,
  slug: 'dropbox',
  name: 'Dropbox',
  description: 'Find, organise and share files and folders in Dropbox.',
  logo: 'https://cfl.dropboxstatic.com/static/images/logo_catalog/dropbox_webclip_200_vis.png',
  app_url: 'https://www.dropbox.com',
  auth_guide_url: 'https://developers.dropbox.com/oauth-guide',
  categories: ['document-&-file-management'],
  // Every call is a POST with JSON; a failure is 409 with {"error_summary", "error"}.
  http: {
    base_url: 'https://api.dropboxapi.com/2',
    error_paths: ['user_message.text', 'error_summary', 'error_description'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'dropbox_oauth2',
      hint_url: 'https://www.dropbox.com/developers/apps',
      auth_config_fields: [
        { name: 'client_id', display_name: 'App key', description: 'App key of your Dropbox app.' },
        {
          name: 'client_secret',
          display_name: 'App secret',
          description: 'App secret of the same app.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description: 'Scopes to ask for, separated by commas; they must be permitted for the app.',
          required: false,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://www.dropbox.com/oauth2/authorize',
        token_url: 'https://api.dropboxapi.com/oauth2/token',
        default_scopes: defaultScopes,
        // Without it Dropbox sends no refresh token, and the access token lasts four hours.
        authorize_params: { token_access_type: 'offline' },
      },
      // Ends the whole grant, the refresh token included.
      revoke: {
        url: '/auth/token/revoke',
        headers: { authorization: 'Bearer {{conn.access_token}}' },
        accept_statuses: [401],
      },
    },
  ],
  current_user: { method: 'POST', path: '/users/get_current_account' },
  tools: [...fileTools, ...sharingTools],
} satisfies ToolkitInput
