/** What several Bitbucket tools share. A write or admin scope includes reading. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import { answer, id, listOf, text, textFields, whole } from '../schemas.ts'

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })
export const readsAccount = anyOf('account', 'account:write')
export const readsRepositories = anyOf('repository', 'repository:write', 'repository:admin')
export const writesRepositories = anyOf('repository:write')
export const readsPullRequests = anyOf('pullrequest', 'pullrequest:write')
export const writesPullRequests = anyOf('pullrequest:write')
export const readsIssues = anyOf('issue', 'issue:write')
export const writesIssues = anyOf('issue:write')
export const only = (scope: string) => anyOf(scope)

export const workspace = id('Short name or UUID of the workspace, from BITBUCKET_LIST_WORKSPACES.')
export const repoSlug = id('Short name of the repository, from BITBUCKET_LIST_REPOSITORIES_IN_WORKSPACE.')
export const repository = { workspace, repo_slug: repoSlug }

export const paging = {
  page: whole('Page, from 1.', { minimum: 1 }),
  pagelen: whole('How many to return at most, 1 to 50; 10 when left out.', { minimum: 1, maximum: 50 }),
}
export const filters = {
  q: text('Filter, such as state = "open" AND title ~ "login".'),
  sort: text('Field to order by, with - in front for the highest first, such as -updated_on.'),
  ...paging,
}

export const many = (...names: string[]) => ({
  output: answer({ values: listOf(textFields(...names)), size: { type: 'integer' }, ...textFields('next') }),
  pagination: { kind: 'next_url', url: 'next', items: 'values' } as const,
})
