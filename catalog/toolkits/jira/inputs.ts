/** What several Jira tools share. */
import { answer, id, listOf, text, textFields, texts, whole } from '../schemas.ts'

export const issueIdOrKey = id('Key of the issue, such as WEB-12, or its id.')
export const accountId = id('Account id of the person, from JIRA_FIND_USERS.')
export const projectIdOrKey = id('Key of the project, such as WEB, or its id, from JIRA_GET_ALL_PROJECTS.')
export const versionId = id('Id of the version, from JIRA_GET_PROJECT_VERSIONS.')
export const commentId = id('Id of the comment, from JIRA_LIST_ISSUE_COMMENTS.')
export const worklogId = id('Id of the work log, from JIRA_GET_ISSUE_WORKLOGS.')

export const paging = {
  start_at: whole('How many to skip.', { minimum: 0 }),
  max_results: whole('How many to return at most.', { minimum: 1, maximum: 100 }),
}
export const pagingNames = { start_at: 'startAt', max_results: 'maxResults' }

export const issueFields = texts(
  'Fields to return, by id, such as summary, status, assignee; *all for all, -comment to leave one out.',
)

export const issue = answer({
  ...textFields('id', 'key', 'self'),
  fields: { type: 'object', additionalProperties: true },
})

export const found = answer({
  issues: listOf({ ...textFields('id', 'key'), fields: { type: 'object', additionalProperties: true } }),
  isLast: { type: 'boolean' },
  ...textFields('nextPageToken'),
})

export const values = answer({ values: listOf(), isLast: { type: 'boolean' }, total: { type: 'integer' } })
/** A list comes back as `items`. */
export const items = answer({ items: listOf(textFields('id', 'name')) })

export const visibility = {
  visibility_type: text('Who may see it: group or role; everybody when left out.'),
  visibility_value: text('Name of that group or role.'),
}
export const visibilityNames = {
  visibility_type: 'visibility.type',
  visibility_value: 'visibility.value',
}
