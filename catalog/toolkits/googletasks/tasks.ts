/** Tasks of a list. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, put, remove } from '../calls.ts'
import { answer, flag, id, listOf, oneOf, text, textFields } from '../schemas.ts'
import { canRead, canWrite, listId, oneTask, paging, task, taskId } from './inputs.ts'

const moment = (what: string) => text(`${what}, RFC 3339, such as 2026-01-31T00:00:00Z.`)

const content = {
  title: text('What is to be done, at most 1024 characters.'),
  notes: text('Details, at most 8192 characters.'),
  due: text('Day it is due, RFC 3339, such as 2026-01-31T00:00:00Z. Google keeps only the date.'),
  status: oneOf(['needsAction', 'completed'], 'completed ticks the task off.'),
}

const place = {
  task_parent: text('Id of the task to put it under; a top-level task when left out.'),
  task_previous: text('Id of the sibling to put it after; first when left out.'),
}

export const taskTools = [
  get('GOOGLETASKS_LIST_TASKS', '/lists/{tasklist_id}/tasks', {
    name: 'List tasks',
    description:
      'List the tasks of a list. Tasks completed in the Google apps are hidden: set showCompleted and showHidden to see them.',
    important: true,
    scopes: canRead,
    path: { tasklist_id: listId },
    query: {
      ...paging,
      showCompleted: flag('Include completed tasks; they are included when left out.'),
      showHidden: flag('Include hidden tasks, which the apps make of completed ones.'),
      showDeleted: flag('Include deleted tasks.'),
      showAssigned: flag('Include tasks assigned from Docs or Chat.'),
      dueMin: moment('Only tasks due at or after this time'),
      dueMax: moment('Only tasks due before this time'),
      completedMin: moment('Only tasks completed at or after this time'),
      completedMax: moment('Only tasks completed before this time'),
      updatedMin: moment('Only tasks changed since this time'),
    },
    output: answer({ items: listOf(task), ...textFields('nextPageToken') }),
  }),
  get('GOOGLETASKS_GET_TASK', '/lists/{tasklist_id}/tasks/{task_id}', {
    name: 'Get task',
    description: 'Read one task: title, notes, due date, status and place.',
    scopes: canRead,
    path: { tasklist_id: listId, task_id: taskId },
    output: oneTask,
  }),
  post('GOOGLETASKS_INSERT_TASK', '/lists/{tasklist_id}/tasks', {
    aliases: ['GOOGLETASKS_CREATE_TASK'],
    name: 'Create task',
    description: 'Add a task to a list, at the top unless task_parent or task_previous say where.',
    important: true,
    scopes: canWrite,
    path: { tasklist_id: listId },
    query: place,
    body: content,
    required: ['title'],
    wire: { task_parent: 'parent', task_previous: 'previous' },
    output: oneTask,
  }),
  patch('GOOGLETASKS_PATCH_TASK', '/lists/{tasklist_id}/tasks/{task_id}', {
    name: 'Patch task',
    description: 'Change the given fields of a task and keep the others; status completed ticks it off.',
    important: true,
    scopes: canWrite,
    path: { tasklist_id: listId, task_id: taskId },
    body: content,
    output: oneTask,
  }),
  put('GOOGLETASKS_UPDATE_TASK', '/lists/{tasklist_id}/tasks/{task_id}', {
    name: 'Replace task',
    description:
      'Replace a task: what is not given is cleared. GOOGLETASKS_PATCH_TASK changes single fields.',
    scopes: canWrite,
    path: { tasklist_id: listId, task_id: taskId },
    body: content,
    required: ['title', 'status'],
    also: [{ name: 'task_id', in: 'body', wire: 'id' }],
    output: oneTask,
  }),
  post('GOOGLETASKS_MOVE_TASK', '/lists/{tasklist}/tasks/{task}/move', {
    name: 'Move task',
    description: 'Put a task elsewhere in its list, under another task, or into another list.',
    scopes: canWrite,
    path: { tasklist: listId, task: taskId },
    query: {
      parent: text('Id of the task to put it under; top level when left out.'),
      previous: text('Id of the sibling to put it after; first when left out.'),
      destinationTasklist: text('Id of the list to move it to; recurring tasks cannot change lists.'),
    },
    output: oneTask,
  }),
  remove('GOOGLETASKS_DELETE_TASK', '/lists/{tasklist_id}/tasks/{task_id}', {
    name: 'Delete task',
    description: 'Delete a task from a list.',
    important: true,
    scopes: canWrite,
    path: { tasklist_id: listId, task_id: taskId },
  }),
  post('GOOGLETASKS_CLEAR_TASKS', '/lists/{tasklist}/clear', {
    name: 'Clear completed tasks',
    description: 'Hide all completed tasks of a list.',
    tags: ['openWorldHint', 'destructiveHint', 'idempotentHint'],
    scopes: canWrite,
    path: { tasklist: id('Id of the task list, from GOOGLETASKS_LIST_TASK_LISTS.') },
  }),
] satisfies ToolkitInput['tools']
