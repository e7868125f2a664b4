import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { googleAuth } from '../google-auth.ts'
import { calendarTools } from './calendars.ts'
import { findTools } from './find.ts'
import { listEntryTools } from './list-entries.ts'
import { defaultScopes } from './scopes.ts'
import { googlecalendarTriggers } from './triggers.ts'
import { watchTools } from './watch.ts'
import { writeTools } from './write.ts'

export const googlecalendar = {
  manifest: 1,
  slug: 'googlecalendar',
  name: 'Google Calendar',
  description: 'Find, create and change events, and look for free time in the calendars of a Google account.',
  logo: 'https://ssl.gstatic.com/calendar/images/dynamiclogo_2020q4/calendar_31_2x.png',
  app_url: 'https://calendar.google.com',
  auth_guide_url: 'https://developers.google.com/workspace/guides/create-credentials',
  categories: ['scheduling-&-booking'],
  aliases: ['gcal', 'google calendar'],
  http: {
    base_url: 'https://www.googleapis.com/calendar/v3',
    error_paths: ['error.message', 'error_description'],
  },
  auth: googleAuth('googlecalendar', defaultScopes),
  current_user: { method: 'GET', path: '/calendars/primary' },
  tools: [...writeTools, ...findTools, ...watchTools, ...calendarTools, ...listEntryTools],
  triggers: googlecalendarTriggers,
} satisfies ToolkitInput
