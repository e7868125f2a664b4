import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { defaultScopes } from './inputs.ts'
import { projectTools } from './projects.ts'
import { taskTools } from './tasks.ts'

export const todoist = {
  manifest: 1,
  slug: 'todoist',
  name: 'Todoist',
  description: 'Add, find, change and complete tasks, and keep projects and labels in Todoist.',
  logo: 'https://todoist.com/favicon.ico',
  app_url: 'https://todoist.com',
  auth_guide_url: 'https://developer.todoist.com/api/v1/#tag/Authorization',
  categories: ['productivity-&-project-management'],
  http: { base_url: 'https://api.todoist.com/api/v1', error_paths: ['error', 'error_description'] },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'todoist_oauth2',
      hint_url: 'https://app.todoist.com/app/settings/integrations/app-management',
      auth_config_fields: [
        { name: 'client_id', display_name: 'Client ID', description: 'Client ID of your Todoist app.' },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Client secret of your Todoist app.',
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
        authorize_url: 'https://app.todoist.com/oauth/authorize',
        token_url: 'https://api.todoist.com/oauth/access_token',
        default_scopes: defaultScopes,
        scope_separator: ',',
      },
      // RFC 7009 but for its body, which is JSON.
      revoke: {
        url: '/revoke',
        headers: { authorization: 'Basic {{cfg.client_id|basic:client_secret}}' },
        body: { token: '{{conn.access_token}}', token_type_hint: 'access_token' },
      },
    },
  ],
  current_user: { method: 'GET', path: '/user' },
  tools: [...taskTools, ...projectTools],
} satisfies ToolkitInput
