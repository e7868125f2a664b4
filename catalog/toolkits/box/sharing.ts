/** Collaborations, comments, tasks, web links, webhooks. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, anything, id, oneOf, record, text, texts, words } from '../schemas.ts'
import { commas, entries, fields, folderId, markerPaging, parent } from './inputs.ts'

const roles = oneOf(
  ['editor', 'viewer', 'previewer', 'uploader', 'previewer uploader', 'viewer uploader', 'co-owner'],
  'What they may do.',
)
const collaborationId = id('Id of the collaboration, from the lists of collaborators.')
const commentId = id('Id of the comment, from BOX_LIST_FILE_COMMENTS.')
const taskId = id('Id of the task, from BOX_LIST_TASKS_ON_FILE.')
const webLinkId = id('Id of the web link.')
const task = {
  action: oneOf(['review', 'complete'], 'What is to be done.'),
  message: text('Text.'),
  due_at: text('When it is due, as 2026-01-31T00:00:00Z.'),
  completion_rule: oneOf(['all_assignees', 'any_assignee'], 'Who has to do it.'),
}
const made = answer({ id: words, type: words })
const link = {
  url: id('The address.', { pattern: '^https?://' }),
  name: text('Name.'),
  description: text('Text about it.'),
}

export const sharingTools = [
  post('BOX_CREATE_COLLABORATION', '/collaborations', {
    name: 'Share with person',
    description: 'Give a person or group access to a file or folder and tell them by mail.',
    important: true,
    body: {
      item: record({ id: id('Id.'), type: oneOf(['file', 'folder'], 'Kind.') }, 'What to share.', [
        'id',
        'type',
      ]),
      accessible_by: record(
        {
          type: oneOf(['user', 'group'], 'Kind.'),
          login: text('Email address of a user.'),
          id: text('Id of a user or group.'),
        },
        'With whom.',
        ['type'],
      ),
      role: roles,
      expires_at: text('When it ends, as 2026-01-31T00:00:00Z.'),
    },
    required: ['item', 'accessible_by', 'role'],
    output: made,
  }),
  get('BOX_LIST_FOLDER_COLLABORATIONS', '/folders/{folder_id}/collaborations', {
    name: 'List collaborators of folder',
    description: 'List who has access to a folder.',
    path: { folder_id: folderId },
    query: { fields, ...markerPaging },
    style: commas,
    output: entries,
  }),
  put('BOX_UPDATE_COLLABORATION', '/collaborations/{collaboration_id}', {
    name: 'Change access',
    description: 'Change what a collaborator may do.',
    path: { collaboration_id: collaborationId },
    body: { role: roles, expires_at: text('When it ends.') },
    required: ['role'],
    output: made,
  }),
  remove('BOX_REMOVE_COLLABORATION', '/collaborations/{collaboration_id}', {
    name: 'Take access back',
    description: 'End the access of a collaborator.',
    path: { collaboration_id: collaborationId },
  }),
  post('BOX_CREATE_COMMENT', '/comments', {
    name: 'Comment',
    description: 'Comment on a file, or answer a comment.',
    important: true,
    body: {
      item: record({ id: id('Id.'), type: oneOf(['file', 'comment'], 'Kind.') }, 'What to comment on.', [
        'id',
        'type',
      ]),
      message: text('The comment.'),
      tagged_message: text('The comment with a mention: @[123:Ann] look here.'),
    },
    required: ['item'],
    output: made,
  }),
  put('BOX_UPDATE_COMMENT', '/comments/{comment_id}', {
    name: 'Update comment',
    description: 'Change the text of a comment.',
    path: { comment_id: commentId },
    body: { message: id('New text.') },
    required: ['message'],
    output: made,
  }),
  remove('BOX_REMOVE_COMMENT', '/comments/{comment_id}', {
    name: 'Delete comment',
    description: 'Delete a comment.',
    path: { comment_id: commentId },
  }),
  post('BOX_CREATE_TASK', '/tasks', {
    name: 'Create task',
    description: 'Create a task on a file; assign it with BOX_ASSIGN_TASK.',
    body: {
      item: record({ id: id('Id of the file.'), type: oneOf(['file'], 'Kind.') }, 'The file.', [
        'id',
        'type',
      ]),
      ...task,
    },
    required: ['item'],
    output: made,
  }),
  post('BOX_ASSIGN_TASK', '/task_assignments', {
    name: 'Assign task',
    description: 'Give a task to a person.',
    body: {
      task: record({ id: id('Id of the task.'), type: oneOf(['task'], 'Kind.') }, 'The task.', [
        'id',
        'type',
      ]),
      assign_to: record({ id: text('Id of the user.'), login: text('Or email address.') }, 'The person.'),
    },
    required: ['task', 'assign_to'],
    output: made,
  }),
  put('BOX_UPDATE_TASK', '/tasks/{task_id}', {
    name: 'Update task',
    description: 'Change a task.',
    path: { task_id: taskId },
    body: task,
    output: made,
  }),
  remove('BOX_REMOVE_TASK', '/tasks/{task_id}', {
    name: 'Delete task',
    description: 'Delete a task.',
    path: { task_id: taskId },
  }),
  post('BOX_CREATE_WEB_LINK', '/web_links', {
    name: 'Create web link',
    description: 'Keep an address as an entry of a folder.',
    body: { ...link, parent: parent('Folder to keep it in.') },
    required: ['url', 'parent'],
    output: made,
  }),
  get('BOX_GET_WEB_LINK', '/web_links/{web_link_id}', {
    name: 'Get web link',
    description: 'Read a web link.',
    path: { web_link_id: webLinkId },
    output: answer({ id: words, url: words, name: words, parent: anything }),
  }),
  remove('BOX_REMOVE_WEB_LINK', '/web_links/{web_link_id}', {
    name: 'Delete web link',
    description: 'Move a web link to the trash.',
    path: { web_link_id: webLinkId },
  }),
  get('BOX_LIST_ALL_WEBHOOKS', '/webhooks', {
    name: 'List webhooks',
    description: 'List the webhooks of this app.',
    query: markerPaging,
    output: entries,
  }),
  post('BOX_CREATE_WEBHOOK', '/webhooks', {
    name: 'Create webhook',
    description: 'Be told of what happens to a file or folder.',
    body: {
      target: record({ id: id('Id.'), type: oneOf(['file', 'folder'], 'Kind.') }, 'What to watch.', [
        'id',
        'type',
      ]),
      address: id('Address to tell, with https.', { pattern: '^https://' }),
      triggers: texts('What to tell of, such as FILE.UPLOADED.', { minItems: 1 }),
    },
    required: ['target', 'address', 'triggers'],
    output: made,
  }),
] satisfies ToolkitInput['tools']
