/** What callers of Todoist get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const todoistGuidance: ToolkitGuidance = {
  tools: {
    TODOIST_CREATE_TASK: {
      pitfalls: [
        'priority is upside down: 4 is the most urgent and shows as p1, 1 is normal.',
        'due_string is read in the time zone of the account and in the language of due_lang; give one of the due fields only.',
        'labels are names, project and section are ids.',
      ],
    },
    TODOIST_CLOSE_TASK: {
      pitfalls: ['A recurring task moves to its next date instead of being completed for good.'],
    },
    TODOIST_GET_TASKS_BY_FILTER: {
      pitfalls: [
        'Filters are those of the app, in its language: "today | overdue", "#Work & p1". Names with spaces are written as they are.',
      ],
    },
  },
}
