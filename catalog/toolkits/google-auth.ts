/** How every Google toolkit connects. */
import type { ToolkitInput } from '../src/manifest/manifest.ts'
import { googleScopes, wordsOfGroups } from './scope-words.ts'

/**
 * The auth schemes of a Google API.
 *
 * Google sends a refresh token only with `access_type=offline`, and after the first consent only with
 * `prompt=consent`.
 */
export function googleAuth(slug: string, scopes: readonly string[]): ToolkitInput['auth'] {
  return [
    {
      mode: 'OAUTH2',
      name: `${slug}_oauth2`,
      hint_url: 'https://console.cloud.google.com/apis/credentials',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Client ID',
          description: 'Client ID of an OAuth client of type "Web application" in your Google Cloud project.',
        },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Secret of the same OAuth client.',
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
        authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
        token_url: 'https://oauth2.googleapis.com/token',
        revoke_url: 'https://oauth2.googleapis.com/revoke',
        default_scopes: [...scopes],
        scope_words: wordsOfGroups(googleScopes, scopes),
        authorize_params: { access_type: 'offline', prompt: 'consent', include_granted_scopes: 'true' },
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: `${slug}_bearer_token`,
      connected_account_fields: [
        {
          name: 'token',
          display_name: 'Access token',
          description: 'A Google OAuth access token with the scopes that the tools need.',
          secret: true,
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
    },
  ]
}
