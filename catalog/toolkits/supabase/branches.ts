/** Branches: copies of a project's database to try changes on. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, reads, writes } from '../parameters.ts'
import { byRef, items, ref, text } from './inputs.ts'
import { all } from './scopes.ts'

const branchId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the branch, from SUPABASE_LIST_ALL_DATABASE_BRANCHES.',
}
const byId = { type: 'object', properties: { branch_id: branchId }, required: ['branch_id'] } as const

const branch = {
  id: text,
  name: text,
  project_ref: text,
  parent_project_ref: text,
  is_default: { type: 'boolean' },
  git_branch: text,
  persistent: { type: 'boolean' },
  status: text,
  created_at: text,
}

const createInput = {
  branch_name: { type: 'string', minLength: 1, description: 'Name of the branch.' },
  git_branch: { type: 'string', description: 'Git branch that it follows.' },
  persistent: { type: 'boolean', description: 'Keep it when the pull request is closed.' },
  region: { type: 'string', description: 'Region, that of the project if left out.' },
}

export const branchTools = [
  {
    slug: 'SUPABASE_LIST_ALL_DATABASE_BRANCHES',
    name: 'List branches',
    description: 'List the database branches of a project.',
    tags: reads,
    scopes: all('environment:read'),
    input: byRef,
    output: items(branch),
    exec: { kind: 'http', method: 'GET', path: '/projects/{ref}/branches', parameters: inPath('ref') },
  },
  {
    slug: 'SUPABASE_CREATE_A_DATABASE_BRANCH',
    name: 'Create branch',
    description: 'Create a database branch of a project. It costs money while it exists.',
    tags: writes,
    scopes: all('environment:write'),
    input: { type: 'object', properties: { ref, ...createInput }, required: ['ref', 'branch_name'] },
    output: { type: 'object', properties: branch },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects/{ref}/branches',
      parameters: [...inPath('ref'), ...inBody(...Object.keys(createInput))],
    },
  },
  {
    slug: 'SUPABASE_GET_DATABASE_BRANCH_CONFIG',
    name: 'Get branch',
    description: 'Read how to reach the database of a branch: host, user and password.',
    tags: reads,
    scopes: all('environment:read'),
    input: byId,
    output: {
      type: 'object',
      properties: { ref: text, status: text, db_host: text, db_port: { type: 'integer' }, db_user: text },
    },
    exec: { kind: 'http', method: 'GET', path: '/branches/{branch_id}', parameters: inPath('branch_id') },
  },
  {
    slug: 'SUPABASE_DELETE_A_DATABASE_BRANCH',
    name: 'Delete branch',
    description: 'Delete a database branch with its data.',
    tags: destroys,
    scopes: all('environment:write'),
    input: byId,
    output: { type: 'object', properties: { message: text } },
    exec: { kind: 'http', method: 'DELETE', path: '/branches/{branch_id}', parameters: inPath('branch_id') },
  },
] satisfies ToolkitInput['tools']
