/** Tasks and the comments on them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { canAdd, canDelete, canRead, canWrite, listOf, paging, task, taskId, taskTexts } from './inputs.ts'

const comment = {
  type: 'object',
  properties: { id: { type: 'string' }, content: { type: 'string' }, posted_at: { type: 'string' } },
} as const

const projectId = { type: 'string', description: 'Id of the project, from TODOIST_GET_ALL_PROJECTS.' }

export const taskTools = [
  {
    slug: 'TODOIST_GET_ALL_TASKS',
    name: 'List tasks',
    description:
      'List the open tasks, of one project, section or label if wanted. For dates and other conditions use TODOIST_GET_TASKS_BY_FILTER.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        section_id: { type: 'string', description: 'Only tasks of this section.' },
        parent_id: { type: 'string', description: 'Only sub-tasks of this task.' },
        label: { type: 'string', description: 'Only tasks with this label, by name.' },
        ids: { type: 'array', items: { type: 'string' }, description: 'Only the tasks with these ids.' },
        ...paging,
      },
    },
    output: listOf(task),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/tasks',
      parameters: [
        ...inQuery('project_id', 'section_id', 'parent_id', 'label', 'limit', 'cursor'),
        { name: 'ids', in: 'query', style: 'comma' },
      ],
    },
  },
  {
    slug: 'TODOIST_GET_TASKS_BY_FILTER',
    name: 'Find tasks by filter',
    description:
      'List the open tasks that a Todoist filter matches: what is due today, overdue, of high priority …',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          minLength: 1,
          description: 'Filter of Todoist: today | overdue, #Work & p1, @waiting, search: invoice, no date.',
        },
        lang: { type: 'string', description: 'Language of the filter, such as en or de.' },
        ...paging,
      },
      required: ['query'],
    },
    output: listOf(task),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/tasks/filter',
      parameters: inQuery('query', 'lang', 'limit', 'cursor'),
    },
  },
  {
    slug: 'TODOIST_GET_TASK',
    name: 'Get task',
    description: 'Read one open task.',
    tags: reads,
    scopes: canRead,
    input: { type: 'object', properties: { task_id: taskId }, required: ['task_id'] },
    output: task,
    exec: { kind: 'http', method: 'GET', path: '/tasks/{task_id}', parameters: inPath('task_id') },
  },
  {
    slug: 'TODOIST_CREATE_TASK',
    name: 'Create task',
    description: 'Create a task, in the inbox unless a project or section is given.',
    tags: writes,
    important: true,
    scopes: canAdd,
    input: {
      type: 'object',
      properties: {
        content: { type: 'string', minLength: 1, description: 'Text of the task; some Markdown is allowed.' },
        ...taskTexts,
        project_id: projectId,
        section_id: { type: 'string', description: 'Id of the section.' },
        parent_id: { type: 'string', description: 'Id of the task to make it a sub-task of.' },
        order: { type: 'integer', description: 'Place among its siblings.' },
      },
      required: ['content'],
    },
    output: task,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/tasks',
      parameters: inBody(
        'content',
        ...Object.keys(taskTexts),
        'project_id',
        'section_id',
        'parent_id',
        'order',
      ),
    },
  },
  {
    slug: 'TODOIST_UPDATE_TASK',
    name: 'Update task',
    description: 'Change text, labels, priority, due date or person of a task; what is not named stays.',
    tags: replaces,
    important: true,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        task_id: taskId,
        content: { type: 'string', description: 'New text of the task.' },
        ...taskTexts,
      },
      required: ['task_id'],
    },
    output: task,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/tasks/{task_id}',
      parameters: [...inPath('task_id'), ...inBody('content', ...Object.keys(taskTexts))],
    },
  },
  {
    slug: 'TODOIST_CLOSE_TASK',
    name: 'Complete task',
    description: 'Complete a task with its sub-tasks; a recurring one moves to its next date.',
    tags: writes,
    important: true,
    scopes: canWrite,
    input: { type: 'object', properties: { task_id: taskId }, required: ['task_id'] },
    exec: { kind: 'http', method: 'POST', path: '/tasks/{task_id}/close', parameters: inPath('task_id') },
  },
  {
    slug: 'TODOIST_REOPEN_TASK',
    name: 'Reopen task',
    description: 'Take a completed task up again, with the tasks above it.',
    tags: replaces,
    scopes: canWrite,
    input: { type: 'object', properties: { task_id: taskId }, required: ['task_id'] },
    exec: { kind: 'http', method: 'POST', path: '/tasks/{task_id}/reopen', parameters: inPath('task_id') },
  },
  {
    slug: 'TODOIST_DELETE_TASK',
    name: 'Delete task',
    description:
      'Delete a task with its sub-tasks. It cannot be taken back; to tick it off use TODOIST_CLOSE_TASK.',
    tags: destroys,
    scopes: canDelete,
    input: { type: 'object', properties: { task_id: taskId }, required: ['task_id'] },
    exec: { kind: 'http', method: 'DELETE', path: '/tasks/{task_id}', parameters: inPath('task_id') },
  },
  {
    slug: 'TODOIST_GET_ALL_COMMENTS',
    name: 'List comments',
    description: 'List the comments on a task or on a project. Give one of task_id and project_id.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        task_id: { ...taskId, description: 'Id of the task.' },
        project_id: projectId,
        ...paging,
      },
    },
    output: listOf(comment),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/comments',
      parameters: inQuery('task_id', 'project_id', 'limit', 'cursor'),
    },
  },
  {
    slug: 'TODOIST_CREATE_COMMENT',
    name: 'Create comment',
    description: 'Comment on a task or on a project. Give one of task_id and project_id.',
    tags: writes,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        content: { type: 'string', minLength: 1, description: 'Text of the comment; Markdown is allowed.' },
        task_id: { ...taskId, description: 'Id of the task.' },
        project_id: projectId,
      },
      required: ['content'],
    },
    output: comment,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/comments',
      parameters: inBody('content', 'task_id', 'project_id'),
    },
  },
] satisfies ToolkitInput['tools']
