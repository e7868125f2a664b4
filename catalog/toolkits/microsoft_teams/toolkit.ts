import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { microsoftAuth } from '../microsoft-auth.ts'
import { graphGuide, graphHttp, graphUser } from '../microsoft-graph.ts'
import { channelTools } from './channels.ts'
import { chatTools } from './chats.ts'
import { meetingTools } from './meetings.ts'
import { defaultScopes } from './scopes.ts'
import { teamTools } from './teams.ts'

export const microsoftTeams = {
  manifest: 1,
  slug: 'microsoft_teams',
  name: 'Microsoft Teams',
  description: 'Read and post in channels and chats, keep teams and their members, and set up meetings.',
  logo: 'https://res.cdn.office.net/teams/img/teams-logo-192.png',
  app_url: 'https://teams.microsoft.com',
  auth_guide_url: graphGuide,
  categories: ['collaboration-&-communication'],
  aliases: ['teams', 'ms teams', 'microsoft teams'],
  http: graphHttp,
  auth: microsoftAuth('microsoft_teams', defaultScopes),
  current_user: graphUser,
  tools: [...channelTools, ...chatTools, ...teamTools, ...meetingTools],
} satisfies ToolkitInput
