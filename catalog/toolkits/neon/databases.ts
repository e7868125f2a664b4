/** Databases and roles of a branch. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { answer, id, text, textFields } from '../schemas.ts'
import { database_name, many, onBranch, one, role_name } from './inputs.ts'

const databases = '/projects/{project_id}/branches/{branch_id}/databases'
const roles = '/projects/{project_id}/branches/{branch_id}/roles'
const onDatabase = { ...onBranch, database_name }
const onRole = { ...onBranch, role_name }

export const databaseTools = [
  get('NEON_FETCH_DATABASE_FOR_BRANCH', databases, {
    name: 'List databases',
    description: 'List the databases of a branch with their owners.',
    important: true,
    path: onBranch,
    output: many('databases', 'name', 'owner_name'),
  }),
  get('NEON_RETRIEVE_BRANCH_DATABASE_DETAILS', `${databases}/{database_name}`, {
    name: 'Get database',
    description: 'Read facts about a database.',
    path: onDatabase,
    output: one('database'),
  }),
  post('NEON_CREATE_BRANCH_DATABASE', databases, {
    name: 'Create database',
    description: 'Create a database on a branch.',
    path: onBranch,
    body: { name: id('Name of the database.'), owner_name: id('Role that owns it.') },
    required: ['name', 'owner_name'],
    under: 'database',
    output: one('database'),
  }),
  patch('NEON_PATCH_BRANCH_DATABASE_INFORMATION', `${databases}/{database_name}`, {
    name: 'Update database',
    description: 'Rename a database or give it another owner.',
    path: onDatabase,
    body: { name: text('New name.'), owner_name: text('Role that owns it.') },
    under: 'database',
    output: one('database'),
  }),
  remove('NEON_DELETE_DATABASE_FROM_BRANCH', `${databases}/{database_name}`, {
    name: 'Delete database',
    description: 'Delete a database with its data.',
    path: onDatabase,
    output: one('database'),
  }),
  get('NEON_GET_BRANCH_ROLES_FOR_PROJECT', roles, {
    name: 'List roles',
    description: 'List the roles of a branch.',
    path: onBranch,
    output: many('roles', 'name'),
  }),
  get('NEON_GET_PROJECT_BRANCH_ROLE', `${roles}/{role_name}`, {
    name: 'Get role',
    description: 'Read facts about a role.',
    path: onRole,
    output: one('role'),
  }),
  post('NEON_ADD_ROLE_TO_BRANCH', roles, {
    name: 'Create role',
    description: 'Create a role on a branch. Its password is in the answer.',
    path: onBranch,
    body: { name: id('Name of the role.') },
    required: ['name'],
    under: 'role',
    output: one('role'),
  }),
  remove('NEON_DELETE_PROJECT_BRANCH_ROLE', `${roles}/{role_name}`, {
    name: 'Delete role',
    description: 'Delete a role.',
    path: onRole,
    output: one('role'),
  }),
  get('NEON_REVEAL_ROLE_PASSWORD_IN_BRANCH', `${roles}/{role_name}/reveal_password`, {
    name: 'Get password of role',
    description: 'Read the password of a role.',
    path: onRole,
    output: answer(textFields('password')),
  }),
  post('NEON_RESET_ROLE_PASSWORD_FOR_BRANCH', `${roles}/{role_name}/reset_password`, {
    name: 'Reset password of role',
    description: 'Give a role a new password, which is in the answer; the old one ends.',
    tags: ['openWorldHint', 'destructiveHint'],
    path: onRole,
    output: one('role'),
  }),
] satisfies ToolkitInput['tools']
