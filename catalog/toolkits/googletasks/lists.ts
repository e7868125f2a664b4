/** Task lists. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, put, remove } from '../calls.ts'
import { answer, id, listOf, textFields } from '../schemas.ts'
import { canRead, canWrite, listId, oneList, paging } from './inputs.ts'

const oneListPath = '/users/@me/lists/{tasklist_id}'
const newTitle = { updated_title: id('New title, at most 1024 characters.') }
const titleOnWire = { updated_title: 'title' }

export const taskListTools = [
  get('GOOGLETASKS_LIST_TASK_LISTS', '/users/@me/lists', {
    name: 'List task lists',
    description: 'List the task lists of the account with their ids and titles.',
    important: true,
    scopes: canRead,
    query: paging,
    output: answer({
      items: listOf(textFields('id', 'title', 'updated')),
      ...textFields('nextPageToken'),
    }),
  }),
  get('GOOGLETASKS_GET_TASK_LIST', oneListPath, {
    name: 'Get task list',
    description: 'Read the title and the time of the last change of one task list.',
    scopes: canRead,
    path: { tasklist_id: listId },
    output: oneList,
  }),
  post('GOOGLETASKS_CREATE_TASK_LIST', '/users/@me/lists', {
    name: 'Create task list',
    description: 'Create an empty task list. An account can have up to 2,000.',
    scopes: canWrite,
    body: { tasklist_title: id('Title of the list, at most 1024 characters.') },
    required: ['tasklist_title'],
    wire: { tasklist_title: 'title' },
    output: oneList,
  }),
  patch('GOOGLETASKS_PATCH_TASK_LIST', oneListPath, {
    name: 'Rename task list',
    description: 'Give a task list another title.',
    scopes: canWrite,
    path: { tasklist_id: listId },
    body: newTitle,
    required: ['updated_title'],
    wire: titleOnWire,
    output: oneList,
  }),
  put('GOOGLETASKS_UPDATE_TASK_LIST', oneListPath, {
    name: 'Replace task list',
    description: 'Replace what a task list says about itself, which is its title. Its tasks stay.',
    scopes: canWrite,
    path: { tasklist_id: listId },
    body: newTitle,
    required: ['updated_title'],
    wire: titleOnWire,
    also: [{ name: 'tasklist_id', in: 'body', wire: 'id' }],
    output: oneList,
  }),
  remove('GOOGLETASKS_DELETE_TASK_LIST', oneListPath, {
    name: 'Delete task list',
    description: 'Delete a task list with all its tasks. It cannot be taken back.',
    scopes: canWrite,
    path: { tasklist_id: listId },
  }),
] satisfies ToolkitInput['tools']
