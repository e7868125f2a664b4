/** People and teams. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import { id, ids, include, inList, limit, listOf, offset, one, query } from './inputs.ts'
import { reading } from './scopes.ts'

const included = include('contact_methods, notification_rules, teams')

export const userTools = [
  {
    slug: 'PAGERDUTY_RETRIEVE_USERS_LIST',
    name: 'List users',
    description: 'List or find the people of the account.',
    tags: reads,
    scopes: reading('users'),
    input: {
      type: 'object',
      properties: {
        query: { type: 'string', description: 'Only people with this in name or email address.' },
        team_ids: ids('Only people of these teams.'),
        include: included,
        limit,
        offset,
      },
    },
    output: listOf('users'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users',
      parameters: [...inList('team_ids', 'include'), ...inQuery('query', 'limit', 'offset')],
    },
  },
  {
    slug: 'PAGERDUTY_RETRIEVE_USER_BY_ID',
    name: 'Get user',
    description: 'Read one person.',
    tags: reads,
    scopes: reading('users'),
    input: {
      type: 'object',
      properties: { id: id('user', 'PAGERDUTY_RETRIEVE_USERS_LIST'), include: included },
      required: ['id'],
    },
    output: one('user'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users/{id}',
      parameters: [...inPath('id'), ...inList('include')],
    },
  },
  {
    slug: 'PAGERDUTY_RETRIEVE_CURRENT_USER_INFO',
    name: 'Get current user',
    description: 'Read the person whom the connection belongs to. An account-wide API key belongs to nobody.',
    tags: reads,
    scopes: reading('users'),
    input: { type: 'object', properties: { include: included } },
    output: one('user'),
    exec: { kind: 'http', method: 'GET', path: '/users/me', parameters: inList('include') },
  },
  {
    slug: 'PAGERDUTY_RETRIEVE_TEAM_LIST',
    name: 'List teams',
    description: 'List or find teams.',
    tags: reads,
    scopes: reading('teams'),
    input: { type: 'object', properties: { query: query('teams'), limit, offset } },
    output: listOf('teams'),
    exec: { kind: 'http', method: 'GET', path: '/teams', parameters: inQuery('query', 'limit', 'offset') },
  },
] satisfies ToolkitInput['tools']
