import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { discordAuth, discordHttp, discordLogo } from '../discord-auth.ts'
import { meTools } from './me.ts'
import { discordTriggers } from './triggers.ts'

export const discord = {
  manifest: 1,
  slug: 'discord',
  name: 'Discord',
  description: 'Read the account, servers, connections and memberships of a Discord user.',
  logo: discordLogo,
  app_url: 'https://discord.com',
  auth_guide_url: 'https://discord.com/developers/docs/topics/oauth2',
  categories: ['gaming', 'social', 'popular'],
  http: discordHttp,
  auth: discordAuth(
    'discord',
    ['identify', 'email', 'connections', 'guilds', 'guilds.members.read'],
    'Bearer',
  ),
  current_user: { method: 'GET', path: '/users/@me' },
  tools: meTools,
  triggers: discordTriggers,
} satisfies ToolkitInput
