/** BILL (bill.com), version 3: each login gives a session, which is shown together with the developer key. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { payableTools } from './payables.ts'
import { receivableTools } from './receivables.ts'

const guide = 'https://developer.bill.com/docs/api-sandbox-sign-in'

export const bill = {
  manifest: 1,
  slug: 'bill',
  name: 'BILL',
  description: 'Look up and enter bills, vendors, customers and invoices, and follow payments, in BILL.',
  logo: 'https://www.bill.com/favicon.ico',
  app_url: 'https://www.bill.com',
  auth_guide_url: guide,
  categories: ['accounting'],
  aliases: ['bill.com', 'billcom'],
  http: { base_url: 'https://gateway.prod.bill.com/connect', error_paths: ['0.message', 'message'] },
  auth: [
    {
      mode: 'BILLCOM_AUTH',
      name: 'bill_session',
      hint_url: guide,
      connected_account_fields: [
        {
          name: 'username',
          display_name: 'User name',
          description: 'The e-mail address with which you sign in to BILL.',
        },
        {
          name: 'password',
          display_name: 'Password',
          description: 'The password with which you sign in to BILL.',
          secret: true,
        },
        {
          name: 'organization_id',
          display_name: 'Organization ID',
          description: 'Id of your organization in BILL; it starts with 008.',
        },
        {
          name: 'devKey',
          display_name: 'Developer key',
          description: 'The developer key of your BILL account.',
          secret: true,
          help_url: 'https://developer.bill.com/docs/bill-keys-tokens',
        },
      ],
      inject: { headers: { sessionId: '{{conn.sessionId}}', devKey: '{{conn.devKey}}' } },
      token_exchange: {
        url: '/v3/login',
        body: {
          username: '{{conn.username}}',
          password: '{{conn.password}}',
          organizationId: '{{conn.organization_id}}',
          devKey: '{{conn.devKey}}',
        },
        capture: [{ field: 'sessionId', from: 'sessionId', secret: true }],
        // A session ends after 35 minutes in which nobody used it.
        expires_in: 2100,
      },
    },
  ],
  current_user: { method: 'GET', path: '/v3/login/session' },
  tools: [...payableTools, ...receivableTools],
} satisfies ToolkitInput
