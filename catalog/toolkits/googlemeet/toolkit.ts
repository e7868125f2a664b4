import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { googleAuth } from '../google-auth.ts'
import { defaultScopes, meetingTools } from './meetings.ts'

export const googlemeet = {
  manifest: 1,
  slug: 'googlemeet',
  name: 'Google Meet',
  description:
    'Create meeting links, and look up past meetings with their recordings, transcripts and participants.',
  logo: 'https://ssl.gstatic.com/images/branding/product/2x/meet_2020q4_48dp.png',
  app_url: 'https://meet.google.com',
  auth_guide_url: 'https://developers.google.com/workspace/meet/api/guides/overview',
  categories: ['collaboration-&-communication'],
  aliases: ['gmeet', 'google meet', 'meet'],
  http: {
    base_url: 'https://meet.googleapis.com/v2',
    allow_hosts: ['www.googleapis.com'],
    error_paths: ['error.message', 'error_description'],
  },
  auth: googleAuth('googlemeet', defaultScopes),
  current_user: { method: 'GET', path: 'https://www.googleapis.com/oauth2/v3/userinfo' },
  tools: meetingTools,
} satisfies ToolkitInput
