/** Comments, the history of tasks, and attachments. */
import { fileInput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { flag, id, text, textFields } from '../schemas.ts'
import { comma, many, needs, one, optFields, paging, taskGid } from './inputs.ts'

const story = textFields('gid', 'text', 'type', 'resource_subtype', 'created_at')
const attachmentGid = id('Id of the attachment, from ASANA_GET_TASK_ATTACHMENTS.')

export const commentTools = [
  post('ASANA_CREATE_TASK_COMMENT', '/tasks/{task_gid}/stories', {
    name: 'Comment on task',
    description: 'Write a comment on a task as the connected user. Give text or html_text.',
    important: true,
    scopes: needs('stories:write'),
    path: { task_gid: taskGid },
    body: {
      text: text('The comment, without formatting.'),
      html_text: text('The comment with formatting, inside <body>…</body>.'),
      is_pinned: flag('Pin the comment to the task.'),
    },
    under: 'data',
    output: one(story),
  }),
  get('ASANA_GET_STORIES_FOR_TASK', '/tasks/{task_gid}/stories', {
    name: 'List comments of task',
    description: 'List the comments on a task and the changes to it, oldest first.',
    important: true,
    scopes: needs('stories:read'),
    path: { task_gid: taskGid },
    query: { ...optFields, ...paging },
    style: comma,
    output: many(story),
  }),
  get('ASANA_GET_STORY', '/stories/{story_gid}', {
    name: 'Get comment',
    description: 'Read one comment or change of a task.',
    scopes: needs('stories:read'),
    path: { story_gid: id('Id of the comment, from ASANA_GET_STORIES_FOR_TASK.') },
    query: optFields,
    style: comma,
    output: one(story),
  }),
  get('ASANA_GET_TASK_ATTACHMENTS', '/tasks/{task_gid}/attachments', {
    name: 'List attachments of task',
    description: 'List the files of a task with their ids and names.',
    scopes: needs('attachments:read'),
    path: { task_gid: taskGid },
    query: { ...optFields, ...paging },
    style: comma,
    output: many(),
  }),
  get('ASANA_GET_ATTACHMENT', '/attachments/{attachment_gid}', {
    name: 'Get attachment',
    description: 'Read where a file of a task can be downloaded; the address is good for a few minutes.',
    scopes: needs('attachments:read'),
    path: { attachment_gid: attachmentGid },
    query: optFields,
    style: comma,
    output: one(textFields('gid', 'name', 'download_url', 'view_url', 'permanent_url')),
  }),
  remove('ASANA_DELETE_ATTACHMENT', '/attachments/{attachment_gid}', {
    name: 'Delete attachment',
    description: 'Delete a file of a task for good.',
    scopes: needs('attachments:delete'),
    path: { attachment_gid: attachmentGid },
  }),
  post('ASANA_CREATE_ATTACHMENT_FOR_TASK', '/attachments', {
    name: 'Attach file to task',
    description: 'Attach a file of up to 100 MB to a task.',
    scopes: needs('attachments:write'),
    body: { parent: taskGid, file: fileInput('The file.') },
    required: ['parent', 'file'],
    exec: { body_type: 'multipart' },
    output: one(textFields('gid', 'name', 'permanent_url')),
  }),
] satisfies ToolkitInput['tools']
