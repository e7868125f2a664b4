/** Reddit's scopes. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export const all = (...scopes: string[]): ScopeRequirements => ({ all_of: scopes })

/** What a new connection asks for. */
export const defaultScopes = [
  'edit',
  'flair',
  'history',
  'identity',
  'mysubreddits',
  'read',
  'submit',
  'vote',
]
