/** Scopes of X. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export const all = (...scopes: string[]): ScopeRequirements => ({ all_of: scopes })

export const defaultScopes = [
  'offline.access',
  'tweet.read',
  'tweet.write',
  'tweet.moderate.write',
  'users.read',
  'follows.read',
  'follows.write',
  'like.read',
  'like.write',
  'bookmark.read',
  'bookmark.write',
  'list.read',
  'list.write',
  'mute.read',
  'mute.write',
  'block.read',
  'dm.read',
  'dm.write',
  'space.read',
  'media.write',
]
