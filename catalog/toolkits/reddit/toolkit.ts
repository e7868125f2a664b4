/** Reddit's OAuth API. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { browseTools } from './browse.ts'
import { postTools } from './posts.ts'
import { defaultScopes } from './scopes.ts'

export const reddit = {
  manifest: 1,
  slug: 'reddit',
  name: 'Reddit',
  description:
    'Search and read posts and comments, and post, answer, edit and delete as the connected person.',
  logo: 'https://www.redditstatic.com/desktop2x/img/favicon/apple-icon-180x180.png',
  app_url: 'https://www.reddit.com',
  auth_guide_url: 'https://github.com/reddit-archive/reddit/wiki/OAuth2',
  categories: ['marketing-&-social-media', 'entertainment-&-media'],
  aliases: ['subreddit', 'reddit.com'],
  http: {
    base_url: 'https://oauth.reddit.com',
    // Reddit turns away requests that do not say what sends them.
    headers: { 'user-agent': 'web:patchbay:v1 (self-hosted tool platform)' },
    error_paths: ['json.errors.0.1', 'explanation', 'message', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'reddit_oauth2',
      hint_url: 'https://www.reddit.com/prefs/apps',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Client ID',
          description: 'Id of your Reddit app of type web app.',
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
          description: 'Scopes to ask for, separated by commas.',
          required: false,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://www.reddit.com/api/v1/authorize',
        token_url: 'https://www.reddit.com/api/v1/access_token',
        revoke_url: 'https://www.reddit.com/api/v1/revoke_token',
        default_scopes: defaultScopes,
        client_auth: 'basic',
        pkce: false,
        // Without it there is no refresh token and the connection ends after an hour.
        authorize_params: { duration: 'permanent' },
      },
    },
  ],
  current_user: { method: 'GET', path: '/api/v1/me' },
  tools: [...browseTools, ...postTools],
} satisfies ToolkitInput
