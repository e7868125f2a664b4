import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { secretField } from '../auth.ts'
import { accountTools } from './account.ts'
import { messageTools } from './messages.ts'
import { voiceTools } from './voice.ts'

export const twilio = {
  manifest: 1,
  slug: 'twilio',
  name: 'Twilio',
  description: 'Send and read text and WhatsApp messages, place calls, verify people and keep phone numbers.',
  logo: 'https://www.twilio.com/favicon.ico',
  app_url: 'https://console.twilio.com',
  auth_guide_url: 'https://www.twilio.com/docs/iam/api-keys',
  categories: ['collaboration-&-communication'],
  aliases: ['twilio sms', 'sms', 'twilio whatsapp'],
  http: {
    base_url: 'https://api.twilio.com/2010-04-01/Accounts/{{conn.account_sid}}',
    allow_hosts: ['lookups.twilio.com', 'verify.twilio.com', 'messaging.twilio.com'],
    error_paths: ['message', 'detail'],
  },
  auth: [
    {
      mode: 'BASIC',
      name: 'twilio_basic',
      hint_url: 'https://console.twilio.com',
      connected_account_fields: [
        {
          name: 'account_sid',
          display_name: 'Account SID',
          description: 'SID of your account (AC…), on the first page of the console.',
          help_url: 'https://console.twilio.com',
        },
        {
          name: 'username',
          display_name: 'User name',
          description: 'The Account SID again, or the SID of an API key (SK…).',
        },
        secretField(
          'password',
          'Password',
          'The auth token of the account, or the secret of the API key.',
          'https://console.twilio.com/us1/account/keys-credentials/api-keys',
        ),
      ],
      inject: { headers: { authorization: 'Basic {{conn.username|basic:password}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/Balance.json', display: ['account_sid'] },
  tools: [...messageTools, ...voiceTools, ...accountTools],
} satisfies ToolkitInput
