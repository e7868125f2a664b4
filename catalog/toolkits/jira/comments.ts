/** Comments and work logs. */
import { fileInput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, id, listOf, oneOf, text, textFields } from '../schemas.ts'
import {
  commentId,
  issueIdOrKey,
  paging,
  pagingNames,
  visibility,
  visibilityNames,
  worklogId,
} from './inputs.ts'
import { readsWork, writesWork } from './scopes.ts'

const comment = {
  ...textFields('id', 'body', 'created', 'updated'),
  author: { type: 'object', additionalProperties: true },
}
const worklog = textFields('id', 'comment', 'started', 'timeSpent')
const words = id('The comment, in plain words or Jira wiki markup; [~accountid:…] mentions a person.')
const onComment = '/api/2/issue/{issue_id_or_key}/comment/{comment_id}'

export const commentTools = [
  post('JIRA_ADD_COMMENT', '/api/2/issue/{issue_id_or_key}/comment', {
    name: 'Comment on issue',
    description: 'Write a comment on an issue as the connected user.',
    important: true,
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey },
    body: { comment: words, ...visibility },
    required: ['comment'],
    wire: { comment: 'body', ...visibilityNames },
    output: answer(comment),
  }),
  get('JIRA_LIST_ISSUE_COMMENTS', '/api/2/issue/{issue_id_or_key}/comment', {
    name: 'List comments of issue',
    description: 'List the comments on an issue.',
    important: true,
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey },
    query: { ...paging, order_by: oneOf(['created', '-created'], 'Oldest first, or newest first with -.') },
    wire: { ...pagingNames, order_by: 'orderBy' },
    output: answer({ comments: listOf(comment), total: { type: 'integer' } }),
  }),
  get('JIRA_GET_COMMENT', onComment, {
    name: 'Get comment',
    description: 'Read one comment.',
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey, comment_id: commentId },
    output: answer(comment),
  }),
  put('JIRA_UPDATE_COMMENT', onComment, {
    name: 'Update comment',
    description: 'Replace the text of a comment.',
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey, comment_id: commentId },
    body: { comment: words, ...visibility },
    required: ['comment'],
    wire: { comment: 'body', ...visibilityNames },
    output: answer(comment),
  }),
  remove('JIRA_DELETE_COMMENT', onComment, {
    name: 'Delete comment',
    description: 'Delete a comment.',
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey, comment_id: commentId },
  }),
  get('JIRA_GET_ISSUE_WORKLOGS', '/api/2/issue/{issue_id_or_key}/worklog', {
    name: 'List work logs',
    description: 'List the work that people have logged on an issue.',
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey },
    query: paging,
    wire: pagingNames,
    output: answer({ worklogs: listOf(worklog), total: { type: 'integer' } }),
  }),
  get('JIRA_GET_WORKLOG', '/api/2/issue/{issue_id_or_key}/worklog/{worklog_id}', {
    name: 'Get work log',
    description: 'Read one work log.',
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey, worklog_id: worklogId },
    output: answer(worklog),
  }),
  post('JIRA_ADD_WORKLOG', '/api/2/issue/{issue_id_or_key}/worklog', {
    name: 'Log work',
    description: 'Log work on an issue as the connected user.',
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey },
    body: {
      time_spent: id('How long, such as 3h 30m or 1d.'),
      started: text('When it began, such as 2026-01-31T09:00:00.000+0000; now when left out.'),
      comment: text('What was done.'),
    },
    required: ['time_spent'],
    wire: { time_spent: 'timeSpent' },
    output: answer(worklog),
  }),
  remove('JIRA_DELETE_WORKLOG', '/api/2/issue/{issue_id_or_key}/worklog/{worklog_id}', {
    name: 'Delete work log',
    description: 'Delete a work log.',
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey, worklog_id: worklogId },
  }),
  post('JIRA_ADD_ATTACHMENT_TO_ISSUE', '/api/2/issue/{issue_id_or_key}/attachments', {
    name: 'Attach file to issue',
    description: 'Attach a file to an issue.',
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey },
    body: { file: fileInput('The file.') },
    required: ['file'],
    exec: { body_type: 'multipart', headers: { 'x-atlassian-token': 'no-check' } },
    output: answer({ items: listOf(textFields('id', 'filename', 'content')) }),
  }),
] satisfies ToolkitInput['tools']
