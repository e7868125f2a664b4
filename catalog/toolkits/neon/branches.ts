/** Branches: copies of a database that share what they have in common. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { answer, id, several, text, textFields } from '../schemas.ts'
import { many, onBranch, one, paging, project_id } from './inputs.ts'

export const branchTools = [
  get('NEON_GET_PROJECT_BRANCHES', '/projects/{project_id}/branches', {
    aliases: ['NEON_GET_BRANCHES_FOR_PROJECT'],
    name: 'List branches',
    description: 'List the branches of a project with their ids.',
    important: true,
    path: { project_id },
    query: { search: text('Only branches with this in the name or id.'), ...paging },
    output: many('branches', 'id', 'name', 'parent_id', 'current_state'),
  }),
  get('NEON_GET_BRANCH', '/projects/{project_id}/branches/{branch_id}', {
    name: 'Get branch',
    description: 'Read one branch: parent, state, size.',
    path: onBranch,
    output: one('branch'),
  }),
  post('NEON_CREATE_NEW_PROJECT_BRANCH', '/projects/{project_id}/branches', {
    name: 'Create branch',
    description:
      'Create a branch of a project, now or as of an earlier time. With endpoints it can be connected to.',
    important: true,
    path: { project_id },
    body: {
      name: text('Name of the branch.'),
      parent_id: text('Id of the branch to start from; the default one when left out.'),
      parent_timestamp: text('State of this time, RFC 3339.'),
      endpoints: several(
        {
          type: 'object',
          properties: { type: { type: 'string', enum: ['read_write', 'read_only'] } },
          required: ['type'],
        },
        'Computes for it, such as {"type": "read_write"}.',
      ),
    },
    wire: { name: 'branch.name', parent_id: 'branch.parent_id', parent_timestamp: 'branch.parent_timestamp' },
    output: one('branch'),
  }),
  patch('NEON_MODIFY_BRANCH_DETAILS_IN_PROJECT', '/projects/{project_id}/branches/{branch_id}', {
    name: 'Update branch',
    description: 'Rename a branch, protect it, or say when it ends.',
    path: onBranch,
    body: {
      name: text('New name.'),
      protected: { type: 'boolean', description: 'Whether it is protected.' },
      expires_at: text('When it is deleted, RFC 3339.'),
    },
    under: 'branch',
    output: one('branch'),
  }),
  remove('NEON_DELETE_PROJECT_BRANCH_BY_ID', '/projects/{project_id}/branches/{branch_id}', {
    name: 'Delete branch',
    description: 'Delete a branch with its data and computes.',
    path: onBranch,
    output: one('branch'),
  }),
  post('NEON_RESTORE_PROJECT_BRANCH', '/projects/{project_id}/branches/{branch_id}/restore', {
    name: 'Restore branch',
    description: 'Set a branch back to an earlier state, or to that of another branch.',
    tags: ['openWorldHint', 'destructiveHint'],
    path: onBranch,
    body: {
      source_branch_id: id('Id of the branch whose state to take; the same for its own past.'),
      source_timestamp: text('State of this time, RFC 3339.'),
      source_lsn: text('State at this place in the log.'),
      preserve_under_name: text('Name to keep the present state under; needed for its own past.'),
    },
    required: ['source_branch_id'],
    output: one('branch'),
  }),
  post('NEON_SET_BRANCH_AS_DEFAULT', '/projects/{project_id}/branches/{branch_id}/set_as_default', {
    name: 'Make branch default',
    description: 'Make a branch the default one of its project.',
    tags: ['openWorldHint', 'idempotentHint'],
    path: onBranch,
    output: one('branch'),
  }),
  get('NEON_GET_SCHEMA_FOR_PROJECT_BRANCH', '/projects/{project_id}/branches/{branch_id}/schema', {
    name: 'Get schema',
    description: 'Read the tables of a database as SQL.',
    important: true,
    path: onBranch,
    query: { db_name: id('Name of the database.'), timestamp: text('As of this time, RFC 3339.') },
    required: ['db_name'],
    output: answer(textFields('sql')),
  }),
  get('NEON_RETRIEVE_BRANCH_ENDPOINTS', '/projects/{project_id}/branches/{branch_id}/endpoints', {
    name: 'List computes of branch',
    description: 'List the computes of a branch.',
    path: onBranch,
    output: many('endpoints', 'id', 'host', 'type', 'current_state'),
  }),
] satisfies ToolkitInput['tools']
