/** Confluence scopes. The second version of the API takes granular scopes only. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const needs = (scope: string): ScopeRequirements => ({ all_of: [scope] })

export const canReadPages = needs('read:page:confluence')
export const canWritePages = needs('write:page:confluence')
export const canDeletePages = needs('delete:page:confluence')
/** What is above and below a page, whatever kind it is. */
export const canReadTree = needs('read:hierarchical-content:confluence')
export const canReadSpaces = needs('read:space:confluence')
export const canReadComments = needs('read:comment:confluence')
export const canComment = needs('write:comment:confluence')
export const canReadAttachments = needs('read:attachment:confluence')
export const canReadLabels = needs('read:label:confluence')
export const canReadTasks = needs('read:task:confluence')
export const canWriteTasks = needs('write:task:confluence')
export const canSearch: ScopeRequirements = {
  all_of: [{ any_of: ['search:confluence', 'read:content-details:confluence'] }],
}
export const canSearchUsers = canSearch

/** What a new connection asks for. Without offline_access there is no refresh token. */
export const defaultScopes = [
  'offline_access',
  'read:page:confluence',
  'write:page:confluence',
  'delete:page:confluence',
  'read:space:confluence',
  'read:hierarchical-content:confluence',
  'read:comment:confluence',
  'write:comment:confluence',
  'read:attachment:confluence',
  'read:label:confluence',
  'read:task:confluence',
  'write:task:confluence',
  'read:content-details:confluence',
  'search:confluence',
]
