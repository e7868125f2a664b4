import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { pageTools } from './pages.ts'
import { defaultScopes } from './scopes.ts'
import { spaceTools } from './spaces.ts'

export const confluence = {
  manifest: 1,
  slug: 'confluence',
  name: 'Confluence',
  description: 'Search, read and write pages, blog posts, comments and tasks of a Confluence Cloud site.',
  logo: 'https://wac-cdn.atlassian.com/assets/img/favicons/confluence/apple-touch-icon.png',
  app_url: 'https://www.atlassian.com/software/confluence',
  auth_guide_url: 'https://developer.atlassian.com/cloud/confluence/oauth-2-3lo-apps/',
  categories: ['collaboration', 'knowledge-management', 'popular'],
  aliases: ['atlassian confluence'],
  http: {
    // With OAuth a site is reached by its cloud id, below Atlassian's common host.
    base_url: 'https://api.atlassian.com/ex/confluence/{{conn.cloud_id|urlencode}}/wiki',
    error_paths: ['errors.0.title', 'errors.0.detail', 'message'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'confluence_oauth2',
      hint_url: 'https://developer.atlassian.com/console/myapps/',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Client ID',
          description: 'Client ID of your Atlassian OAuth 2.0 app.',
        },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Secret of the same app.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description: 'Scopes to ask for, separated by commas; they must be granted to the app.',
          required: false,
        },
      ],
      connected_account_fields: [
        {
          name: 'cloud_id',
          display_name: 'Cloud ID',
          description:
            'Id of the site, a UUID: cloudId at https://your-site.atlassian.net/_edge/tenant_info.',
          help_url: 'https://support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id/',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://auth.atlassian.com/authorize',
        token_url: 'https://auth.atlassian.com/oauth/token',
        default_scopes: defaultScopes,
        always_scopes: ['offline_access'],
        authorize_params: { audience: 'api.atlassian.com', prompt: 'consent' },
        rotates_refresh_token: true,
      },
    },
  ],
  current_user: { method: 'GET', path: '/rest/api/user/current' },
  tools: [...pageTools, ...spaceTools],
} satisfies ToolkitInput
