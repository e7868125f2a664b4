/** What several Google Tasks tools share. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import { answer, id, textFields, text, whole } from '../schemas.ts'

const full = 'https://www.googleapis.com/auth/tasks'

export const canRead: ScopeRequirements = {
  all_of: [{ any_of: ['https://www.googleapis.com/auth/tasks.readonly', full] }],
}
export const canWrite: ScopeRequirements = { all_of: [full] }

export const listId = id(
  'Id of the task list, from GOOGLETASKS_LIST_TASK_LISTS; @default is the list that a new account has.',
)
export const taskId = id('Id of the task, from GOOGLETASKS_LIST_TASKS.')

export const paging = {
  maxResults: whole('How many to return at most, 1 to 100.', { minimum: 1, maximum: 100 }),
  pageToken: text('Start of the next page: nextPageToken of the previous answer.'),
}

export const task = {
  ...textFields('id', 'title', 'notes', 'status', 'due', 'completed', 'parent', 'position', 'updated'),
  ...textFields('webViewLink'),
}
export const oneTask = answer(task)
export const oneList = answer(textFields('id', 'title', 'updated', 'etag'))
