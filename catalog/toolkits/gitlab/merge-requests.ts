/** Merge requests. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put } from '../calls.ts'
import { flag, id, integers, oneOf, text } from '../schemas.ts'
import { many, mergeRequestIid, paging, projectId, reads, writes } from './inputs.ts'

const base = '/projects/{id}/merge_requests/{merge_request_iid}'
const one = { id: projectId, merge_request_iid: mergeRequestIid }

const content = {
  description: text('Text, in Markdown.'),
  assignee_ids: integers('Ids of the people in charge.'),
  reviewer_ids: integers('Ids of the reviewers.'),
  labels: text('Labels, separated by commas.'),
  remove_source_branch: flag('Delete the source branch after the merge.'),
  squash: flag('Make one commit of all.'),
}

export const mergeRequestTools = [
  get('GITLAB_GET_PROJECT_MERGE_REQUESTS', '/projects/{id}/merge_requests', {
    name: 'List merge requests',
    description: 'List or search the merge requests of a project, newest first.',
    important: true,
    scopes: reads,
    path: { id: projectId },
    query: {
      state: oneOf(['opened', 'closed', 'locked', 'merged', 'all'], 'Only those in this state.'),
      search: text('Only those with these words in the title or the text.'),
      source_branch: text('Only those from this branch.'),
      target_branch: text('Only those into this branch.'),
      author_username: text('Only those by this person, by user name.'),
      reviewer_username: text('Only those that this person reviews, by user name.'),
      labels: text('Only those with all of these labels, separated by commas.'),
      updated_after: text('Only those changed after this time, ISO 8601.'),
      order_by: oneOf(['created_at', 'updated_at', 'merged_at', 'title'], 'What to order by.'),
      sort: oneOf(['asc', 'desc'], 'Direction of the order.'),
      ...paging,
    },
    ...many('id', 'iid', 'title', 'state', 'source_branch', 'target_branch', 'web_url'),
  }),
  get('GITLAB_GET_MERGE_REQUEST', base, {
    name: 'Get merge request',
    description: 'Read one merge request: text, branches, people, and whether it can be merged.',
    important: true,
    scopes: reads,
    path: one,
  }),
  post('GITLAB_CREATE_MERGE_REQUEST', '/projects/{id}/merge_requests', {
    name: 'Create merge request',
    description: 'Ask to merge a branch into another one.',
    important: true,
    scopes: writes,
    path: { id: projectId },
    body: {
      source_branch: id('Branch with the changes.'),
      target_branch: id('Branch to merge into, such as main.'),
      title: id('Title; Draft: in front says that it is not ready.'),
      ...content,
    },
    required: ['source_branch', 'target_branch', 'title'],
  }),
  put('GITLAB_UPDATE_MERGE_REQUEST', base, {
    name: 'Update merge request',
    description: 'Change the given fields of a merge request; state_event closes or reopens it.',
    scopes: writes,
    path: one,
    body: {
      title: text('New title.'),
      target_branch: text('Other branch to merge into.'),
      ...content,
      state_event: oneOf(['close', 'reopen'], 'Close it, or open it again.'),
    },
  }),
  put('GITLAB_MERGE_MERGE_REQUEST', `${base}/merge`, {
    name: 'Merge merge request',
    description: 'Merge the changes into the target branch, now or when the pipeline has passed.',
    tags: ['openWorldHint', 'destructiveHint'],
    scopes: writes,
    path: one,
    body: {
      merge_commit_message: text('Message of the merge commit.'),
      squash: flag('Make one commit of all.'),
      should_remove_source_branch: flag('Delete the source branch.'),
      auto_merge: flag('Wait until the pipeline has passed.'),
      sha: text('Only if the source branch ends in this commit.'),
    },
  }),
  get('GITLAB_GET_PROJECT_MERGE_REQUEST_COMMITS', `${base}/commits`, {
    name: 'List commits of merge request',
    description: 'List the commits of a merge request.',
    scopes: reads,
    path: one,
    query: paging,
    ...many('id', 'title', 'author_name', 'created_at'),
  }),
  get('GITLAB_GET_PROJECTS_ID_MERGE_REQUESTS_IID_DIFFS', `${base}/diffs`, {
    name: 'Get changes of merge request',
    description: 'Read what a merge request changes, file by file.',
    important: true,
    scopes: reads,
    path: one,
    query: paging,
    ...many('old_path', 'new_path', 'diff'),
  }),
  get('GITLAB_GET_MERGE_REQUEST_NOTES', `${base}/notes`, {
    name: 'List comments of merge request',
    description: 'List the comments on a merge request and the changes to it.',
    scopes: reads,
    path: one,
    query: { sort: oneOf(['asc', 'desc'], 'Oldest first (asc) or newest first.'), ...paging },
    ...many('id', 'body', 'created_at'),
  }),
  post('GITLAB_CREATE_MERGE_REQUEST_NOTE', `${base}/notes`, {
    name: 'Comment on merge request',
    description: 'Write a comment on a merge request.',
    important: true,
    scopes: writes,
    path: one,
    body: { body: id('The comment, in Markdown.') },
    required: ['body'],
  }),
  post('GITLAB_APPROVE_MERGE_REQUEST', `${base}/approve`, {
    name: 'Approve merge request',
    description: 'Approve a merge request as the connected user.',
    scopes: writes,
    path: one,
    body: { sha: text('Only if the source branch ends in this commit.') },
  }),
] satisfies ToolkitInput['tools']
