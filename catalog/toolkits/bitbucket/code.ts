/** Branches, commits and files. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { id, text } from '../schemas.ts'
import { filters, many, paging, readsRepositories, repository, writesRepositories } from './inputs.ts'

const base = '/repositories/{workspace}/{repo_slug}'
const commit = id('Commit, or name of a branch or tag.')

export const codeTools = [
  get('BITBUCKET_LIST_BRANCHES', `${base}/refs/branches`, {
    name: 'List branches',
    description: 'List the branches of a repository.',
    scopes: readsRepositories,
    path: repository,
    query: filters,
    ...many('name'),
  }),
  post('BITBUCKET_CREATE_BRANCH', `${base}/refs/branches`, {
    name: 'Create branch',
    description: 'Create a branch at a commit.',
    important: true,
    scopes: writesRepositories,
    path: repository,
    body: { name: id('Name of the branch.'), target_hash: id('Commit to start at, or name of a branch.') },
    required: ['name', 'target_hash'],
    wire: { target_hash: 'target.hash' },
  }),
  remove('BITBUCKET_DELETE_BRANCH', `${base}/refs/branches/{name}`, {
    name: 'Delete branch',
    description: 'Delete a branch; not the main one.',
    scopes: writesRepositories,
    path: { ...repository, name: id('Name of the branch.') },
  }),
  get('BITBUCKET_LIST_COMMITS', `${base}/commits/{revision}`, {
    name: 'List commits',
    description: 'List the commits of a branch, newest first.',
    scopes: readsRepositories,
    path: { ...repository, revision: commit },
    query: { path: text('Only commits that touch this file or folder.'), ...paging },
    ...many('hash', 'message', 'date'),
  }),
  get('BITBUCKET_GET_FILE_FROM_REPOSITORY', `${base}/src/{commit}/{path}`, {
    name: 'Get file',
    description: 'Read a file of a repository; for a folder, what is in it.',
    important: true,
    scopes: readsRepositories,
    path: { ...repository, commit, path: id('Path of the file, such as src/app.ts.') },
    style: { path: 'segments' },
  }),
  get('BITBUCKET_LIST_FILES', `${base}/src/{commit}/`, {
    name: 'List files',
    description: 'List the files and folders at the top of a repository, or down to max_depth.',
    scopes: readsRepositories,
    path: { ...repository, commit },
    query: {
      max_depth: { type: 'integer', minimum: 1, description: 'How many levels of folders.' },
      ...filters,
    },
    ...many('path', 'type'),
  }),
] satisfies ToolkitInput['tools']
