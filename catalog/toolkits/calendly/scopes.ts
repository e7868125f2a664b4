/** Calendly scopes. A write scope includes the read scope of its domain. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const reading = (domain: string): ScopeRequirements => ({
  all_of: [{ any_of: [`${domain}:read`, `${domain}:write`] }],
})

const writing = (domain: string): ScopeRequirements => ({ all_of: [`${domain}:write`] })

export const canReadEvents = reading('scheduled_events')
export const canWriteEvents = writing('scheduled_events')
export const canReadEventTypes = reading('event_types')
export const canWriteEventTypes = writing('event_types')
export const canReadAvailability = reading('availability')
export const canMakeLinks = writing('scheduling_links')
export const canReadUsers: ScopeRequirements = { all_of: ['users:read'] }
export const canReadOrganizations = reading('organizations')
export const canWriteOrganizations = writing('organizations')
export const canReadWebhooks = reading('webhooks')
export const canWriteWebhooks = writing('webhooks')

/** What a new connection asks for. */
export const defaultScopes = [
  'users:read',
  'event_types:write',
  'scheduled_events:write',
  'availability:read',
  'scheduling_links:write',
  'organizations:write',
  'webhooks:write',
]
