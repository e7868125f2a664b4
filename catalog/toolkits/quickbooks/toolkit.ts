import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp } from '../auth.ts'
import { recordTools } from './records.ts'
import { reportTools } from './reports.ts'

export const quickbooks = {
  manifest: 1,
  slug: 'quickbooks',
  name: 'QuickBooks',
  description:
    'Keep customers, vendors, invoices, bills and accounts, and read reports of QuickBooks Online.',
  logo: 'https://quickbooks.intuit.com/favicon.ico',
  app_url: 'https://quickbooks.intuit.com',
  auth_guide_url:
    'https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization',
  categories: ['finance-&-accounting'],
  aliases: ['qbo', 'quickbooks online', 'intuit'],
  http: {
    base_url: 'https://{{cfg.api_host|default:quickbooks.api.intuit.com|host}}/v3/company/{{conn.realmId}}',
    error_paths: [
      'Fault.Error.0.Detail',
      'Fault.Error.0.Message',
      'fault.error.0.detail',
      'error_description',
    ],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'quickbooks_oauth2',
      hint_url: 'https://developer.intuit.com/app/developer/dashboard',
      auth_config_fields: [
        ...oauthApp('Intuit app'),
        {
          name: 'api_host',
          display_name: 'API host',
          description:
            'quickbooks.api.intuit.com, or sandbox-quickbooks.api.intuit.com with development keys.',
          required: false,
          default: 'quickbooks.api.intuit.com',
        },
      ],
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://appcenter.intuit.com/connect/oauth2',
        token_url: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
        revoke_url: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
        default_scopes: ['com.intuit.quickbooks.accounting'],
        client_auth: 'basic',
        pkce: false,
        rotates_refresh_token: true,
        // Which company was chosen comes beside the code.
        callback_capture: [{ field: 'realmId', from: 'realmId', pattern: '^[0-9]{1,32}$' }],
      },
    },
  ],
  current_user: { method: 'GET', path: '/query?query=select%20*%20from%20CompanyInfo' },
  tools: [...recordTools, ...reportTools].map((tool) => ({
    ...tool,
    scopes: { all_of: ['com.intuit.quickbooks.accounting'] },
  })),
} satisfies ToolkitInput
