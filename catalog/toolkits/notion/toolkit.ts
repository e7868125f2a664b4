import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { blockTools } from './blocks.ts'
import { databaseTools } from './databases.ts'
import { pageTools } from './pages.ts'
import { peopleTools } from './people.ts'
import { notionTriggers } from './triggers.ts'

export const notion = {
  manifest: 1,
  slug: 'notion',
  name: 'Notion',
  description: 'Find, read and write pages, databases and comments of a Notion workspace.',
  logo: 'https://www.notion.so/images/logo-ios.png',
  app_url: 'https://www.notion.so',
  auth_guide_url: 'https://developers.notion.com/docs/authorization',
  categories: ['productivity-&-project-management'],
  http: {
    base_url: 'https://api.notion.com/v1',
    // The last version in which a database is queried by its own id, without naming a data source.
    headers: { 'notion-version': '2022-06-28' },
    error_paths: ['message', 'error_description'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'notion_oauth2',
      hint_url: 'https://www.notion.so/profile/integrations',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'OAuth client ID',
          description: 'Client ID of your public Notion integration.',
        },
        {
          name: 'client_secret',
          display_name: 'OAuth client secret',
          description: 'Client secret of the same integration.',
          secret: true,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://api.notion.com/v1/oauth/authorize',
        token_url: 'https://api.notion.com/v1/oauth/token',
        revoke_url: 'https://api.notion.com/v1/oauth/revoke',
        // Notion has no scopes: the integration's capabilities and the pages that the person picks decide.
        default_scopes: [],
        authorize_params: { owner: 'user' },
        // Notion documents which fields its token endpoint takes; code_verifier is not among them.
        pkce: false,
        client_auth: 'basic',
        rotates_refresh_token: true,
      },
    },
    {
      mode: 'API_KEY',
      name: 'notion_api_key',
      hint_url: 'https://www.notion.so/profile/integrations',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'Integration secret',
          description:
            'Secret of an internal integration (ntn_… or secret_…). Share the pages it may use with the integration.',
          secret: true,
          help_url: 'https://www.notion.so/profile/integrations',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/users/me' },
  tools: [...pageTools, ...databaseTools, ...blockTools, ...peopleTools],
  triggers: notionTriggers,
} satisfies ToolkitInput
