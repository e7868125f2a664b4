/** Projects, their operations and who may use them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { answer, flag, id, open, text, textFields, whole } from '../schemas.ts'
import { many, one, paging, project_id } from './inputs.ts'

const settings = {
  name: text('Name of the project.'),
  settings: open('Limits: {"quota": {"active_time_seconds": 36000}}, allowed IPs and others.'),
  default_endpoint_settings: open('Settings of computes, such as {"autoscaling_limit_max_cu": 2}.'),
  history_retention_seconds: whole('How long changes can be undone.', { minimum: 0 }),
}

export const projectTools = [
  get('NEON_RETRIEVE_PROJECTS_LIST', '/projects', {
    name: 'List projects',
    description: 'List or search the projects with their ids and regions.',
    important: true,
    query: {
      search: text('Only projects with this in the name or id.'),
      org_id: text('Only of this organization; needed with a key of a person who is in one.'),
      ...paging,
    },
    output: many('projects', 'id', 'name', 'region_id', 'created_at'),
  }),
  get('NEON_LIST_SHARED_PROJECTS', '/projects/shared', {
    name: 'List shared projects',
    description: 'List the projects that others share with the connected user.',
    query: { search: text('Only projects with this in the name or id.'), ...paging },
    output: many('projects', 'id', 'name'),
  }),
  get('NEON_ACCESS_PROJECT_DETAILS_BY_ID', '/projects/{project_id}', {
    name: 'Get project',
    description: 'Read one project: region, version of Postgres, settings and use.',
    important: true,
    path: { project_id },
    output: one('project'),
  }),
  post('NEON_CREATE_PROJECT_WITH_QUOTA_AND_SETTINGS', '/projects', {
    name: 'Create project',
    description:
      'Create a Postgres project. The answer holds its branch, database, role and connection address.',
    important: true,
    body: {
      ...settings,
      region_id: text('Region, such as aws-us-east-1, from NEON_RETRIEVE_ALL_REGIONS.'),
      pg_version: whole('Version of Postgres, such as 17.'),
      org_id: text('Id of the organization.'),
      branch: open('First branch: {"name": "main", "database_name": "app", "role_name": "app"}.'),
    },
    under: 'project',
    output: answer({
      project: { type: 'object' },
      connection_uris: { type: 'array', items: { type: 'object' } },
    }),
  }),
  patch('NEON_UPDATE_PROJECT_SETTINGS_BY_ID', '/projects/{project_id}', {
    name: 'Update project',
    description: 'Change the given settings of a project.',
    path: { project_id },
    body: settings,
    under: 'project',
    output: one('project'),
  }),
  remove('NEON_DELETE_PROJECT_BY_ID', '/projects/{project_id}', {
    name: 'Delete project',
    description: 'Delete a project with all branches and data. It cannot be taken back.',
    path: { project_id },
    output: one('project'),
  }),
  get('NEON_GET_PROJECT_CONNECTION_URI', '/projects/{project_id}/connection_uri', {
    name: 'Get connection address',
    description: 'Read the address with password by which programs connect to a database.',
    important: true,
    path: { project_id },
    query: {
      database_name: id('Name of the database.'),
      role_name: id('Name of the role.'),
      branch_id: text('Id of the branch; the default one when left out.'),
      endpoint_id: text('Id of the compute.'),
      pooled: flag('Go through the pool of connections.'),
    },
    required: ['database_name', 'role_name'],
    output: answer(textFields('uri')),
  }),
  get('NEON_RETRIEVE_PROJECT_OPERATIONS', '/projects/{project_id}/operations', {
    name: 'List operations',
    description: 'List what Neon has done and is doing to a project.',
    path: { project_id },
    query: paging,
    output: many('operations', 'id', 'action', 'status'),
  }),
  get('NEON_GET_PROJECT_OPERATION_BY_ID', '/projects/{project_id}/operations/{operation_id}', {
    name: 'Get operation',
    description: 'Say how far an operation is.',
    path: { project_id, operation_id: id('Id of the operation.') },
    output: one('operation'),
  }),
  get('NEON_RETRIEVE_PROJECT_PERMISSIONS', '/projects/{project_id}/permissions', {
    name: 'List who may use project',
    description: 'List the people a project is shared with.',
    path: { project_id },
    output: many('project_permissions', 'id', 'granted_to_email'),
  }),
  post('NEON_ADD_PROJECT_EMAIL_PERMISSION', '/projects/{project_id}/permissions', {
    name: 'Share project',
    description: 'Share a project with a person.',
    path: { project_id },
    body: { email: id('Email address of the person.') },
    required: ['email'],
  }),
  remove('NEON_DELETE_PROJECT_PERMISSION', '/projects/{project_id}/permissions/{permission_id}', {
    name: 'Stop sharing project',
    description: 'Stop sharing a project with a person.',
    path: { project_id, permission_id: id('Id, from NEON_RETRIEVE_PROJECT_PERMISSIONS.') },
  }),
  get('NEON_RETRIEVE_ALL_REGIONS', '/regions', {
    name: 'List regions',
    description: 'List the regions in which projects can be.',
    output: many('regions', 'region_id', 'name'),
  }),
  get('NEON_GET_CONSUMPTION_HISTORY_PROJECTS', '/consumption_history/projects', {
    name: 'Get use of projects',
    description: 'Read how much projects have used over time. Needs a paid plan.',
    query: {
      from: id('Start, RFC 3339.'),
      to: id('End, RFC 3339.'),
      granularity: text('hourly, daily or monthly.', { enum: ['hourly', 'daily', 'monthly'] }),
      project_ids: text('Only these projects, separated by commas.'),
      org_id: text('Id of the organization.'),
      ...paging,
    },
    required: ['from', 'to', 'granularity'],
    output: many('projects', 'project_id'),
  }),
] satisfies ToolkitInput['tools']
