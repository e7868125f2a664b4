/** Jira's scopes: the classic ones, and the fine ones of boards and sprints, which have no classic. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const all = (...scopes: string[]): ScopeRequirements => ({ all_of: scopes })

export const readsWork = all('read:jira-work')
export const writesWork = all('write:jira-work')
export const readsUsers = all('read:jira-user')
export const managesProjects: ScopeRequirements = {
  all_of: [{ any_of: ['manage:jira-project', 'manage:jira-configuration'] }],
}
export const managesSite = all('manage:jira-configuration')
export const readsBoards = all('read:board-scope:jira-software')
export const readsSprints = all('read:sprint:jira-software')
export const writesSprints = all('write:sprint:jira-software')

export const defaultScopes = [
  'read:jira-work',
  'write:jira-work',
  'read:jira-user',
  'manage:jira-project',
  'read:board-scope:jira-software',
  'read:project:jira',
  'read:sprint:jira-software',
  'write:sprint:jira-software',
  'offline_access',
]
