/** What several Linear tools share. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import { answer, id, listOf, text, textFields, whole } from '../schemas.ts'

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })
export const canRead = anyOf('read', 'write', 'admin')
export const canWrite = anyOf('write', 'admin')
export const canCreateIssues = anyOf('issues:create', 'write', 'admin')
export const canComment = anyOf('comments:create', 'write', 'admin')

export const issueId = id('Key of the issue, such as ENG-12, or its id, from LINEAR_LIST_LINEAR_ISSUES.')
export const teamId = id('Id of the team, a UUID, from LINEAR_LIST_LINEAR_TEAMS.')

export const paging = {
  first: whole('How many to return at most, 1 to 250.', { minimum: 1, maximum: 250, default: 50 }),
  after: text('Next page: pageInfo.endCursor of the previous answer.'),
}
/** For lists whose result is one connection. */
export const pages = {
  kind: 'cursor',
  argument: 'after',
  cursor: 'pageInfo.endCursor',
  more: 'pageInfo.hasNextPage',
  items: 'nodes',
  size_argument: 'first',
} as const

export const pageInfo = 'pageInfo { hasNextPage endCursor }'
export const nodes = (fields: Record<string, Record<string, unknown>>) =>
  answer({
    nodes: listOf(fields),
    pageInfo: { type: 'object', properties: { hasNextPage: { type: 'boolean' }, endCursor: {} } },
  })

export const named = textFields('id', 'name')

export const issueText = `id identifier title url priority priorityLabel estimate dueDate createdAt updatedAt
  state { id name type } assignee { id name email } team { id key name } project { id name }
  labels { nodes { id name } }`
export const issue = {
  ...textFields('id', 'identifier', 'title', 'url', 'priorityLabel', 'createdAt', 'updatedAt'),
  state: { type: 'object' },
  assignee: {},
}
