/** Organizations, their teams, people and environments. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import { anyOf, anything, cursor, items, org, readsOrg, text } from './inputs.ts'

const byOrg = {
  type: 'object',
  properties: { organization_id_or_slug: org, cursor },
  required: ['organization_id_or_slug'],
} as const
const onOrg = [...inPath('organization_id_or_slug'), ...inQuery('cursor')]

export const organizationTools = [
  {
    slug: 'SENTRY_GET_ORGANIZATION_DETAILS',
    name: 'List organizations',
    description: 'List the organizations that the token can reach. Start here to learn the slug.',
    tags: reads,
    important: true,
    scopes: readsOrg,
    input: {
      type: 'object',
      properties: { query: { type: 'string', description: 'Only those whose name or slug fits.' }, cursor },
    },
    output: items({ id: text, slug: text, name: text, dateCreated: text, links: anything }),
    exec: { kind: 'http', method: 'GET', path: '/organizations/', parameters: inQuery('query', 'cursor') },
  },
  {
    slug: 'SENTRY_GET_ORGANIZATION_BY_ID_OR_SLUG',
    name: 'Get organization',
    description: 'Read one organization with its settings.',
    tags: reads,
    scopes: readsOrg,
    input: {
      type: 'object',
      properties: { organization_id_or_slug: org },
      required: ['organization_id_or_slug'],
    },
    output: {
      type: 'object',
      properties: { id: text, slug: text, name: text, features: { type: 'array', items: text } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/',
      parameters: inPath('organization_id_or_slug'),
    },
  },
  {
    slug: 'SENTRY_LIST_TEAMS_IN_ORGANIZATION',
    name: 'List teams',
    description: 'List the teams of an organization.',
    tags: reads,
    scopes: anyOf('team:read', 'team:write', 'team:admin', 'org:read'),
    input: byOrg,
    output: items({ id: text, slug: text, name: text, memberCount: { type: 'integer' } }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/teams/',
      parameters: onOrg,
    },
  },
  {
    slug: 'SENTRY_LIST_ORGANIZATION_MEMBERS',
    name: 'List members',
    description: 'List the people of an organization, those who were only invited too.',
    tags: reads,
    scopes: anyOf('member:read', 'member:write', 'member:admin', 'org:read'),
    input: byOrg,
    output: items({
      id: text,
      email: text,
      name: text,
      role: text,
      orgRole: text,
      pending: { type: 'boolean' },
    }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/members/',
      parameters: onOrg,
    },
  },
  {
    slug: 'SENTRY_GET_ORGANIZATION_ENVIRONMENTS',
    name: 'List environments',
    description: 'List the environments that events of an organization come from.',
    tags: reads,
    scopes: readsOrg,
    input: {
      type: 'object',
      properties: {
        organization_id_or_slug: org,
        visibility: { type: 'string', enum: ['all', 'hidden', 'visible'], description: 'Which of them.' },
      },
      required: ['organization_id_or_slug'],
    },
    output: items({ id: text, name: text }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/environments/',
      parameters: [...inPath('organization_id_or_slug'), ...inQuery('visibility')],
    },
  },
] satisfies ToolkitInput['tools']
