import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { postTools } from './posts.ts'
import { defaultScopes } from './scopes.ts'

export const linkedin = {
  manifest: 1,
  slug: 'linkedin',
  name: 'LinkedIn',
  description: 'Publish and delete posts for a member or an organization on LinkedIn.',
  logo: 'https://static.licdn.com/aero-v1/sc/h/al2o9zrvru7aqj8e1x2rzsrca',
  app_url: 'https://www.linkedin.com',
  auth_guide_url: 'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow',
  categories: ['marketing-&-social-media'],
  http: {
    base_url: 'https://api.linkedin.com',
    // A version lasts at least a year; then calls fail with 426 and the next one has to be named here.
    headers: { 'linkedin-version': '202607', 'x-restli-protocol-version': '2.0.0' },
    error_paths: ['message', 'error_description'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'linkedin_oauth2',
      hint_url: 'https://www.linkedin.com/developers/apps',
      auth_config_fields: [
        { name: 'client_id', display_name: 'Client ID', description: 'Client ID of your LinkedIn app.' },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Primary client secret of the same app.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description:
            'Scopes to ask for, separated by commas; the products of the app decide which it may have. Posting for an organization needs w_organization_social.',
          required: false,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://www.linkedin.com/oauth/v2/authorization',
        token_url: 'https://www.linkedin.com/oauth/v2/accessToken',
        default_scopes: defaultScopes,
        // LinkedIn takes PKCE from native apps only, at another authorization address.
        pkce: false,
      },
    },
  ],
  current_user: { method: 'GET', path: '/v2/userinfo' },
  tools: postTools,
} satisfies ToolkitInput
