/** Services: what incidents happen to. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads, writes } from '../parameters.ts'
import { id, ids, include, inList, limit, listOf, offset, one, query } from './inputs.ts'
import { reading, writing } from './scopes.ts'

export const serviceTools = [
  {
    slug: 'PAGERDUTY_RETRIEVE_LIST_OF_SERVICES',
    name: 'List services',
    description: 'List or find services with their status.',
    tags: reads,
    important: true,
    scopes: reading('services'),
    input: {
      type: 'object',
      properties: {
        query: query('services'),
        team_ids: ids('Only services of these teams, from PAGERDUTY_RETRIEVE_TEAM_LIST.'),
        include: include('escalation_policies, teams, integrations'),
        sort_by: {
          type: 'string',
          enum: ['name', 'name:asc', 'name:desc'],
          description: 'Order of the list.',
        },
        limit,
        offset,
      },
    },
    output: listOf('services'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/services',
      parameters: [...inList('team_ids', 'include'), ...inQuery('query', 'sort_by', 'limit', 'offset')],
    },
  },
  {
    slug: 'PAGERDUTY_RETRIEVE_SERVICE_BY_ID',
    name: 'Get service',
    description: 'Read one service.',
    tags: reads,
    scopes: reading('services'),
    input: {
      type: 'object',
      properties: { id: id('service', 'PAGERDUTY_RETRIEVE_LIST_OF_SERVICES') },
      required: ['id'],
    },
    output: one('service'),
    exec: { kind: 'http', method: 'GET', path: '/services/{id}', parameters: inPath('id') },
  },
  {
    slug: 'PAGERDUTY_CREATE_NEW_SERVICE',
    name: 'Create service',
    description: 'Create a service whose incidents go to an escalation policy.',
    tags: writes,
    scopes: writing('services'),
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'Name of the service.' },
        description: { type: 'string', description: 'What it is.' },
        escalation_policy_id: id('policy', 'PAGERDUTY_FETCH_ESCALATION_POLICES_LIST'),
        acknowledgement_timeout: {
          type: 'integer',
          minimum: 0,
          description: 'Seconds after which an acknowledged incident triggers again.',
        },
        auto_resolve_timeout: {
          type: 'integer',
          minimum: 0,
          description: 'Seconds after which an open incident is resolved.',
        },
      },
      required: ['name', 'escalation_policy_id'],
    },
    output: one('service'),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/services',
      body: { service: { type: 'service', escalation_policy: { type: 'escalation_policy_reference' } } },
      parameters: [
        { name: 'name', in: 'body', wire: 'service.name' },
        { name: 'description', in: 'body', wire: 'service.description' },
        { name: 'escalation_policy_id', in: 'body', wire: 'service.escalation_policy.id' },
        { name: 'acknowledgement_timeout', in: 'body', wire: 'service.acknowledgement_timeout' },
        { name: 'auto_resolve_timeout', in: 'body', wire: 'service.auto_resolve_timeout' },
      ],
    },
  },
  {
    slug: 'PAGERDUTY_FETCH_PRIORITIES_LIST',
    name: 'List priorities',
    description: 'List the priorities that incidents can have, the highest first.',
    tags: reads,
    scopes: reading('priorities'),
    input: { type: 'object', properties: { limit, offset } },
    output: listOf('priorities'),
    exec: { kind: 'http', method: 'GET', path: '/priorities', parameters: inQuery('limit', 'offset') },
  },
] satisfies ToolkitInput['tools']
