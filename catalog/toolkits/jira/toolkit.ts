import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp, secretField } from '../auth.ts'
import { agileTools } from './agile.ts'
import { commentTools } from './comments.ts'
import { issueTools } from './issues.ts'
import { linkTools } from './links.ts'
import { projectTools } from './projects.ts'
import { defaultScopes } from './scopes.ts'
import { userTools } from './users.ts'
import { jiraTriggers } from './triggers.ts'

export const jira = {
  manifest: 1,
  slug: 'jira',
  name: 'Jira',
  description:
    'Create, search, change and move issues, and keep comments, work logs, sprints and versions in Jira Cloud.',
  logo: 'https://wac-cdn.atlassian.com/assets/img/favicons/atlassian/apple-touch-icon.png',
  app_url: 'https://www.atlassian.com/software/jira',
  auth_guide_url: 'https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/',
  categories: ['productivity', 'ticketing', 'popular'],
  aliases: ['atlassian jira'],
  http: {
    // A site is reached by its cloud id, below Atlassian's common host. Version 2 takes and gives plain text.
    base_url: 'https://api.atlassian.com/ex/jira/{{conn.cloud_id|urlencode}}/rest',
    error_paths: ['errorMessages.0', 'errors', 'message', 'error_description'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'jira_oauth2',
      hint_url: 'https://developer.atlassian.com/console/myapps/',
      auth_config_fields: oauthApp(
        'Atlassian OAuth 2.0 app',
        'Scopes to ask for, separated by commas; they must be granted to the app.',
      ),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://auth.atlassian.com/authorize',
        token_url: 'https://auth.atlassian.com/oauth/token',
        default_scopes: defaultScopes,
        always_scopes: ['offline_access'],
        authorize_params: { audience: 'api.atlassian.com', prompt: 'consent' },
        rotates_refresh_token: true,
      },
      // The consent page lets the person pick one site; this says which it was.
      after_connect: [
        {
          method: 'GET',
          url: 'https://api.atlassian.com/oauth/token/accessible-resources',
          headers: { authorization: 'Bearer {{conn.access_token}}', accept: 'application/json' },
          capture: [{ field: 'cloud_id', from: '0.id' }],
        },
      ],
    },
    {
      mode: 'API_KEY',
      name: 'jira_api_token',
      hint_url: 'https://id.atlassian.com/manage-profile/security/api-tokens',
      connected_account_fields: [
        { name: 'email', display_name: 'Email', description: 'Email address of the Atlassian account.' },
        secretField(
          'generic_api_key',
          'API token',
          'An API token with scopes of that account, for Jira.',
          'https://id.atlassian.com/manage-profile/security/api-tokens',
        ),
        {
          name: 'cloud_id',
          display_name: 'Cloud ID',
          description:
            'Id of the site, a UUID: cloudId at https://your-site.atlassian.net/_edge/tenant_info.',
          help_url: 'https://support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id/',
        },
      ],
      inject: { headers: { authorization: 'Basic {{conn.email|basic:generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/api/2/myself' },
  tools: [...issueTools, ...commentTools, ...linkTools, ...projectTools, ...agileTools, ...userTools],
  triggers: jiraTriggers,
} satisfies ToolkitInput
