/** Projects and their keys. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { anyOf, anything, cursor, items, org, project, readsOrg, readsProjects, text } from './inputs.ts'

const summary = {
  id: text,
  slug: text,
  name: text,
  platform: { type: ['string', 'null'] },
  status: text,
  dateCreated: text,
  teams: { type: 'array', items: anything },
}

const platform = {
  type: 'string',
  description: 'Language or framework.',
  examples: ['python-django', 'node'],
}

const createInput = {
  name: { type: 'string', minLength: 1, maxLength: 50, description: 'Name of the project.' },
  slug: { type: 'string', description: 'Short name in addresses; made from the name if left out.' },
  platform,
  default_rules: { type: 'boolean', description: 'Set up the usual alerts.' },
}

const changes = {
  name: { type: 'string', description: 'New name.' },
  slug: { type: 'string', description: 'New short name.' },
  platform,
  isBookmarked: { type: 'boolean', description: 'Whether you have marked it.' },
  resolveAge: {
    type: 'integer',
    minimum: 0,
    description: 'Hours after which a quiet issue is resolved; 0 is never.',
  },
}

const byProject = {
  type: 'object',
  properties: { organization_id_or_slug: org, project_id_or_slug: project },
  required: ['organization_id_or_slug', 'project_id_or_slug'],
} as const
const onProject = inPath('organization_id_or_slug', 'project_id_or_slug')
const base = '/projects/{organization_id_or_slug}/{project_id_or_slug}'

export const projectTools = [
  {
    slug: 'SENTRY_RETRIEVE_ORGANIZATION_PROJECTS',
    name: 'List projects of organization',
    description: 'List the projects of an organization with slug, number and platform.',
    tags: reads,
    important: true,
    scopes: readsOrg,
    input: {
      type: 'object',
      properties: { organization_id_or_slug: org, cursor },
      required: ['organization_id_or_slug'],
    },
    output: items(summary),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/projects/',
      parameters: [...inPath('organization_id_or_slug'), ...inQuery('cursor')],
    },
  },
  {
    slug: 'SENTRY_GET_PROJECT_LIST',
    name: 'List all projects',
    description: 'List the projects that the token can reach, of all organizations.',
    tags: reads,
    scopes: readsProjects,
    input: { type: 'object', properties: { cursor } },
    output: items({ ...summary, organization: anything }),
    exec: { kind: 'http', method: 'GET', path: '/projects/', parameters: inQuery('cursor') },
  },
  {
    slug: 'SENTRY_ACCESS_PROJECT_INFORMATION',
    name: 'Get project',
    description: 'Read one project with its settings.',
    tags: reads,
    scopes: readsProjects,
    input: byProject,
    output: { type: 'object', properties: { ...summary, options: anything, latestRelease: {} } },
    exec: { kind: 'http', method: 'GET', path: `${base}/`, parameters: onProject },
  },
  {
    slug: 'SENTRY_UPDATE_PROJECT_DETAILS',
    name: 'Update project',
    description: 'Change name, platform or settings of a project. Only what is given changes.',
    tags: replaces,
    scopes: anyOf('project:write', 'project:admin'),
    input: { ...byProject, properties: { ...byProject.properties, ...changes } },
    output: { type: 'object', properties: summary },
    exec: {
      kind: 'http',
      method: 'PUT',
      path: `${base}/`,
      parameters: [...onProject, ...inBody(...Object.keys(changes))],
    },
  },
  {
    slug: 'SENTRY_CREATE_TEAM_PROJECT_FOR_ORGANIZATION',
    name: 'Create project',
    description: 'Create a project that belongs to a team.',
    tags: writes,
    scopes: anyOf('project:write', 'project:admin'),
    input: {
      type: 'object',
      properties: {
        organization_id_or_slug: org,
        team_id_or_slug: {
          type: 'string',
          minLength: 1,
          description: 'Slug or id of the team, from SENTRY_LIST_TEAMS_IN_ORGANIZATION.',
        },
        ...createInput,
      },
      required: ['organization_id_or_slug', 'team_id_or_slug', 'name'],
    },
    output: { type: 'object', properties: summary },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/teams/{organization_id_or_slug}/{team_id_or_slug}/projects/',
      parameters: [
        ...inPath('organization_id_or_slug', 'team_id_or_slug'),
        ...inBody(...Object.keys(createInput)),
      ],
    },
  },
  {
    slug: 'SENTRY_RETRIEVE_PROJECT_KEYS_BY_ORG_AND_PROJECT',
    name: 'List client keys',
    description: 'List the client keys (DSN) that applications of a project report with.',
    tags: reads,
    scopes: readsProjects,
    input: {
      ...byProject,
      properties: {
        ...byProject.properties,
        status: { type: 'string', enum: ['active', 'inactive'], description: 'Only keys of this status.' },
        cursor,
      },
    },
    output: items({ id: text, name: text, label: text, isActive: { type: 'boolean' }, dsn: anything }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: `${base}/keys/`,
      parameters: [...onProject, ...inQuery('status', 'cursor')],
    },
  },
] satisfies ToolkitInput['tools']
