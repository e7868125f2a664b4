/** Scopes of Xero. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

/** One of these is enough. */
export const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })
