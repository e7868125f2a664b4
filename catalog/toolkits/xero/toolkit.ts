import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { oauthApp } from '../auth.ts'
import { recordTools } from './records.ts'
import { reportTools } from './reports.ts'

export const xero = {
  manifest: 1,
  slug: 'xero',
  name: 'Xero',
  description: 'Keep contacts, invoices, quotes, payments and accounts, and read reports of Xero.',
  logo: 'https://www.xero.com/favicon.ico',
  app_url: 'https://www.xero.com',
  auth_guide_url: 'https://developer.xero.com/documentation/guides/oauth2/auth-flow/',
  categories: ['finance-&-accounting'],
  aliases: ['xero accounting'],
  http: {
    base_url: 'https://api.xero.com/api.xro/2.0',
    error_paths: ['Elements.0.ValidationErrors.0.Message', 'Detail', 'Message', 'error_description'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'xero_oauth2',
      hint_url: 'https://developer.xero.com/app/manage',
      auth_config_fields: oauthApp('Xero app'),
      connected_account_fields: [
        {
          name: 'tenant_id',
          display_name: 'Organisation id',
          description: 'Id of the organisation, when there are several; the first one connected if left out.',
          required: false,
        },
      ],
      inject: {
        headers: {
          authorization: 'Bearer {{conn.access_token}}',
          'xero-tenant-id': '{{conn.tenant_id}}',
        },
      },
      oauth2: {
        authorize_url: 'https://login.xero.com/identity/connect/authorize',
        token_url: 'https://identity.xero.com/connect/token',
        revoke_url: 'https://identity.xero.com/connect/revocation',
        default_scopes: [
          'offline_access',
          'accounting.contacts',
          'accounting.transactions',
          'accounting.settings',
          'accounting.reports.read',
        ],
        always_scopes: ['offline_access'],
        client_auth: 'basic',
        rotates_refresh_token: true,
      },
      // A token may reach several organisations; every call names one.
      after_connect: [
        {
          method: 'GET',
          url: 'https://api.xero.com/connections',
          headers: { authorization: 'Bearer {{conn.access_token}}' },
          capture: [{ field: 'tenant_id', from: '0.tenantId', pattern: '^[0-9a-fA-F-]{36}$' }],
        },
      ],
    },
  ],
  current_user: { method: 'GET', path: '/Organisation', display: ['Organisations.0.Name'] },
  tools: [...recordTools, ...reportTools],
} satisfies ToolkitInput
