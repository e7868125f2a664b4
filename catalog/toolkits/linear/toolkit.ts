import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp, secretField } from '../auth.ts'
import { commentTools } from './comments.ts'
import { issueTools } from './issues.ts'
import { teamTools } from './teams.ts'
import { linearTriggers } from './triggers.ts'
import { linearScopes } from '../scope-words.ts'

export const linear = {
  manifest: 1,
  slug: 'linear',
  name: 'Linear',
  description: 'Create, search and change issues, and read the teams, projects, cycles and labels of Linear.',
  logo: 'https://linear.app/static/apple-touch-icon.png',
  app_url: 'https://linear.app',
  auth_guide_url: 'https://linear.app/developers/oauth-2-0-authentication',
  categories: ['productivity-&-project-management'],
  aliases: ['linear.app', 'linear app'],
  http: {
    base_url: 'https://api.linear.app/graphql',
    // GraphQL answers 200 to a failure, with the reasons in a list.
    failure: { path: 'errors', present: true },
    error_paths: [
      'errors.0.extensions.userPresentableMessage',
      'errors.0.message',
      'error_description',
      'error',
    ],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'linear_oauth2',
      hint_url: 'https://linear.app/settings/api/applications/new',
      auth_config_fields: oauthApp(
        'Linear OAuth application',
        'Scopes to ask for, separated by commas: read, write, issues:create, comments:create, admin.',
      ),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://linear.app/oauth/authorize',
        token_url: 'https://api.linear.app/oauth/token',
        revoke_url: 'https://api.linear.app/oauth/revoke',
        default_scopes: ['read', 'write'],
        scope_words: { ...linearScopes },
        scope_separator: ',',
        rotates_refresh_token: true,
      },
    },
    {
      mode: 'API_KEY',
      name: 'linear_api_key',
      hint_url: 'https://linear.app/settings/account/security',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API key',
          'A personal API key of your Linear account; it starts with lin_api_.',
          'https://linear.app/settings/account/security',
        ),
      ],
      inject: { headers: { authorization: '{{conn.generic_api_key}}' } },
    },
  ],
  current_user: {
    method: 'POST',
    path: '',
    body: { query: '{ viewer { id name email } }' },
    display: ['data.viewer.email', 'data.viewer.name'],
  },
  tools: [...issueTools, ...commentTools, ...teamTools],
  triggers: linearTriggers,
} satisfies ToolkitInput
