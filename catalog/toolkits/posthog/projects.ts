/** Organizations, projects and oneself. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import { anything, limit, offset, page, reading, text } from './inputs.ts'

export const projectTools = [
  {
    slug: 'POSTHOG_RETRIEVE_PAGINATED_ORGANIZATION_LIST',
    name: 'List organizations',
    description: 'List the organizations that the key can reach.',
    tags: reads,
    scopes: reading('organization'),
    input: { type: 'object', properties: { limit, offset } },
    output: page({ id: text, name: text, slug: text, created_at: text }),
    exec: { kind: 'http', method: 'GET', path: '/organizations/', parameters: inQuery('limit', 'offset') },
  },
  {
    slug: 'POSTHOG_LIST_PROJECTS_IN_ORGANIZATION_WITH_PAGINATION',
    name: 'List projects',
    description: 'List the projects of an organization with their numbers. Start here.',
    tags: reads,
    important: true,
    scopes: reading('project'),
    input: {
      type: 'object',
      properties: {
        organization_id: {
          type: 'string',
          minLength: 1,
          description:
            'Id of the organization, from POSTHOG_RETRIEVE_PAGINATED_ORGANIZATION_LIST; @current works too.',
        },
        limit,
        offset,
      },
      required: ['organization_id'],
    },
    output: page({ id: { type: 'integer' }, uuid: text, name: text, organization: text, timezone: text }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id}/projects/',
      parameters: [...inPath('organization_id'), ...inQuery('limit', 'offset')],
    },
  },
  {
    slug: 'POSTHOG_RETRIEVE_USER_PROFILE_AND_TEAM_DETAILS',
    name: 'Get user',
    description: 'Read the person whom the key belongs to, with the current organization and project.',
    tags: reads,
    scopes: reading('user'),
    input: {
      type: 'object',
      properties: {
        uuid: { type: 'string', default: '@me', description: 'Id of the user; @me is oneself.' },
      },
    },
    output: {
      type: 'object',
      properties: { uuid: text, email: text, first_name: text, organization: anything, team: anything },
    },
    exec: { kind: 'http', method: 'GET', path: '/users/{uuid}/', parameters: inPath('uuid') },
  },
] satisfies ToolkitInput['tools']
