/** How every Microsoft 365 toolkit connects. */
import type { ToolkitInput } from '../src/manifest/manifest.ts'
import { bearerAccessToken, bearerToken } from './auth.ts'
import { microsoftScopes, wordsOfGroups } from './scope-words.ts'

/**
 * The auth schemes of a Graph toolkit.
 *
 * A refresh token comes only with the scope `offline_access`, and each refresh gives a new one. Microsoft has no
 * endpoint that revokes a single grant.
 */
export function microsoftAuth(slug: string, scopes: readonly string[]): ToolkitInput['auth'] {
  const login = 'https://login.microsoftonline.com/{{cfg.tenant|default:common}}/oauth2/v2.0'
  return [
    {
      mode: 'OAUTH2',
      name: `${slug}_oauth2`,
      hint_url: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Application (client) ID',
          description: 'Application ID of your app registration in Microsoft Entra.',
          help_url: 'https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app',
        },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Value (not id) of a client secret of the same app.',
          secret: true,
        },
        {
          name: 'tenant',
          display_name: 'Tenant',
          description:
            'Id or domain of the directory for an app of one organization; common for any account, organizations or consumers for one kind.',
          required: false,
          default: 'common',
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description: 'Graph permissions to ask for, separated by commas; keep offline_access among them.',
          required: false,
        },
      ],
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: `${login}/authorize`,
        token_url: `${login}/token`,
        default_scopes: ['offline_access', 'User.Read', ...scopes],
        always_scopes: ['offline_access', 'User.Read'],
        scope_words: wordsOfGroups(microsoftScopes, ['User.Read', ...scopes]),
        rotates_refresh_token: true,
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: `${slug}_bearer_token`,
      connected_account_fields: [
        {
          name: 'token',
          display_name: 'Access token',
          description: 'An access token for Microsoft Graph with the permissions that the tools need.',
          secret: true,
          help_url: 'https://developer.microsoft.com/en-us/graph/graph-explorer',
        },
      ],
      inject: bearerToken,
    },
  ]
}
