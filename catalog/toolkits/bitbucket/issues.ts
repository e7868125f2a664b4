/** Issues of repositories that have an issue tracker. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { id, oneOf, text, whole } from '../schemas.ts'
import { filters, many, readsIssues, repository, writesIssues } from './inputs.ts'

const list = '/repositories/{workspace}/{repo_slug}/issues'
const base = `${list}/{issue_id}`
const one = { ...repository, issue_id: whole('Number of the issue.') }

const fields = {
  content: text('Text of the issue, in Markdown.'),
  kind: oneOf(['bug', 'enhancement', 'proposal', 'task'], 'Kind of issue.'),
  priority: oneOf(['trivial', 'minor', 'major', 'critical', 'blocker'], 'How urgent it is.'),
  assignee_uuid: text('UUID of the person it is for, in braces.'),
}
const places = { content: 'content.raw', assignee_uuid: 'assignee.uuid' }

export const issueTools = [
  get('BITBUCKET_LIST_ISSUES', list, {
    name: 'List issues',
    description: 'List or filter the issues of a repository.',
    scopes: readsIssues,
    path: repository,
    query: filters,
    ...many('title', 'state', 'kind', 'priority', 'updated_on'),
  }),
  get('BITBUCKET_GET_ISSUE', base, {
    name: 'Get issue',
    description: 'Read one issue.',
    scopes: readsIssues,
    path: one,
  }),
  post('BITBUCKET_CREATE_ISSUE', list, {
    name: 'Create issue',
    description: 'Create an issue in a repository.',
    important: true,
    scopes: writesIssues,
    path: repository,
    body: { title: id('Title of the issue.'), ...fields },
    required: ['title'],
    wire: places,
  }),
  put('BITBUCKET_UPDATE_ISSUE', base, {
    name: 'Update issue',
    description: 'Change the given fields of an issue; state closes it.',
    scopes: writesIssues,
    path: one,
    body: {
      title: text('New title.'),
      ...fields,
      state: oneOf(
        ['new', 'open', 'resolved', 'on hold', 'invalid', 'duplicate', 'wontfix', 'closed'],
        'New state.',
      ),
    },
    wire: places,
  }),
  remove('BITBUCKET_DELETE_ISSUE', base, {
    name: 'Delete issue',
    description: 'Delete an issue. Needs write access to the repository.',
    scopes: writesIssues,
    path: one,
  }),
  post('BITBUCKET_CREATE_ISSUE_COMMENT', `${base}/comments`, {
    name: 'Comment on issue',
    description: 'Write a comment on an issue.',
    scopes: writesIssues,
    path: one,
    body: { content: id('The comment, in Markdown.') },
    required: ['content'],
    wire: { content: 'content.raw' },
  }),
] satisfies ToolkitInput['tools']
