import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp, secretField } from '../auth.ts'
import { campaignTools } from './campaigns.ts'
import { listTools } from './lists.ts'
import { memberTools } from './members.ts'
import { mailchimpTriggers } from './triggers.ts'

export const mailchimp = {
  manifest: 1,
  slug: 'mailchimp',
  name: 'Mailchimp',
  description: 'Keep audiences and their members, and write, send and measure email campaigns in Mailchimp.',
  logo: 'https://mailchimp.com/favicon.ico',
  app_url: 'https://mailchimp.com',
  auth_guide_url: 'https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/',
  categories: ['marketing-&-social-media'],
  aliases: ['mail chimp', 'mailchimp marketing'],
  http: {
    base_url: 'https://{{conn.dc}}.api.mailchimp.com/3.0',
    allow_hosts: ['login.mailchimp.com'],
    error_paths: ['detail', 'title', 'error_description'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'mailchimp_oauth2',
      hint_url: 'https://admin.mailchimp.com/account/oauth2/',
      // Mailchimp has no scopes, and its tokens neither end nor can be revoked by a call.
      auth_config_fields: oauthApp('Mailchimp app').filter(({ name }) => name !== 'scopes'),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://login.mailchimp.com/oauth2/authorize',
        token_url: 'https://login.mailchimp.com/oauth2/token',
        default_scopes: [],
        pkce: false,
      },
      after_connect: [
        {
          method: 'GET',
          url: 'https://login.mailchimp.com/oauth2/metadata',
          headers: { authorization: 'OAuth {{conn.access_token}}' },
          capture: [{ field: 'dc', from: 'dc', pattern: '^[a-z]{2}[0-9]{1,4}$' }],
        },
      ],
    },
    {
      mode: 'API_KEY',
      name: 'mailchimp_api_key',
      hint_url: 'https://admin.mailchimp.com/account/api/',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API key',
          'An API key of your account.',
          'https://mailchimp.com/help/about-api-keys/',
        ),
        {
          name: 'dc',
          display_name: 'Data center',
          description: 'What stands behind the dash of your API key, such as us21.',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/', display: ['email', 'account_name'] },
  tools: [...listTools, ...memberTools, ...campaignTools],
  triggers: mailchimpTriggers,
} satisfies ToolkitInput
