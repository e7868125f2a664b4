import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp } from '../auth.ts'
import { fileTools } from './files.ts'
import { folderTools } from './folders.ts'
import { scoped } from './scopes.ts'
import { sharingTools } from './sharing.ts'

export const box = {
  manifest: 1,
  slug: 'box',
  name: 'Box',
  description: 'Find, read, upload, move and share files and folders in Box, with comments and tasks.',
  logo: 'https://www.box.com/favicon.ico',
  app_url: 'https://app.box.com',
  auth_guide_url: 'https://developer.box.com/guides/authentication/oauth2/',
  categories: ['knowledge-base', 'storage'],
  aliases: ['box.com', 'box storage'],
  http: {
    base_url: 'https://api.box.com/2.0',
    allow_hosts: ['upload.box.com', '*.boxcloud.com'],
    error_paths: ['context_info.errors.0.message', 'message', 'error_description', 'code'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'box_oauth2',
      hint_url: 'https://app.box.com/developers/console',
      auth_config_fields: oauthApp('Box app'),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://account.box.com/api/oauth2/authorize',
        token_url: 'https://api.box.com/oauth2/token',
        revoke_url: 'https://api.box.com/oauth2/revoke',
        default_scopes: ['root_readwrite'],
        pkce: false,
        rotates_refresh_token: true,
      },
    },
  ],
  current_user: { method: 'GET', path: '/users/me', display: ['login', 'name'] },
  tools: scoped([...fileTools, ...folderTools, ...sharingTools]),
} satisfies ToolkitInput
