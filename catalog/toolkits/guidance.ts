/** The notes on toolkits, by slug. They are kept apart from the manifests: a note changes nothing that a tool does. */
import type { ToolkitGuidance } from '../src/manifest/with-guidance.ts'
import { airtableGuidance } from './airtable/guidance.ts'
import { asanaGuidance } from './asana/guidance.ts'
import { calendlyGuidance } from './calendly/guidance.ts'
import { confluenceGuidance } from './confluence/guidance.ts'
import { discordGuidance } from './discord/guidance.ts'
import { githubGuidance } from './github/guidance.ts'
import { gmailGuidance } from './gmail/guidance.ts'
import { googlecalendarGuidance } from './googlecalendar/guidance.ts'
import { googledocsGuidance } from './googledocs/guidance.ts'
import { googledriveGuidance } from './googledrive/guidance.ts'
import { googlesheetsGuidance } from './googlesheets/guidance.ts'
import { hubspotGuidance } from './hubspot/guidance.ts'
import { intercomGuidance } from './intercom/guidance.ts'
import { jiraGuidance } from './jira/guidance.ts'
import { linearGuidance } from './linear/guidance.ts'
import { linkedinGuidance } from './linkedin/guidance.ts'
import { notionGuidance } from './notion/guidance.ts'
import { outlookGuidance } from './outlook/guidance.ts'
import { shopifyGuidance } from './shopify/guidance.ts'
import { slackGuidance } from './slack/guidance.ts'
import { stripeGuidance } from './stripe/guidance.ts'
import { todoistGuidance } from './todoist/guidance.ts'
import { trelloGuidance } from './trello/guidance.ts'
import { zendeskGuidance } from './zendesk/guidance.ts'

export const guidanceOf: ReadonlyMap<string, ToolkitGuidance> = new Map([
  ['airtable', airtableGuidance],
  ['asana', asanaGuidance],
  ['calendly', calendlyGuidance],
  ['confluence', confluenceGuidance],
  ['discord', discordGuidance],
  ['github', githubGuidance],
  ['gmail', gmailGuidance],
  ['googlecalendar', googlecalendarGuidance],
  ['googledocs', googledocsGuidance],
  ['googledrive', googledriveGuidance],
  ['googlesheets', googlesheetsGuidance],
  ['hubspot', hubspotGuidance],
  ['intercom', intercomGuidance],
  ['jira', jiraGuidance],
  ['linear', linearGuidance],
  ['linkedin', linkedinGuidance],
  ['notion', notionGuidance],
  ['outlook', outlookGuidance],
  ['shopify', shopifyGuidance],
  ['slack', slackGuidance],
  ['stripe', stripeGuidance],
  ['todoist', todoistGuidance],
  ['trello', trelloGuidance],
  ['zendesk', zendeskGuidance],
])
