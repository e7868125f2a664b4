import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp, secretField } from '../auth.ts'
import { commentTools } from './comments.ts'
import { goalTools } from './goals.ts'
import { placeTools } from './places.ts'
import { taskTools } from './tasks.ts'
import { timeTools } from './time.ts'
import { viewTools } from './views.ts'
import { workspaceTools } from './workspaces.ts'

export const clickup = {
  manifest: 1,
  slug: 'clickup',
  name: 'ClickUp',
  description:
    'Create, find and change tasks, and keep spaces, folders, lists, comments, goals and times in ClickUp.',
  logo: 'https://clickup.com/images/for-se-page/clickup.png',
  app_url: 'https://app.clickup.com',
  auth_guide_url: 'https://developer.clickup.com/docs/authentication',
  categories: ['productivity-&-project-management'],
  aliases: ['click up'],
  http: { base_url: 'https://api.clickup.com/api/v2', error_paths: ['err', 'error', 'message'] },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'clickup_oauth2',
      hint_url: 'https://app.clickup.com/settings/apps',
      // ClickUp has no scopes: the person picks the workspaces to share.
      auth_config_fields: oauthApp('ClickUp app').filter(({ name }) => name !== 'scopes'),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://app.clickup.com/api',
        token_url: 'https://api.clickup.com/api/v2/oauth/token',
        pkce: false,
      },
    },
    {
      mode: 'API_KEY',
      name: 'clickup_api_key',
      hint_url: 'https://app.clickup.com/settings/apps',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API token',
          'Your personal API token; it starts with pk_.',
          'https://app.clickup.com/settings/apps',
        ),
      ],
      inject: { headers: { authorization: '{{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/user' },
  tools: [
    ...taskTools,
    ...commentTools,
    ...placeTools,
    ...workspaceTools,
    ...timeTools,
    ...goalTools,
    ...viewTools,
  ],
} satisfies ToolkitInput
