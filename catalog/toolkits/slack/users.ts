/** The people of the workspace. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inQuery, reads } from '../parameters.ts'
import { cursor, limit, listOf } from './inputs.ts'
import { all } from './scopes.ts'

const aUser = {
  type: 'object',
  properties: { ok: { type: 'boolean' }, user: { type: 'object', additionalProperties: true } },
} as const

export const userTools = [
  {
    slug: 'SLACK_LIST_ALL_SLACK_TEAM_USERS_WITH_PAGINATION',
    aliases: ['SLACK_USERS_LIST', 'SLACK_LIST_ALL_USERS'],
    name: 'List users',
    description: 'List the people of the workspace with their ids, names and profiles, page by page.',
    tags: reads,
    important: true,
    scopes: all('users:read'),
    input: {
      type: 'object',
      properties: {
        limit: limit(200),
        cursor,
        include_locale: { type: 'boolean', description: 'Return the locale of each user.' },
      },
    },
    output: listOf('members'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users.list',
      parameters: inQuery('limit', 'cursor', 'include_locale'),
    },
  },
  {
    slug: 'SLACK_RETRIEVE_DETAILED_USER_INFORMATION',
    aliases: ['SLACK_USERS_INFO'],
    name: 'Get user',
    description: 'Read one user: name, profile, time zone and roles.',
    tags: reads,
    scopes: all('users:read'),
    input: {
      type: 'object',
      properties: {
        user: { type: 'string', minLength: 1, description: 'Id of the user, such as U0123456789.' },
        include_locale: { type: 'boolean', description: 'Return the locale.' },
      },
      required: ['user'],
    },
    output: aUser,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users.info',
      parameters: inQuery('user', 'include_locale'),
    },
  },
  {
    slug: 'SLACK_FIND_USER_BY_EMAIL_ADDRESS',
    aliases: ['SLACK_USERS_LOOKUP_BY_EMAIL'],
    name: 'Find user by email',
    description: 'Find the user who has an email address.',
    tags: reads,
    important: true,
    scopes: all('users:read.email'),
    input: {
      type: 'object',
      properties: { email: { type: 'string', minLength: 3, description: 'Address of the person.' } },
      required: ['email'],
    },
    output: aUser,
    exec: { kind: 'http', method: 'GET', path: '/users.lookupByEmail', parameters: inQuery('email') },
  },
  {
    slug: 'SLACK_CHECKS_AUTHENTICATION_AND_IDENTITY',
    name: 'Check authentication',
    description: 'Say which user, bot and workspace the connected token belongs to.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        ok: { type: 'boolean' },
        url: { type: 'string' },
        team: { type: 'string' },
        user: { type: 'string' },
        team_id: { type: 'string' },
        user_id: { type: 'string' },
        bot_id: { type: 'string' },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/auth.test' },
  },
] satisfies ToolkitInput['tools']
