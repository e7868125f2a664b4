/** Supabase's scopes. They are chosen on the OAuth app; personal access tokens have all of them. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export const all = (...scopes: string[]): ScopeRequirements => ({ all_of: scopes })

/** What the tools of this toolkit need. */
export const defaultScopes = [
  'analytics:read',
  'auth:read',
  'database:read',
  'database:write',
  'edge_functions:read',
  'edge_functions:write',
  'environment:read',
  'environment:write',
  'organizations:read',
  'projects:read',
  'projects:write',
  'rest:read',
  'secrets:read',
  'secrets:write',
  'storage:read',
]
