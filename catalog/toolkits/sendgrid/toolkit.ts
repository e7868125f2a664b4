import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerApiKey, secretField } from '../auth.ts'
import { contactTools } from './contacts.ts'
import { mailTools } from './mail.ts'
import { suppressionTools } from './suppressions.ts'

export const sendgrid = {
  manifest: 1,
  slug: 'sendgrid',
  name: 'SendGrid',
  description: 'Send email, keep templates, contacts and suppressions, and measure delivery with SendGrid.',
  logo: 'https://sendgrid.com/favicon.ico',
  app_url: 'https://app.sendgrid.com',
  auth_guide_url: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  categories: ['marketing-&-social-media'],
  aliases: ['twilio sendgrid', 'send grid'],
  http: {
    base_url: 'https://{{conn.api_host|default:api.sendgrid.com|host}}/v3',
    error_paths: ['errors.0.message', 'error'],
  },
  auth: [
    {
      mode: 'API_KEY',
      name: 'sendgrid_api_key',
      hint_url: 'https://app.sendgrid.com/settings/api_keys',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API key',
          'An API key (SG.…) that allows what the tools do.',
          'https://app.sendgrid.com/settings/api_keys',
        ),
        {
          name: 'api_host',
          display_name: 'API host',
          description: 'api.sendgrid.com, or api.eu.sendgrid.com for a subuser in the EU.',
          required: false,
          default: 'api.sendgrid.com',
        },
      ],
      inject: bearerApiKey,
    },
  ],
  current_user: { method: 'GET', path: '/scopes' },
  tools: [...mailTools, ...contactTools, ...suppressionTools],
} satisfies ToolkitInput
