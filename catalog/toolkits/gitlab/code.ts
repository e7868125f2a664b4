/** Branches, commits and files. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { flag, id, oneOf, text } from '../schemas.ts'
import { many, paging, projectId, reads, writes } from './inputs.ts'

const repository = '/projects/{id}/repository'
const branch = id('Name of the branch.')
const sha = id('Commit, or name of a branch or tag.')
const file = `${repository}/files/{file_path}`
const filePath = id('Path of the file in the repository, such as src/app.ts.')

const change = {
  branch: id('Branch to commit to.'),
  content: text('Content of the file.'),
  commit_message: id('Message of the commit.'),
  encoding: oneOf(['text', 'base64'], 'How content is written; text when left out.'),
  start_branch: text('Branch to start the other one from, when it is new.'),
}

export const codeTools = [
  get('GITLAB_GET_REPOSITORY_BRANCHES', `${repository}/branches`, {
    name: 'List branches',
    description: 'List the branches of a repository, by name.',
    scopes: reads,
    path: { id: projectId },
    query: { search: text('Only branches with this in the name; ^fix starts with fix.'), ...paging },
    ...many('name', 'web_url'),
  }),
  get('GITLAB_GET_REPOSITORY_BRANCH', `${repository}/branches/{branch_name}`, {
    name: 'Get branch',
    description: 'Read one branch with its last commit.',
    scopes: reads,
    path: { id: projectId, branch_name: branch },
  }),
  post('GITLAB_CREATE_REPOSITORY_BRANCH', `${repository}/branches`, {
    name: 'Create branch',
    description: 'Create a branch from a commit or another branch.',
    important: true,
    scopes: writes,
    path: { id: projectId },
    body: { branch: id('Name of the new branch.'), ref: sha },
    required: ['branch', 'ref'],
  }),
  remove('GITLAB_DELETE_REPOSITORY_BRANCH', `${repository}/branches/{branch_name}`, {
    name: 'Delete branch',
    description: 'Delete a branch.',
    scopes: writes,
    path: { id: projectId, branch_name: branch },
  }),
  get('GITLAB_LIST_REPOSITORY_COMMITS', `${repository}/commits`, {
    name: 'List commits',
    description: 'List the commits of a branch, newest first.',
    important: true,
    scopes: reads,
    path: { id: projectId },
    query: {
      ref_name: text('Branch, tag or range; the default branch when left out.'),
      since: text('Only commits after this time, ISO 8601.'),
      until: text('Only commits before this time, ISO 8601.'),
      path: text('Only commits that touch this file or folder.'),
      author: text('Only commits by this person.'),
      with_stats: flag('Return how many lines were changed.'),
      ...paging,
    },
    ...many('id', 'short_id', 'title', 'author_name', 'created_at'),
  }),
  get('GITLAB_GET_SINGLE_COMMIT', `${repository}/commits/{sha}`, {
    name: 'Get commit',
    description: 'Read one commit: message, author and counts of changed lines.',
    scopes: reads,
    path: { id: projectId, sha },
    query: { stats: flag('Return counts of changed lines.') },
  }),
  get('GITLAB_GET_COMMIT_DIFF', `${repository}/commits/{sha}/diff`, {
    name: 'Get changes of commit',
    description: 'Read what a commit changes, file by file.',
    scopes: reads,
    path: { id: projectId, sha },
    query: paging,
    ...many('old_path', 'new_path', 'diff'),
  }),
  get('GITLAB_GET_COMMIT_REFS', `${repository}/commits/{sha}/refs`, {
    name: 'List branches and tags of commit',
    description: 'List the branches and tags that hold a commit.',
    scopes: reads,
    path: { id: projectId, sha },
    query: { type: oneOf(['branch', 'tag', 'all'], 'Which of them.'), ...paging },
    ...many('type', 'name'),
  }),
  get('GITLAB_GET_COMMIT_SEQUENCE', `${repository}/commits/{sha}/sequence`, {
    name: 'Get sequence of commit',
    description: 'Say the how-manieth commit it is, counted along its parents.',
    scopes: reads,
    path: { id: projectId, sha },
    query: { first_parent: flag('Follow first parents only.') },
  }),
  get('GITLAB_LIST_REPOSITORY_TREE', `${repository}/tree`, {
    name: 'List files',
    description: 'List the files and folders of a repository.',
    important: true,
    scopes: reads,
    path: { id: projectId },
    query: {
      path: text('Folder to look into; the top one when left out.'),
      ref: text('Branch, tag or commit; the default branch when left out.'),
      recursive: flag('Include what is in folders below.'),
      ...paging,
    },
    ...many('id', 'name', 'type', 'path'),
  }),
  get('GITLAB_GET_FILE', file, {
    name: 'Get file',
    description: 'Read a file of a repository; content is in base64.',
    important: true,
    scopes: reads,
    path: { id: projectId, file_path: filePath },
    query: { ref: { ...sha, default: 'HEAD' } },
  }),
  post('GITLAB_CREATE_FILE', file, {
    name: 'Create file',
    description: 'Commit a new file.',
    scopes: writes,
    path: { id: projectId, file_path: filePath },
    body: change,
    required: ['branch', 'content', 'commit_message'],
  }),
  put('GITLAB_UPDATE_FILE', file, {
    name: 'Update file',
    description: 'Commit another content of a file.',
    scopes: writes,
    path: { id: projectId, file_path: filePath },
    body: { ...change, last_commit_id: text('Only if this was the last commit of the file.') },
    required: ['branch', 'content', 'commit_message'],
  }),
] satisfies ToolkitInput['tools']
