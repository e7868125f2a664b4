/** Workspaces, repositories and snippets. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { flag, id, oneOf, text } from '../schemas.ts'
import {
  filters,
  many,
  only,
  paging,
  readsAccount,
  readsRepositories,
  repository,
  workspace,
} from './inputs.ts'

const snippet = { workspace, encoded_id: id('Id of the snippet.') }

export const repositoryTools = [
  get('BITBUCKET_GET_CURRENT_USER', '/user', {
    name: 'Get me',
    description: 'Say who is connected.',
    important: true,
    scopes: readsAccount,
  }),
  get('BITBUCKET_LIST_WORKSPACES', '/workspaces', {
    name: 'List workspaces',
    description: 'List the workspaces that the connected user can reach, with their short names.',
    important: true,
    scopes: readsAccount,
    query: { role: oneOf(['owner', 'collaborator', 'member'], 'Only those with this role.'), ...filters },
    ...many('uuid', 'slug', 'name'),
  }),
  get('BITBUCKET_LIST_WORKSPACE_MEMBERS', '/workspaces/{workspace}/members', {
    name: 'List members of workspace',
    description: 'List the members of a workspace.',
    scopes: readsAccount,
    path: { workspace },
    query: paging,
    ...many('type'),
  }),
  get('BITBUCKET_LIST_REPOSITORIES_IN_WORKSPACE', '/repositories/{workspace}', {
    name: 'List repositories',
    description: 'List or search the repositories of a workspace.',
    important: true,
    scopes: readsRepositories,
    path: { workspace },
    query: {
      role: oneOf(['owner', 'admin', 'contributor', 'member'], 'Only those with this role.'),
      ...filters,
    },
    ...many('uuid', 'full_name', 'name', 'slug', 'updated_on'),
  }),
  get('BITBUCKET_GET_REPOSITORY', '/repositories/{workspace}/{repo_slug}', {
    name: 'Get repository',
    description: 'Read one repository: name, main branch, language and size.',
    scopes: readsRepositories,
    path: repository,
  }),
  post('BITBUCKET_CREATE_REPOSITORY', '/repositories/{workspace}/{repo_slug}', {
    name: 'Create repository',
    description: 'Create a git repository in a workspace.',
    important: true,
    scopes: only('repository:admin'),
    path: { workspace, repo_slug: id('Short name of the new repository: lower case, digits, - and _.') },
    body: {
      description: text('What it is about.'),
      is_private: flag('Whether it is private.', { default: true }),
      project_key: text('Key of the project to put it in.'),
      language: text('Main programming language, in lower case.'),
      has_issues: flag('Whether it has an issue tracker.'),
    },
    wire: { project_key: 'project.key' },
    exec: { body: { scm: 'git' } },
  }),
  remove('BITBUCKET_DELETE_REPOSITORY', '/repositories/{workspace}/{repo_slug}', {
    name: 'Delete repository',
    description: 'Delete a repository for good; forks stay.',
    scopes: only('repository:delete'),
    path: repository,
  }),
  get('BITBUCKET_GET_SNIPPET', '/snippets/{workspace}/{encoded_id}', {
    name: 'Get snippet',
    description: 'Read one snippet and the files in it.',
    scopes: { all_of: [{ any_of: ['snippet', 'snippet:write'] }] },
    path: snippet,
  }),
  post('BITBUCKET_CREATE_SNIPPET_COMMENT', '/snippets/{workspace}/{encoded_id}/comments', {
    name: 'Comment on snippet',
    description: 'Write a comment on a snippet, or an answer to one.',
    scopes: { all_of: [{ any_of: ['snippet', 'snippet:write'] }] },
    path: snippet,
    body: {
      content: id('The comment, in Markdown.'),
      parent_id: { type: 'integer', description: 'Id of the comment to answer.' },
    },
    required: ['content'],
    wire: { content: 'content.raw', parent_id: 'parent.id' },
  }),
] satisfies ToolkitInput['tools']
