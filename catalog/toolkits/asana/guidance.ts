/** What callers of Asana get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const asanaGuidance: ToolkitGuidance = {
  pitfalls: [
    'Ids are texts of digits: as a number the last digits are lost.',
    'Answers hold ids and names only; ask for further fields by opt_fields.',
  ],
  tools: {
    ASANA_CREATE_A_TASK: {
      pitfalls: [
        'Without a project it lies in nobody’s list: give projects, a parent, or the workspace and an assignee.',
        'due_on is a day and due_at a moment: one of them, never both.',
      ],
      before: ['ASANA_GET_MULTIPLE_WORKSPACES'],
      after: ['ASANA_ADD_TASK_TO_SECTION'],
    },
    ASANA_UPDATE_A_TASK: {
      pitfalls: [
        'Projects, tags and followers are not changed here: each has tools of its own for adding and removing.',
      ],
    },
    ASANA_SEARCH_TASKS_IN_WORKSPACE: {
      pitfalls: [
        'Free workspaces answer 402: list the tasks of the project there and filter.',
        'Changes of the last minute may be missing, and there are no further pages: narrow by time instead.',
      ],
    },
    ASANA_CREATE_TASK_COMMENT: {
      pitfalls: [
        '@name is plain text. To mention somebody use html_text: <body><a data-asana-gid="…"/></body>.',
      ],
    },
  },
}
