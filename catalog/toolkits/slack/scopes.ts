/** Slack's scopes. Bot and user tokens hold different ones; a tool lists what its token needs. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export const all = (...scopes: string[]): ScopeRequirements => ({ all_of: scopes })

export const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

const kinds = ['channels', 'groups', 'im', 'mpim']

/** One of `channels:`, `groups:`, `im:`, `mpim:` by the kind of conversation. */
export const conversations = (access: string): ScopeRequirements =>
  anyOf(...kinds.map((kind) => `${kind}:${access}`))

/** What a new connection asks for as a bot. */
export const botScopes = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:manage',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'chat:write.public',
  'dnd:read',
  'emoji:read',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'groups:write',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'mpim:write',
  'pins:read',
  'pins:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'usergroups:read',
  'usergroups:write',
  'users.profile:read',
  'users:read',
  'users:read.email',
]
