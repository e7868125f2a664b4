/** What several GitLab tools share. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import { answer, id, listOf, textFields, whole } from '../schemas.ts'

export const reads: ScopeRequirements = { all_of: [{ any_of: ['read_api', 'api'] }] }
export const writes: ScopeRequirements = { all_of: ['api'] }

export const projectId = id('Id of the project, or its path such as group/project.')
export const groupId = id('Id of the group, or its path such as group/subgroup.')
export const issueIid = whole('Number of the issue in its project.')
export const mergeRequestIid = whole('Number of the merge request in its project.')
export const userId = whole('Id of the user, from GITLAB_GET_USERS.')
export const pipelineId = whole('Id of the pipeline, from GITLAB_LIST_PROJECT_PIPELINES.')

export const paging = {
  page: whole('Page, from 1.', { minimum: 1 }),
  per_page: whole('How many to return at most, 1 to 100; 20 when left out.', { minimum: 1, maximum: 100 }),
}
export const byPage = { kind: 'page', argument: 'page', size_argument: 'per_page', items: 'items' } as const

/** A list comes back as `items`. */
export const items = (...names: string[]) => answer({ items: listOf(textFields(...names)) })
/** Every list of GitLab is paged in the same way. */
export const many = (...names: string[]) => ({ output: items(...names), pagination: byPage })
