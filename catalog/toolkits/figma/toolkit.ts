import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp, secretField } from '../auth.ts'
import { commentTools } from './comments.ts'
import { developerTools } from './developers.ts'
import { fileTools } from './files.ts'
import { libraryTools } from './libraries.ts'

export const figma = {
  manifest: 1,
  slug: 'figma',
  name: 'Figma',
  description:
    'Read design files, render images, and keep comments, components, variables and webhooks of Figma.',
  logo: 'https://static.figma.com/app/icon/1/touch-180.png',
  app_url: 'https://www.figma.com',
  auth_guide_url: 'https://developers.figma.com/docs/rest-api/authentication/',
  categories: ['design-&-creative-tools', 'productivity-&-project-management'],
  http: { base_url: 'https://api.figma.com', error_paths: ['err', 'message', 'error_description', 'error'] },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'figma_oauth2',
      hint_url: 'https://www.figma.com/developers/apps',
      auth_config_fields: oauthApp(
        'Figma app',
        'Scopes to ask for, separated by commas; the app must have them.',
      ),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://www.figma.com/oauth',
        token_url: 'https://api.figma.com/v1/oauth/token',
        refresh_url: 'https://api.figma.com/v1/oauth/refresh',
        default_scopes: [
          'current_user:read',
          'file_content:read',
          'file_metadata:read',
          'file_versions:read',
          'file_comments:read',
          'file_comments:write',
          'file_dev_resources:read',
          'file_dev_resources:write',
          'library_assets:read',
          'library_content:read',
          'team_library_content:read',
          'projects:read',
          'webhooks:read',
          'webhooks:write',
        ],
        client_auth: 'basic',
      },
    },
    {
      mode: 'API_KEY',
      name: 'figma_token',
      hint_url: 'https://www.figma.com/settings',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'Personal access token',
          'A personal access token, from Settings, Security; it starts with figd_.',
          'https://www.figma.com/settings',
        ),
      ],
      inject: { headers: { 'x-figma-token': '{{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/v1/me' },
  tools: [...fileTools, ...commentTools, ...libraryTools, ...developerTools],
} satisfies ToolkitInput
