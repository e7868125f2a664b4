/** Comments on tasks and lists. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, flag, id, listOf, text, whole } from '../schemas.ts'
import { customIds, listId, millis, taskId } from './inputs.ts'

const comments = answer({ comments: listOf() })
const commentId = id('Id of the comment, from CLICKUP_GET_TASK_COMMENTS.')

const older = {
  start: millis('Time of the oldest comment of the previous answer'),
  start_id: text('Id of the oldest comment of the previous answer; both give the next 25.'),
}

const content = {
  comment_text: id('The comment.'),
  assignee: whole('Id of the person to give it to.'),
  notify_all: flag('Tell everybody, the writer included.'),
}

export const commentTools = [
  post('CLICKUP_CREATE_TASK_COMMENT', '/task/{task_id}/comment', {
    name: 'Comment on task',
    description: 'Write a comment on a task as the connected user.',
    important: true,
    path: { task_id: taskId },
    query: customIds,
    body: content,
    required: ['comment_text'],
  }),
  get('CLICKUP_GET_TASK_COMMENTS', '/task/{task_id}/comment', {
    name: 'List comments of task',
    description: 'List the comments on a task, newest first, 25 at a time.',
    important: true,
    path: { task_id: taskId },
    query: { ...customIds, ...older },
    output: comments,
  }),
  post('CLICKUP_CREATE_LIST_COMMENT', '/list/{list_id}/comment', {
    name: 'Comment on list',
    description: 'Write a comment on a list.',
    path: { list_id: listId },
    body: content,
    required: ['comment_text'],
  }),
  get('CLICKUP_GET_LIST_COMMENTS', '/list/{list_id}/comment', {
    name: 'List comments of list',
    description: 'List the comments on a list, newest first, 25 at a time.',
    path: { list_id: listId },
    query: older,
    output: comments,
  }),
  put('CLICKUP_UPDATE_COMMENT', '/comment/{comment_id}', {
    name: 'Update comment',
    description: 'Replace the text of a comment, give it to someone, or mark it as settled.',
    path: { comment_id: commentId },
    body: {
      comment_text: content.comment_text,
      assignee: content.assignee,
      resolved: flag('Whether it is settled.'),
    },
    required: ['comment_text'],
  }),
  remove('CLICKUP_DELETE_COMMENT', '/comment/{comment_id}', {
    name: 'Delete comment',
    description: 'Delete a comment.',
    path: { comment_id: commentId },
  }),
] satisfies ToolkitInput['tools']
