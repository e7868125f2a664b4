/** Issues and the notes on them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { flag, id, integers, oneOf, text, whole } from '../schemas.ts'
import { issueIid, many, paging, projectId, reads, writes } from './inputs.ts'

const issue = ['id', 'iid', 'title', 'state', 'web_url', 'created_at', 'updated_at']

const content = {
  description: text('Text of the issue, in Markdown.'),
  labels: text('Labels, separated by commas.'),
  assignee_ids: integers('Ids of the people it is for, from GITLAB_GET_USERS.'),
  milestone_id: whole('Id of the milestone.'),
  due_date: text('Day it is due, YYYY-MM-DD.'),
  confidential: flag('Whether only members can see it.'),
  issue_type: oneOf(['issue', 'incident', 'test_case', 'task'], 'Kind of issue.'),
}

const filters = {
  state: oneOf(['opened', 'closed', 'all'], 'Only issues in this state.'),
  labels: text('Only issues with all of these labels, separated by commas; None or Any.'),
  milestone: text('Only issues of the milestone of this title.'),
  search: text('Only issues with these words in the title or the text.'),
  assignee_username: text('Only issues of this person, by user name.'),
  author_username: text('Only issues by this person, by user name.'),
  created_after: text('Only issues made after this time, ISO 8601.'),
  updated_after: text('Only issues changed after this time, ISO 8601.'),
  order_by: oneOf(['created_at', 'updated_at', 'priority', 'due_date'], 'What to order by.'),
  sort: oneOf(['asc', 'desc'], 'Direction of the order.'),
  ...paging,
}

export const issueTools = [
  post('GITLAB_CREATE_PROJECT_ISSUE', '/projects/{id}/issues', {
    name: 'Create issue',
    description: 'Create an issue in a project.',
    important: true,
    scopes: writes,
    path: { id: projectId },
    body: { title: id('Title of the issue.'), ...content },
    required: ['title'],
  }),
  get('GITLAB_LIST_PROJECT_ISSUES', '/projects/{id}/issues', {
    name: 'List issues of project',
    description: 'List or search the issues of a project, newest first.',
    important: true,
    scopes: reads,
    path: { id: projectId },
    query: filters,
    ...many(...issue),
  }),
  get('GITLAB_LIST_ISSUES', '/issues', {
    name: 'List issues',
    description: 'List or search issues across projects: those made by the connected user, assigned, or all.',
    scopes: reads,
    query: {
      scope: oneOf(['created_by_me', 'assigned_to_me', 'all'], 'Whose issues.', { default: 'all' }),
      ...filters,
    },
    ...many(...issue),
  }),
  get('GITLAB_GET_PROJECT_ISSUE', '/projects/{id}/issues/{issue_iid}', {
    name: 'Get issue',
    description: 'Read one issue of a project.',
    important: true,
    scopes: reads,
    path: { id: projectId, issue_iid: issueIid },
  }),
  put('GITLAB_UPDATE_PROJECT_ISSUE', '/projects/{id}/issues/{issue_iid}', {
    name: 'Update issue',
    description: 'Change the given fields of an issue; state_event closes or reopens it.',
    important: true,
    scopes: writes,
    path: { id: projectId, issue_iid: issueIid },
    body: {
      title: text('New title.'),
      ...content,
      add_labels: text('Labels to add, separated by commas.'),
      remove_labels: text('Labels to take off, separated by commas.'),
      state_event: oneOf(['close', 'reopen'], 'Close it, or open it again.'),
    },
  }),
  remove('GITLAB_DELETE_PROJECT_ISSUE', '/projects/{id}/issues/{issue_iid}', {
    name: 'Delete issue',
    description: 'Delete an issue. Only for owners; close it otherwise.',
    scopes: writes,
    path: { id: projectId, issue_iid: issueIid },
  }),
  get('GITLAB_LIST_ISSUE_NOTES', '/projects/{id}/issues/{issue_iid}/notes', {
    name: 'List comments of issue',
    description: 'List the comments on an issue and the changes to it.',
    scopes: reads,
    path: { id: projectId, issue_iid: issueIid },
    query: { sort: oneOf(['asc', 'desc'], 'Oldest first (asc) or newest first.'), ...paging },
    ...many('id', 'body', 'created_at'),
  }),
  post('GITLAB_CREATE_ISSUE_NOTE', '/projects/{id}/issues/{issue_iid}/notes', {
    name: 'Comment on issue',
    description: 'Write a comment on an issue.',
    important: true,
    scopes: writes,
    path: { id: projectId, issue_iid: issueIid },
    body: { body: id('The comment, in Markdown.'), internal: flag('Only for members.') },
    required: ['body'],
  }),
] satisfies ToolkitInput['tools']
