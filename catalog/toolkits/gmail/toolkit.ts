import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { googleAuth } from '../google-auth.ts'
import { draftTools } from './drafts.ts'
import { labelTools } from './labels.ts'
import { messageTools } from './messages.ts'
import { peopleTools } from './people.ts'
import { defaultScopes } from './scopes.ts'
import { sendTools } from './send.ts'
import { gmailTriggers } from './triggers.ts'

export const gmail = {
  manifest: 1,
  slug: 'gmail',
  name: 'Gmail',
  description:
    'Read, search, send and sort the mail of a Google account: messages, threads, drafts and labels.',
  logo: 'https://ssl.gstatic.com/ui/v1/icons/mail/rfr/gmail.ico',
  app_url: 'https://mail.google.com',
  auth_guide_url: 'https://developers.google.com/workspace/guides/create-credentials',
  categories: ['collaboration-&-communication'],
  aliases: ['google mail', 'googlemail'],
  http: {
    base_url: 'https://gmail.googleapis.com/gmail/v1',
    allow_hosts: ['people.googleapis.com', 'www.googleapis.com'],
    error_paths: ['error.message', 'error_description'],
  },
  auth: googleAuth('gmail', defaultScopes),
  current_user: { method: 'GET', path: '/users/me/profile' },
  tools: [...sendTools, ...messageTools, ...draftTools, ...labelTools, ...peopleTools],
  triggers: gmailTriggers,
} satisfies ToolkitInput
