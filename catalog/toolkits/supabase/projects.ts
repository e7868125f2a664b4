/** Projects: what there is, how it does, and its keys. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { anything, byRef, items, ref, text } from './inputs.ts'
import { all } from './scopes.ts'

const project = {
  id: text,
  ref: text,
  organization_id: text,
  name: text,
  region: text,
  status: { type: 'string', description: 'ACTIVE_HEALTHY, INACTIVE, COMING_UP, PAUSING and so on.' },
  created_at: text,
  database: anything,
}

const createInput = {
  name: { type: 'string', minLength: 1, maxLength: 256, description: 'Name of the project.' },
  organization_id: {
    type: 'string',
    minLength: 1,
    description: 'Id (slug) of the organization, from SUPABASE_LIST_ALL_ORGANIZATIONS.',
  },
  db_pass: {
    type: 'string',
    minLength: 1,
    description: 'Password of the database; keep it, it is not shown again.',
  },
  region: { type: 'string', description: 'Region to run in.', examples: ['eu-central-1', 'us-east-1'] },
  desired_instance_size: {
    type: 'string',
    description: 'Size of the machine, such as micro or small; larger ones cost more.',
  },
}

export const projectTools = [
  {
    slug: 'SUPABASE_LIST_ALL_PROJECTS',
    name: 'List projects',
    description:
      'List all projects that the account can reach, with reference, region and status. Start here.',
    tags: reads,
    important: true,
    scopes: all('projects:read'),
    input: { type: 'object', properties: {} },
    output: items(project),
    exec: { kind: 'http', method: 'GET', path: '/projects' },
  },
  {
    slug: 'SUPABASE_GET_PROJECT',
    name: 'Get project',
    description: 'Read one project with its status and database host.',
    tags: reads,
    scopes: all('projects:read'),
    input: byRef,
    output: { type: 'object', properties: project },
    exec: { kind: 'http', method: 'GET', path: '/projects/{ref}', parameters: inPath('ref') },
  },
  {
    slug: 'SUPABASE_CREATE_A_PROJECT',
    name: 'Create project',
    description: 'Create a project. It takes minutes until it answers, and it may cost money.',
    tags: writes,
    scopes: all('projects:write'),
    input: { type: 'object', properties: createInput, required: ['name', 'organization_id', 'db_pass'] },
    output: { type: 'object', properties: project },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects',
      parameters: inBody(...Object.keys(createInput)),
    },
  },
  {
    slug: 'SUPABASE_DELETES_THE_GIVEN_PROJECT',
    name: 'Delete project',
    description: 'Delete a project with its database, files and functions for good.',
    tags: destroys,
    scopes: all('projects:write'),
    input: byRef,
    output: { type: 'object', properties: { id: { type: 'integer' }, ref: text, name: text } },
    exec: { kind: 'http', method: 'DELETE', path: '/projects/{ref}', parameters: inPath('ref') },
  },
  {
    slug: 'SUPABASE_PAUSE_PROJECT',
    name: 'Pause project',
    description: 'Put a project to sleep. It answers nothing until SUPABASE_RESTORE_PROJECT wakes it.',
    tags: replaces,
    scopes: all('projects:write'),
    input: byRef,
    exec: { kind: 'http', method: 'POST', path: '/projects/{ref}/pause', parameters: inPath('ref') },
  },
  {
    slug: 'SUPABASE_RESTORE_PROJECT',
    name: 'Restore project',
    description: 'Wake a paused project.',
    tags: replaces,
    scopes: all('projects:write'),
    input: byRef,
    exec: { kind: 'http', method: 'POST', path: '/projects/{ref}/restore', parameters: inPath('ref') },
  },
  {
    slug: 'SUPABASE_GETS_PROJECT_S_SERVICE_HEALTH_STATUS',
    name: 'Get service health',
    description: 'See whether the services of a project are healthy.',
    tags: reads,
    scopes: all('projects:read'),
    input: {
      type: 'object',
      properties: {
        ref,
        services: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'string',
            enum: ['auth', 'db', 'db_postgres_user', 'pooler', 'realtime', 'rest', 'storage'],
          },
          description: 'Services to ask about.',
        },
        timeout_ms: {
          type: 'integer',
          minimum: 0,
          maximum: 10_000,
          description: 'How long to wait for them.',
        },
      },
      required: ['ref', 'services'],
    },
    output: items({ name: text, healthy: { type: 'boolean' }, status: text, error: text }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{ref}/health',
      parameters: [...inPath('ref'), ...inQuery('services', 'timeout_ms')],
    },
  },
  {
    slug: 'SUPABASE_GET_PROJECT_API_KEYS',
    name: 'Get API keys',
    description: 'List the API keys of a project. Secret keys are whole only when reveal is true.',
    tags: reads,
    important: true,
    scopes: all('secrets:read'),
    input: {
      type: 'object',
      properties: { ref, reveal: { type: 'boolean', description: 'Show secret keys in full.' } },
      required: ['ref'],
    },
    output: items({ id: text, name: text, type: text, prefix: text, api_key: text, description: text }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{ref}/api-keys',
      parameters: [...inPath('ref'), ...inQuery('reveal')],
    },
  },
  {
    slug: 'SUPABASE_GET_PROJECT_LOGS',
    name: 'Get logs',
    description:
      'Read the logs of a project, with a query in the SQL of the log explorer. At most 24 hours at a time.',
    tags: reads,
    scopes: all('analytics:read'),
    input: {
      type: 'object',
      properties: {
        ref,
        sql: {
          type: 'string',
          description: 'Query over edge_logs, postgres_logs, function_logs, auth_logs and so on.',
          examples: ['select timestamp, event_message from postgres_logs limit 50'],
        },
        iso_timestamp_start: { type: 'string', format: 'date-time', description: 'From when on.' },
        iso_timestamp_end: { type: 'string', format: 'date-time', description: 'Up to when.' },
      },
      required: ['ref'],
    },
    output: { type: 'object', properties: { result: { type: 'array', items: anything }, error: {} } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{ref}/analytics/endpoints/logs.all',
      parameters: [...inPath('ref'), ...inQuery('sql', 'iso_timestamp_start', 'iso_timestamp_end')],
    },
  },
  {
    slug: 'SUPABASE_GETS_PROJECT_S_AUTH_CONFIG',
    name: 'Get auth settings',
    description: 'Read how people sign in to a project: providers, mail templates, limits.',
    tags: reads,
    scopes: all('auth:read'),
    input: byRef,
    output: {
      type: 'object',
      properties: { site_url: text, uri_allow_list: text, disable_signup: { type: 'boolean' } },
    },
    exec: { kind: 'http', method: 'GET', path: '/projects/{ref}/config/auth', parameters: inPath('ref') },
  },
  {
    slug: 'SUPABASE_LISTS_ALL_BUCKETS',
    name: 'List buckets',
    description: 'List the storage buckets of a project.',
    tags: reads,
    scopes: all('storage:read'),
    input: byRef,
    output: items({ id: text, name: text, owner: text, public: { type: 'boolean' }, created_at: text }),
    exec: { kind: 'http', method: 'GET', path: '/projects/{ref}/storage/buckets', parameters: inPath('ref') },
  },
] satisfies ToolkitInput['tools']
