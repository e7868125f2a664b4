import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, bearerToken, oauthApp, secretField } from '../auth.ts'
import { commentTools } from './comments.ts'
import { planTools } from './plans.ts'
import { projectTools } from './projects.ts'
import { tagTools } from './tags.ts'
import { taskTools } from './tasks.ts'
import { workspaceTools } from './workspaces.ts'
import { asanaTriggers } from './triggers.ts'

export const asana = {
  manifest: 1,
  slug: 'asana',
  name: 'Asana',
  description:
    'Create, find, change and discuss tasks, and keep projects, sections, tags and goals in Asana.',
  logo: 'https://d1gwm4cf8hecp4.cloudfront.net/images/favicons/apple-touch-icon-180x180.png',
  app_url: 'https://app.asana.com',
  auth_guide_url: 'https://developers.asana.com/docs/oauth',
  categories: ['productivity', 'ticketing'],
  http: {
    base_url: 'https://app.asana.com/api/1.0',
    error_paths: ['errors.0.message', 'error_description', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'asana_oauth2',
      hint_url: 'https://app.asana.com/0/my-apps',
      auth_config_fields: oauthApp(
        'Asana app',
        'Scopes to ask for, separated by commas: default for all, or fine ones such as tasks:read.',
      ),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://app.asana.com/-/oauth_authorize',
        token_url: 'https://app.asana.com/-/oauth_token',
        revoke_url: 'https://app.asana.com/-/oauth_revoke',
        default_scopes: ['default'],
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'asana_token',
      hint_url: 'https://app.asana.com/0/my-apps',
      connected_account_fields: [
        secretField(
          'token',
          'Personal access token',
          'A personal access token of your Asana account.',
          'https://app.asana.com/0/my-apps',
        ),
      ],
      inject: bearerToken,
    },
  ],
  current_user: { method: 'GET', path: '/users/me' },
  tools: [...taskTools, ...commentTools, ...projectTools, ...tagTools, ...workspaceTools, ...planTools],
  triggers: asanaTriggers,
} satisfies ToolkitInput
