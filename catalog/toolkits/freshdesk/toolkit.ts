import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { peopleTools } from './people.ts'
import { ticketTools } from './tickets.ts'

export const freshdesk = {
  manifest: 1,
  slug: 'freshdesk',
  name: 'Freshdesk',
  description: 'Find, create and answer support tickets, and look up contacts and agents, in Freshdesk.',
  logo: 'https://www.freshworks.com/favicon.ico',
  app_url: 'https://www.freshworks.com/freshdesk/',
  auth_guide_url: 'https://developers.freshdesk.com/api/#authentication',
  categories: ['crm', 'sales-&-customer-support'],
  http: {
    base_url: 'https://{{conn.subdomain}}.freshdesk.com/api/v2',
    error_paths: ['errors.0.message', 'description', 'message'],
  },
  auth: [
    {
      mode: 'BASIC',
      name: 'freshdesk_basic',
      hint_url: 'https://support.freshdesk.com/support/solutions/articles/215517-how-to-find-your-api-key',
      connected_account_fields: [
        {
          name: 'subdomain',
          display_name: 'Subdomain',
          description: 'The first part of your Freshdesk address: example for example.freshdesk.com.',
        },
        {
          name: 'username',
          display_name: 'API key',
          description: 'The API key of your Freshdesk profile; it takes the place of the user name.',
          secret: true,
          help_url:
            'https://support.freshdesk.com/support/solutions/articles/215517-how-to-find-your-api-key',
        },
        {
          name: 'password',
          display_name: 'Password',
          description: 'Not read with an API key; any text will do.',
          required: false,
          secret: true,
          default: 'X',
        },
      ],
      inject: { headers: { authorization: 'Basic {{conn.username|basic:password}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/agents/me' },
  tools: [...ticketTools, ...peopleTools],
} satisfies ToolkitInput
