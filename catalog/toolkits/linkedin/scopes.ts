/** LinkedIn scopes, called permissions there; each comes with a product of the app. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

export const canPost = anyOf('w_member_social', 'w_organization_social')
export const canSeeProfile: ScopeRequirements = { all_of: ['openid', 'profile'] }
export const canSeeOrganizations = anyOf('r_organization_admin', 'rw_organization_admin')

/** What a new connection asks for: what every app can have. */
export const defaultScopes = ['openid', 'profile', 'email', 'w_member_social']
