import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, bearerToken, oauthApp, secretField } from '../auth.ts'
import { directMessageTools } from './direct-messages.ts'
import { listTools } from './lists.ts'
import { postTools } from './posts.ts'
import { defaultScopes } from './scopes.ts'
import { spaceTools } from './spaces.ts'
import { userTools } from './users.ts'

export const twitter = {
  manifest: 1,
  slug: 'twitter',
  name: 'Twitter',
  description: 'Post, search, like and repost on X, follow people, and keep lists, bookmarks and messages.',
  logo: 'https://abs.twimg.com/responsive-web/client-web/icon-ios.77d25eba.png',
  app_url: 'https://x.com',
  auth_guide_url: 'https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code',
  categories: ['social', 'marketing', 'popular'],
  aliases: ['x', 'x.com', 'tweets'],
  http: {
    base_url: 'https://api.x.com/2',
    error_paths: ['detail', 'errors.0.message', 'errors.0.detail', 'title', 'error_description'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'twitter_oauth2',
      hint_url: 'https://developer.x.com/en/portal/dashboard',
      auth_config_fields: oauthApp('X app (type web app, confidential client)'),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://x.com/i/oauth2/authorize',
        token_url: 'https://api.x.com/2/oauth2/token',
        revoke_url: 'https://api.x.com/2/oauth2/revoke',
        default_scopes: defaultScopes,
        // Reading tweets takes reading their authors.
        always_scopes: ['offline.access', 'tweet.read', 'users.read'],
        client_auth: 'basic',
        rotates_refresh_token: true,
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'twitter_bearer_token',
      hint_url: 'https://developer.x.com/en/portal/dashboard',
      connected_account_fields: [
        secretField('token', 'Bearer token', 'Bearer token of your X app; it only reads public data.'),
      ],
      inject: bearerToken,
    },
  ],
  current_user: { method: 'GET', path: '/users/me', display: ['data.username', 'data.name'] },
  tools: [...postTools, ...userTools, ...listTools, ...directMessageTools, ...spaceTools],
} satisfies ToolkitInput
