import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { microsoftAuth } from '../microsoft-auth.ts'
import { graphGuide, graphHttp, graphUser } from '../microsoft-graph.ts'
import { attachmentTools } from './attachments.ts'
import { calendarTools } from './calendars.ts'
import { contactTools } from './contacts.ts'
import { eventTools } from './events.ts'
import { folderTools } from './folders.ts'
import { messageTools } from './messages.ts'
import { sendTools } from './send.ts'
import { settingTools } from './settings.ts'
import { defaultScopes } from './scopes.ts'
import { outlookTriggers } from './triggers.ts'

export const outlook = {
  manifest: 1,
  slug: 'outlook',
  name: 'Outlook',
  description:
    'Read, search, send and file mail, keep calendars and contacts of an Outlook or Microsoft 365 account.',
  logo: 'https://res.cdn.office.net/assets/mail/pwa/v1/pngs/apple-touch-icon.png',
  app_url: 'https://outlook.office.com',
  auth_guide_url: graphGuide,
  categories: ['collaboration-&-communication'],
  aliases: ['microsoft outlook', 'office 365 mail', 'hotmail', 'exchange', 'outlook calendar'],
  http: graphHttp,
  auth: microsoftAuth('outlook', defaultScopes),
  current_user: graphUser,
  tools: [
    ...sendTools,
    ...messageTools,
    ...folderTools,
    ...attachmentTools,
    ...eventTools,
    ...calendarTools,
    ...contactTools,
    ...settingTools,
  ],
  triggers: outlookTriggers,
} satisfies ToolkitInput
