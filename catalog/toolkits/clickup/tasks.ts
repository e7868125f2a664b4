/** Tasks, their checklists, tags and custom fields. */
import { fileInput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, anything, flag, id, integers, listOf, several, text, texts, whole } from '../schemas.ts'
import { customIds, listId, millis, task, taskFilterNames, taskFilters, taskId, teamId } from './inputs.ts'

const content = {
  description: text('Text of the task, without formatting.'),
  markdown_content: text('Text of the task in Markdown, in place of description.'),
  status: text('Name of a status of the list.'),
  priority: whole('1 urgent, 2 high, 3 normal, 4 low.', { minimum: 1, maximum: 4 }),
  due_date: millis('When it is due'),
  due_date_time: flag('Whether due_date has a time of day.'),
  start_date: millis('When it starts'),
  start_date_time: flag('Whether start_date has a time of day.'),
  time_estimate: whole('Expected work, in milliseconds.'),
  points: { type: 'number', description: 'Sprint points.' },
  parent: text('Id of the task that this is a subtask of.'),
}

const tag = id('Name of the tag, from CLICKUP_GET_SPACE_TAGS.')
const checklistId = id('Id of the checklist, from CLICKUP_GET_TASK.')
const itemId = id('Id of the item, from CLICKUP_GET_TASK.')
const tasks = answer({ tasks: listOf(), last_page: { type: 'boolean' } })

export const taskTools = [
  post('CLICKUP_CREATE_TASK', '/list/{list_id}/task', {
    name: 'Create task',
    description: 'Create a task in a list; with parent it becomes a subtask.',
    important: true,
    path: { list_id: listId },
    body: {
      name: id('Title of the task.'),
      ...content,
      assignees: integers('Ids of people, from CLICKUP_GET_LIST_MEMBERS.'),
      tags: texts('Names of tags.'),
      notify_all: flag('Tell the creator too.'),
      links_to: text('Id of a task to link to.'),
      custom_fields: several(
        { type: 'object', properties: { id: { type: 'string' }, value: {} }, required: ['id'] },
        'Values of custom fields, by id, from CLICKUP_GET_ACCESSIBLE_CUSTOM_FIELDS.',
      ),
    },
    required: ['name'],
    output: task,
  }),
  get('CLICKUP_GET_TASK', '/task/{task_id}', {
    aliases: ['CLICKUP_TASKS_GET_TASK_DETAILS'],
    name: 'Get task',
    description: 'Read one task: text, status, people, dates, checklists, tags and custom fields.',
    important: true,
    path: { task_id: taskId },
    query: {
      ...customIds,
      include_subtasks: flag('Return its subtasks.'),
      include_markdown_description: flag('Return the text in Markdown too.'),
    },
    output: task,
  }),
  get('CLICKUP_GET_TASKS', '/list/{list_id}/task', {
    name: 'List tasks of list',
    description: 'List the tasks of a list, 100 on a page; last_page says when to stop.',
    important: true,
    path: { list_id: listId },
    query: taskFilters,
    wire: taskFilterNames,
    output: tasks,
  }),
  get('CLICKUP_GET_FILTERED_TEAM_TASKS', '/team/{team_Id}/task', {
    name: 'Find tasks in workspace',
    description: 'Find tasks across a workspace by space, list, people, status, tags and dates.',
    important: true,
    path: { team_Id: teamId },
    query: {
      ...taskFilters,
      space_ids: texts('Only of these spaces, by id.'),
      project_ids: texts('Only of these folders, by id.'),
      list_ids: texts('Only of these lists, by id.'),
    },
    wire: {
      ...taskFilterNames,
      space_ids: 'space_ids[]',
      project_ids: 'project_ids[]',
      list_ids: 'list_ids[]',
    },
    output: tasks,
  }),
  put('CLICKUP_UPDATE_TASK', '/task/{task_id}', {
    name: 'Update task',
    description:
      'Change the given fields of a task and keep the others. Custom fields have a tool of their own.',
    important: true,
    path: { task_id: taskId },
    query: customIds,
    body: {
      name: text('New title.'),
      ...content,
      assignees_add: integers('Ids of people to put on it.'),
      assignees_rem: integers('Ids of people to take off it.'),
      archived: flag('Whether it is archived.'),
    },
    wire: { assignees_add: 'assignees.add', assignees_rem: 'assignees.rem' },
    output: task,
  }),
  remove('CLICKUP_DELETE_TASK', '/task/{task_id}', {
    name: 'Delete task',
    description: 'Delete a task.',
    important: true,
    path: { task_id: taskId },
    query: customIds,
  }),
  get('CLICKUP_GET_TASK_MEMBERS', '/task/{task_id}/member', {
    name: 'List people of task',
    description: 'List the people who can see a task.',
    path: { task_id: taskId },
    output: answer({ members: listOf() }),
  }),
  get('CLICKUP_GET_TASK_S_TIME_IN_STATUS', '/task/{task_id}/time_in_status', {
    name: 'Get time in status',
    description: 'Say how long a task has been in each status.',
    path: { task_id: taskId },
    query: customIds,
  }),
  post('CLICKUP_ADD_TAG_TO_TASK', '/task/{task_id}/tag/{tag_name}', {
    name: 'Add tag to task',
    description: 'Put a tag on a task.',
    path: { task_id: taskId, tag_name: tag },
    query: customIds,
  }),
  remove('CLICKUP_REMOVE_TAG_FROM_TASK', '/task/{task_id}/tag/{tag_name}', {
    name: 'Remove tag from task',
    description: 'Take a tag off a task; the tag stays in the space.',
    path: { task_id: taskId, tag_name: tag },
    query: customIds,
  }),
  post('CLICKUP_ADD_DEPENDENCY', '/task/{task_id}/dependency', {
    name: 'Add dependency',
    description:
      'Let a task wait for another one (depends_on), or block it (dependency_of). Give one of the two.',
    path: { task_id: taskId },
    query: customIds,
    body: {
      depends_on: text('Id of the task to wait for.'),
      dependency_of: text('Id of the task to block.'),
    },
  }),
  post('CLICKUP_ADD_TASK_LINK', '/task/{task_id}/link/{links_to}', {
    name: 'Link tasks',
    description: 'Link a task to another one.',
    path: { task_id: taskId, links_to: id('Id of the other task.') },
    query: customIds,
  }),
  post('CLICKUP_ADD_TASK_TO_LIST', '/list/{list_id}/task/{task_id}', {
    name: 'Add task to list',
    description: 'Show a task in a further list. The workspace must allow tasks in several lists.',
    path: { list_id: listId, task_id: taskId },
  }),
  remove('CLICKUP_REMOVE_TASK_FROM_LIST', '/list/{list_id}/task/{task_id}', {
    name: 'Remove task from list',
    description: 'Take a task off a further list; its home list cannot be removed.',
    path: { list_id: listId, task_id: taskId },
  }),
  post('CLICKUP_CREATE_CHECKLIST', '/task/{task_id}/checklist', {
    aliases: ['CLICKUP_TASK_CHECKLISTS_CREATE_NEW_CHECKLIST'],
    name: 'Create checklist',
    description: 'Add an empty checklist to a task.',
    path: { task_id: taskId },
    query: customIds,
    body: { name: id('Name of the checklist.') },
    required: ['name'],
  }),
  post('CLICKUP_CREATE_CHECKLIST_ITEM', '/checklist/{checklist_id}/checklist_item', {
    name: 'Create checklist item',
    description: 'Add an item to a checklist.',
    path: { checklist_id: checklistId },
    body: { name: id('The item.'), assignee: whole('Id of the person it is for.') },
    required: ['name'],
  }),
  put('CLICKUP_EDIT_CHECKLIST_ITEM', '/checklist/{checklist_id}/checklist_item/{checklist_item_id}', {
    name: 'Edit checklist item',
    description: 'Tick an item off, rename it, or give it to someone.',
    path: { checklist_id: checklistId, checklist_item_id: itemId },
    body: {
      name: text('New text.'),
      resolved: flag('Whether it is done.'),
      assignee: text('Id of the person it is for.'),
      parent: text('Id of the item to put it under.'),
    },
  }),
  remove('CLICKUP_DELETE_CHECKLIST', '/checklist/{checklist_id}', {
    name: 'Delete checklist',
    description: 'Delete a checklist with its items.',
    path: { checklist_id: checklistId },
  }),
  remove('CLICKUP_DELETE_CHECKLIST_ITEM', '/checklist/{checklist_id}/checklist_item/{checklist_item_id}', {
    name: 'Delete checklist item',
    description: 'Delete an item of a checklist.',
    path: { checklist_id: checklistId, checklist_item_id: itemId },
  }),
  get('CLICKUP_GET_ACCESSIBLE_CUSTOM_FIELDS', '/list/{list_id}/field', {
    name: 'List custom fields',
    description: 'List the custom fields of a list with their ids, types and options.',
    path: { list_id: listId },
    output: answer({ fields: listOf() }),
  }),
  post('CLICKUP_SET_CUSTOM_FIELD_VALUE', '/task/{task_id}/field/{field_id}', {
    name: 'Set custom field',
    description: 'Set the value of a custom field of a task. What the value looks like depends on its type.',
    tags: ['openWorldHint', 'idempotentHint'],
    path: {
      task_id: taskId,
      field_id: id('Id of the field, from CLICKUP_GET_ACCESSIBLE_CUSTOM_FIELDS.'),
    },
    query: customIds,
    body: {
      value: {
        description: 'Text, number, id of an option, list of ids, or milliseconds since 1970 for a date.',
        anyOf: [
          { type: 'string' },
          { type: 'number' },
          { type: 'boolean' },
          { type: 'array', items: {} },
          anything,
        ],
      },
    },
    required: ['value'],
  }),
  remove('CLICKUP_REMOVE_CUSTOM_FIELD_VALUE', '/task/{task_id}/field/{field_id}', {
    name: 'Clear custom field',
    description: 'Clear the value of a custom field of a task.',
    path: { task_id: taskId, field_id: id('Id of the field.') },
    query: customIds,
  }),
  post('CLICKUP_CREATE_TASK_ATTACHMENT', '/task/{task_id}/attachment', {
    aliases: ['CLICKUP_ATTACHMENTS_UPLOAD_FILE_TO_TASK_AS_ATTACHMENT'],
    name: 'Attach file to task',
    description: 'Attach a file to a task.',
    path: { task_id: taskId },
    query: customIds,
    body: { attachment: fileInput('The file.') },
    required: ['attachment'],
    exec: { body_type: 'multipart' },
  }),
] satisfies ToolkitInput['tools']
