/** PayPal's REST API, live or sandbox. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { invoiceTools } from './invoices.ts'
import { orderTools } from './orders.ts'
import { paymentTools } from './payments.ts'
import { productTools } from './products.ts'
import { reportTools } from './reports.ts'
import { defaultScopes } from './scopes.ts'

const environment = {
  name: 'environment',
  display_name: 'Environment',
  description: 'paypal.com for real money, sandbox.paypal.com for tests.',
  required: false,
  default: 'paypal.com',
}

export const paypal = {
  manifest: 1,
  slug: 'paypal',
  name: 'PayPal',
  description:
    'Take orders and payments, send invoices, refund, and look through the transactions of an account.',
  logo: 'https://www.paypalobjects.com/webstatic/icon/pp258.png',
  app_url: 'https://www.paypal.com',
  auth_guide_url: 'https://developer.paypal.com/api/rest/authentication/',
  categories: ['finance-&-accounting', 'e-commerce'],
  aliases: ['pay pal', 'paypal invoicing'],
  http: {
    base_url: 'https://api-m.{{conn.environment|default:paypal.com|host}}',
    error_paths: ['details.0.description', 'message', 'error_description', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'paypal_oauth2',
      hint_url: 'https://developer.paypal.com/dashboard/applications',
      auth_config_fields: [
        {
          name: 'client_id',
          display_name: 'Client ID',
          description: 'Client ID of your PayPal app, with "Log in with PayPal" switched on.',
        },
        {
          name: 'client_secret',
          display_name: 'Secret',
          description: 'Secret of the same app.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description: 'Scopes to ask for, separated by commas; the app must have them.',
          required: false,
        },
      ],
      connected_account_fields: [environment],
      inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://www.{{conn.environment|default:paypal.com|host}}/signin/authorize',
        token_url: 'https://api-m.{{conn.environment|default:paypal.com|host}}/v1/oauth2/token',
        default_scopes: defaultScopes,
        client_auth: 'basic',
        pkce: false,
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'paypal_access_token',
      hint_url: 'https://developer.paypal.com/api/rest/authentication/',
      connected_account_fields: [
        {
          name: 'token',
          display_name: 'Access token',
          description: 'An access token of your app; PayPal ends it after some hours.',
          secret: true,
          help_url: 'https://developer.paypal.com/api/rest/authentication/',
        },
        environment,
      ],
      inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/v1/identity/openidconnect/userinfo?schema=openid' },
  tools: [...orderTools, ...paymentTools, ...invoiceTools, ...productTools, ...reportTools],
} satisfies ToolkitInput
