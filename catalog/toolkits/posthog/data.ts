/** Questions over the data, and what data there is. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads } from '../parameters.ts'
import { anything, limit, offset, page, projectId, reading, search, text } from './inputs.ts'

const refresh = {
  type: 'string',
  enum: ['blocking', 'async', 'lazy_async', 'force_blocking', 'force_async', 'force_cache'],
  description: 'Whether to compute anew; blocking takes a fresh stored result or computes.',
}

const eventFilters = {
  event: { type: 'string', description: 'Only events of this name.', examples: ['$pageview'] },
  distinct_id: { type: 'string', description: 'Only events of the person with this distinct id.' },
  person_id: { type: 'string', description: 'Only events of this person.' },
  after: { type: 'string', format: 'date-time', description: 'Only events after this time.' },
  before: { type: 'string', format: 'date-time', description: 'Only events before this time.' },
  limit,
  offset,
}

export const dataTools = [
  {
    slug: 'POSTHOG_CREATE_QUERY_IN_PROJECT_BY_ID',
    name: 'Run query',
    description:
      'Ask the data of a project, with HogQL (SQL over events, persons, sessions and more) or with the query of an insight. The way to answer any question about numbers.',
    tags: reads,
    important: true,
    scopes: reading('query'),
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        query: {
          type: 'object',
          properties: {
            kind: {
              type: 'string',
              description: 'HogQLQuery, TrendsQuery, FunnelsQuery, RetentionQuery and others.',
            },
            query: { type: 'string', description: 'The SQL of a HogQLQuery.' },
          },
          required: ['kind'],
          additionalProperties: true,
          description: 'The query.',
          examples: [
            {
              kind: 'HogQLQuery',
              query:
                'select event, count() from events where timestamp > now() - interval 7 day group by event limit 20',
            },
          ],
        },
        name: { type: 'string', description: 'Name to find the query by in the query log.' },
        refresh,
      },
      required: ['project_id', 'query'],
    },
    output: {
      type: 'object',
      properties: {
        columns: { type: 'array', items: text },
        types: { type: 'array', items: {} },
        results: { type: 'array', items: {} },
        hasMore: { type: 'boolean' },
        is_cached: { type: 'boolean' },
        query_status: anything,
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects/{project_id}/query/',
      parameters: [...inPath('project_id'), ...inBody('query', 'name', 'refresh')],
    },
  },
  {
    slug: 'POSTHOG_RETRIEVE_ASYNC_QUERY_STATUS_BY_ID',
    name: 'Get query status',
    description: 'See whether a query that was run with refresh async is done, and read its result.',
    tags: reads,
    scopes: reading('query'),
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        id: {
          type: 'string',
          minLength: 1,
          description: 'query_status.id of POSTHOG_CREATE_QUERY_IN_PROJECT_BY_ID.',
        },
      },
      required: ['project_id', 'id'],
    },
    output: { type: 'object', properties: { query_status: anything } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/query/{id}/',
      parameters: inPath('project_id', 'id'),
    },
  },
  {
    slug: 'POSTHOG_LIST_AND_FILTER_PROJECT_EVENTS',
    name: 'List events',
    description: 'List single events, newest first. For counts run a query instead.',
    tags: reads,
    scopes: reading('query'),
    input: {
      type: 'object',
      properties: { project_id: projectId, ...eventFilters },
      required: ['project_id'],
    },
    output: page({ id: text, event: text, distinct_id: text, timestamp: text, properties: anything }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/events/',
      parameters: [...inPath('project_id'), ...inQuery(...Object.keys(eventFilters))],
    },
  },
  {
    slug: 'POSTHOG_RETRIEVE_EVENT_DEFINITIONS_BY_PROJECT_ID',
    name: 'List event names',
    description: 'List the names of the events that a project has seen. Look here before writing a query.',
    tags: reads,
    important: true,
    scopes: reading('event_definition'),
    input: {
      type: 'object',
      properties: { project_id: projectId, search: search('names'), limit, offset },
      required: ['project_id'],
    },
    output: page({ id: text, name: text, last_seen_at: text, created_at: text }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/event_definitions/',
      parameters: [...inPath('project_id'), ...inQuery('search', 'limit', 'offset')],
    },
  },
  {
    slug: 'POSTHOG_RETRIEVE_FILTERED_PROJECT_PROPERTY_DEFINITIONS',
    name: 'List property names',
    description: 'List the names and types of the properties that events or persons have.',
    tags: reads,
    scopes: reading('property_definition'),
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        type: {
          type: 'string',
          enum: ['event', 'person', 'group', 'session'],
          description: 'Whose properties.',
        },
        event_names: {
          type: 'string',
          description: 'Only properties seen with these events, as a JSON list.',
        },
        search: search('names'),
        limit,
        offset,
      },
      required: ['project_id'],
    },
    output: page({ id: text, name: text, property_type: text, is_numerical: { type: 'boolean' } }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/property_definitions/',
      parameters: [...inPath('project_id'), ...inQuery('type', 'event_names', 'search', 'limit', 'offset')],
    },
  },
] satisfies ToolkitInput['tools']
