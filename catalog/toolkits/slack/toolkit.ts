import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { conversationTools } from './conversations.ts'
import { messageTools } from './messages.ts'
import { moreTools } from './more.ts'
import { botScopes } from './scopes.ts'
import { userTools } from './users.ts'
import { slackTriggers } from '../slack-triggers.ts'
import { slackScopes } from '../scope-words.ts'

export const slack = {
  manifest: 1,
  slug: 'slack',
  name: 'Slack',
  description: 'Post, read and search messages, and look up the channels and people of a Slack workspace.',
  logo: 'https://a.slack-edge.com/80588/marketing/img/meta/slack_hash_256.png',
  app_url: 'https://slack.com',
  auth_guide_url: 'https://api.slack.com/authentication/oauth-v2',
  categories: ['productivity', 'popular'],
  http: {
    base_url: 'https://slack.com/api',
    // Files are put and read there.
    allow_hosts: ['files.slack.com'],
    // Slack answers 200 to nearly every failure and says {"ok": false, "error": "channel_not_found"}.
    failure: { path: 'ok', equals: false },
    error_paths: ['error', 'response_metadata.messages.0'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'slack_oauth2',
      hint_url: 'https://api.slack.com/apps',
      auth_config_fields: [
        { name: 'client_id', display_name: 'Client ID', description: 'Client ID of your Slack app.' },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Client secret of your Slack app.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Bot scopes',
          description: 'Scopes of the bot token, separated by commas.',
          required: false,
        },
        {
          name: 'user_scopes',
          display_name: 'User scopes',
          description: 'Scopes to ask of the person, separated by commas; search:read lets tools search.',
          required: false,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://slack.com/oauth/v2/authorize',
        token_url: 'https://slack.com/api/oauth.v2.access',
        revoke_url: 'https://slack.com/api/auth.revoke',
        default_scopes: botScopes,
        scope_words: { ...slackScopes },
        scope_separator: ',',
        user_scope_param: 'user_scope',
        // Slack takes PKCE only from apps that have switched it on, and then without a client secret.
        pkce: false,
        rotates_refresh_token: true,
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'slack_token',
      hint_url: 'https://api.slack.com/apps',
      connected_account_fields: [
        {
          name: 'token',
          display_name: 'Token',
          description: 'A bot token (xoxb-…) or a user token (xoxp-…) of your Slack app.',
          secret: true,
          help_url: 'https://api.slack.com/apps',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
    },
  ],
  current_user: { method: 'POST', path: '/auth.test' },
  tools: [...messageTools, ...conversationTools, ...userTools, ...moreTools],
  triggers: slackTriggers('SLACK_'),
} satisfies ToolkitInput
