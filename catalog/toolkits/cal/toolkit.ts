import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { accountTools } from './account.ts'
import { bookingTools } from './bookings.ts'

export const cal = {
  manifest: 1,
  slug: 'cal',
  name: 'Cal.com',
  description: 'Find free times, make and change bookings, and keep working hours with Cal.com.',
  logo: 'https://cal.com/favicon.ico',
  app_url: 'https://cal.com',
  auth_guide_url: 'https://cal.com/docs/api-reference/v2/introduction',
  categories: ['scheduling-&-booking'],
  aliases: ['cal.com', 'calcom'],
  http: { base_url: 'https://api.cal.com/v2', error_paths: ['error.message', 'message'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'cal_api_key',
      hint_url: 'https://app.cal.com/settings/developer/api-keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'An API key of your Cal.com account; it starts with cal_.',
          secret: true,
          help_url: 'https://app.cal.com/settings/developer/api-keys',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
    {
      mode: 'CALCOM_AUTH',
      name: 'cal_platform_client',
      hint_url: 'https://app.cal.com/settings/platform',
      connected_account_fields: [
        {
          name: 'client_id',
          display_name: 'Platform client ID',
          description: 'Client ID of an OAuth client of your Cal.com platform account.',
        },
        {
          name: 'client_secret',
          display_name: 'Platform client secret',
          description: 'Secret of the same client.',
          secret: true,
        },
      ],
      inject: {
        headers: { 'x-cal-client-id': '{{conn.client_id}}', 'x-cal-secret-key': '{{conn.client_secret}}' },
      },
    },
  ],
  current_user: { method: 'GET', path: '/me' },
  tools: [...bookingTools, ...accountTools],
} satisfies ToolkitInput
