/** GitHub: everything about the toolkit but its tools, which are compiled from the published description. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { githubTriggers } from './triggers.ts'
import { githubScopes } from '../scope-words.ts'

export const toolkit = {
  manifest: 1,
  slug: 'github',
  name: 'GitHub',
  description:
    'Repositories, issues, pull requests, actions and releases: read, search and change what lives on GitHub.',
  logo: 'https://github.githubassets.com/assets/GitHub-Mark-ea2971cee799.png',
  app_url: 'https://github.com',
  auth_guide_url: 'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/creating-an-oauth-app',
  categories: ['developer-tools-&-devops'],
  aliases: ['gh', 'git hub'],
  http: {
    base_url: 'https://api.github.com',
    allow_hosts: ['uploads.github.com'],
    headers: {
      accept: 'application/vnd.github+json',
      'X-GitHub-Api-Version': '2022-11-28',
    },
    error_paths: ['message', 'errors.0.message'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'github_oauth2',
      hint_url: 'https://github.com/settings/developers',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Client ID',
          description: 'Client ID of your GitHub OAuth app.',
        },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Client secret of your GitHub OAuth app.',
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
        authorize_url: 'https://github.com/login/oauth/authorize',
        token_url: 'https://github.com/login/oauth/access_token',
        default_scopes: ['repo', 'read:org', 'read:user', 'user:email', 'gist', 'workflow', 'notifications'],
        scope_words: { ...githubScopes },
        client_auth: 'body',
      },
      revoke: {
        method: 'DELETE',
        url: '/applications/{{cfg.client_id|urlencode}}/token',
        headers: {
          accept: 'application/vnd.github+json',
          authorization: 'Basic {{cfg.client_id|basic:client_secret}}',
        },
        body: { access_token: '{{conn.access_token}}' },
        // Not found, and no token of this app: revoked before.
        accept_statuses: [404, 422],
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'github_personal_access_token',
      hint_url: 'https://github.com/settings/tokens',
      connected_account_fields: [
        {
          name: 'token',
          display_name: 'Personal access token',
          description: 'A fine-grained or classic personal access token.',
          secret: true,
          help_url: 'https://github.com/settings/tokens',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/user' },
  triggers: githubTriggers,
} satisfies Omit<ToolkitInput, 'tools'>
