/** What callers of Jira get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const jiraGuidance: ToolkitGuidance = {
  pitfalls: [
    'People are account ids, never names or addresses: find them with JIRA_FIND_USERS.',
    'Texts are wiki markup, not Markdown: *bold*, {code}…{code}, [name|https://example.com], h2. for a heading.',
  ],
  tools: {
    JIRA_CREATE_ISSUE: {
      pitfalls: [
        'Kinds of issue differ from project to project, and so do the fields that must be filled: an error names the field.',
        'A new issue starts in the first status of its workflow: the status is no field, so move it afterwards.',
      ],
      after: ['JIRA_TRANSITION_ISSUE', 'JIRA_ASSIGN_ISSUE'],
    },
    JIRA_TRANSITION_ISSUE: {
      pitfalls: [
        'Transitions depend on the status that the issue has now, and their ids are not those of statuses: read them first.',
      ],
      before: ['JIRA_GET_TRANSITIONS'],
    },
    JIRA_ASSIGN_ISSUE: { before: ['JIRA_FIND_USERS'] },
    JIRA_SEARCH_FOR_ISSUES_USING_JQL_POST: {
      pitfalls: [
        'JQL without a condition is refused: narrow by project or time. Names with spaces stand in quotes: status = "In Progress".',
        'There is no total: a page is the last one when it brings no token for the next.',
      ],
    },
    JIRA_MOVE_ISSUE_TO_SPRINT: { before: ['JIRA_LIST_BOARDS', 'JIRA_LIST_SPRINTS'] },
  },
}
