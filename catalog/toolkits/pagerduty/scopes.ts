/** PagerDuty's scopes. An app of the older kind has only `read` and `write` for everything. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export const reading = (subject: string): ScopeRequirements => ({
  all_of: [{ any_of: [`${subject}.read`, 'read'] }],
})
export const writing = (subject: string): ScopeRequirements => ({
  all_of: [{ any_of: [`${subject}.write`, 'write'] }],
})

/** What a new connection asks for. */
export const defaultScopes = [
  'escalation_policies.read',
  'incidents.read',
  'incidents.write',
  'oncalls.read',
  'priorities.read',
  'schedules.read',
  'schedules.write',
  'services.read',
  'services.write',
  'teams.read',
  'users.read',
]
