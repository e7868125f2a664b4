/** Pull requests. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put } from '../calls.ts'
import { flag, id, oneOf, several, text, whole } from '../schemas.ts'
import { filters, many, paging, readsPullRequests, repository, writesPullRequests } from './inputs.ts'

const list = '/repositories/{workspace}/{repo_slug}/pullrequests'
const base = `${list}/{pull_request_id}`
const one = { ...repository, pull_request_id: whole('Number of the pull request.') }

const content = {
  description: text('Text, in Markdown.'),
  reviewers: several(
    { type: 'object', properties: { uuid: { type: 'string' } }, required: ['uuid'] },
    'Reviewers by UUID, from BITBUCKET_LIST_WORKSPACE_MEMBERS; they replace those before.',
  ),
}

export const pullRequestTools = [
  get('BITBUCKET_LIST_PULL_REQUESTS', list, {
    name: 'List pull requests',
    description: 'List the pull requests of a repository, open ones unless told otherwise.',
    important: true,
    scopes: readsPullRequests,
    path: repository,
    query: {
      state: oneOf(['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'], 'Only those in this state.'),
      ...filters,
    },
    ...many('title', 'state', 'created_on', 'updated_on'),
  }),
  get('BITBUCKET_GET_PULL_REQUEST', base, {
    name: 'Get pull request',
    description: 'Read one pull request: text, branches, people and state.',
    important: true,
    scopes: readsPullRequests,
    path: one,
  }),
  post('BITBUCKET_CREATE_PULL_REQUEST', list, {
    name: 'Create pull request',
    description: 'Ask to merge a branch into another one.',
    important: true,
    scopes: writesPullRequests,
    path: repository,
    body: {
      title: id('Title.'),
      source_branch: id('Branch with the changes.'),
      destination_branch: text('Branch to merge into; the main branch when left out.'),
      ...content,
      close_source_branch: flag('Delete the source branch after the merge.'),
      draft: flag('Whether it is not ready.'),
    },
    required: ['title', 'source_branch'],
    wire: { source_branch: 'source.branch.name', destination_branch: 'destination.branch.name' },
  }),
  put('BITBUCKET_UPDATE_PULL_REQUEST', base, {
    name: 'Update pull request',
    description: 'Change the title, text or reviewers of an open pull request.',
    scopes: writesPullRequests,
    path: one,
    body: { title: id('Title; give the old one to keep it.'), ...content },
    required: ['title'],
  }),
  post('BITBUCKET_MERGE_PULL_REQUEST', `${base}/merge`, {
    name: 'Merge pull request',
    description: 'Merge a pull request.',
    tags: ['openWorldHint', 'destructiveHint'],
    scopes: writesPullRequests,
    path: one,
    body: {
      message: text('Message of the merge commit.'),
      merge_strategy: oneOf(['merge_commit', 'squash', 'fast_forward'], 'How to merge.'),
      close_source_branch: flag('Delete the source branch.'),
    },
  }),
  post('BITBUCKET_DECLINE_PULL_REQUEST', `${base}/decline`, {
    name: 'Decline pull request',
    description: 'Close a pull request without a merge. It cannot be opened again.',
    tags: ['openWorldHint', 'destructiveHint'],
    scopes: writesPullRequests,
    path: one,
  }),
  post('BITBUCKET_APPROVE_PULL_REQUEST', `${base}/approve`, {
    name: 'Approve pull request',
    description: 'Approve a pull request as the connected user.',
    scopes: writesPullRequests,
    path: one,
  }),
  get('BITBUCKET_LIST_PULL_REQUEST_COMMENTS', `${base}/comments`, {
    name: 'List comments of pull request',
    description: 'List the comments on a pull request.',
    scopes: readsPullRequests,
    path: one,
    query: paging,
    ...many('created_on', 'updated_on'),
  }),
  post('BITBUCKET_CREATE_PULL_REQUEST_COMMENT', `${base}/comments`, {
    name: 'Comment on pull request',
    description: 'Write a comment on a pull request, or beside a line of a file.',
    scopes: writesPullRequests,
    path: one,
    body: {
      content: id('The comment, in Markdown.'),
      file_path: text('File that it is about.'),
      line: whole('Line in the new file; needs file_path.'),
      parent_id: whole('Id of the comment to answer.'),
    },
    required: ['content'],
    wire: { content: 'content.raw', file_path: 'inline.path', line: 'inline.to', parent_id: 'parent.id' },
  }),
  get('BITBUCKET_GET_PULL_REQUEST_DIFFSTAT', `${base}/diffstat`, {
    name: 'List changed files of pull request',
    description: 'List the files that a pull request changes, with counts of lines.',
    scopes: readsPullRequests,
    path: one,
    query: paging,
    ...many('status'),
  }),
] satisfies ToolkitInput['tools']
