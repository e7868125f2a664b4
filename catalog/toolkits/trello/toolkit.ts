import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { secretField } from '../auth.ts'
import { boardTools } from './boards.ts'
import { cardTools } from './cards.ts'
import { checklistTools } from './checklists.ts'
import { listTools } from './lists.ts'
import { memberTools } from './members.ts'
import { trelloTriggers } from './triggers.ts'

export const trello = {
  manifest: 1,
  slug: 'trello',
  name: 'Trello',
  description: 'Keep the boards, lists, cards, checklists and comments of Trello.',
  logo: 'https://a.trellocdn.com/prgb/assets/images/trello-icon-apple-touch-180x180.png',
  app_url: 'https://trello.com',
  auth_guide_url: 'https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/',
  categories: ['productivity', 'ticketing', 'popular'],
  http: { base_url: 'https://api.trello.com/1', error_paths: ['message', 'error'] },
  auth: [
    {
      mode: 'OAUTH1',
      name: 'trello_oauth1',
      hint_url: 'https://trello.com/power-ups/admin',
      auth_config_fields: [
        {
          name: 'consumer_key',
          display_name: 'API key',
          description: 'API key of your Trello Power-Up, from its page "API key".',
        },
        secretField('consumer_secret', 'API secret', 'Secret below the API key on the same page.'),
      ],
      inject: {
        headers: {
          authorization:
            'OAuth oauth_consumer_key="{{cfg.consumer_key}}", oauth_token="{{conn.oauth_token}}"',
        },
      },
      oauth1: {
        request_token_url: 'https://trello.com/1/OAuthGetRequestToken',
        authorize_url: 'https://trello.com/1/OAuthAuthorizeToken',
        access_token_url: 'https://trello.com/1/OAuthGetAccessToken',
        authorize_params: { name: 'Patchbay', expiration: 'never', scope: 'read,write,account' },
        sign_requests: false,
      },
      revoke: {
        method: 'DELETE',
        url: '/tokens/{{conn.oauth_token|urlencode}}',
        headers: {
          authorization:
            'OAuth oauth_consumer_key="{{cfg.consumer_key}}", oauth_token="{{conn.oauth_token}}"',
        },
        accept_statuses: [401, 404],
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'trello_token',
      hint_url: 'https://trello.com/power-ups/admin',
      connected_account_fields: [
        {
          name: 'api_key',
          display_name: 'API key',
          description: 'API key of your Trello Power-Up, from its page "API key".',
          help_url: 'https://trello.com/power-ups/admin',
        },
        secretField(
          'token',
          'Token',
          'Token of your Trello account for that key: follow the link "Token" beside the API key.',
          'https://trello.com/power-ups/admin',
        ),
      ],
      inject: {
        headers: {
          authorization: 'OAuth oauth_consumer_key="{{conn.api_key}}", oauth_token="{{conn.token}}"',
        },
      },
    },
  ],
  current_user: { method: 'GET', path: '/members/me' },
  tools: [...cardTools, ...listTools, ...boardTools, ...checklistTools, ...memberTools],
  triggers: trelloTriggers,
} satisfies ToolkitInput
