/** Events: single errors and transactions, and questions over all of them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import {
  anything,
  cursor,
  environments,
  event,
  eventId,
  items,
  org,
  project,
  projectIds,
  readsOrg,
  readsProjects,
  statsPeriod,
  text,
} from './inputs.ts'

const discover = {
  field: {
    type: 'array',
    minItems: 1,
    maxItems: 20,
    items: { type: 'string' },
    description: 'Columns: fields, tags, or functions such as count() and p95(transaction.duration).',
    examples: [['title', 'count()', 'last_seen()']],
  },
  query: { type: 'string', description: 'Search as in Sentry.', examples: ['level:error release:2.1.0'] },
  project: projectIds,
  environment: environments,
  statsPeriod,
  start: { type: 'string', description: 'From when on, ISO 8601; in place of statsPeriod.' },
  end: { type: 'string', description: 'Up to when, ISO 8601.' },
  sort: {
    type: 'string',
    description: 'Column to sort by, with - in front for descending.',
    examples: ['-count()'],
  },
  dataset: { type: 'string', description: 'What to ask: errors, transactions, spans or logs.' },
  per_page: { type: 'integer', minimum: 1, maximum: 100, description: 'Rows on a page.' },
  cursor,
}

const stats = {
  field: {
    type: 'string',
    enum: ['sum(quantity)', 'sum(times_seen)'],
    description: 'sum(quantity) counts attachments in bytes, sum(times_seen) counts everything once.',
  },
  groupBy: {
    type: 'array',
    minItems: 1,
    items: { type: 'string', enum: ['outcome', 'category', 'reason', 'project'] },
    description: 'What to split the numbers by.',
  },
  statsPeriod,
  interval: { type: 'string', description: 'Length of each step, such as 1h or 1d.' },
  category: {
    type: 'string',
    description: 'Only this kind: error, transaction, attachment, replay and others.',
  },
  outcome: {
    type: 'string',
    description: 'Only this fate: accepted, filtered, rate_limited, invalid, abuse.',
  },
  project: projectIds,
}

export const eventTools = [
  {
    slug: 'SENTRY_RETRIEVE_ORGANIZATION_EVENTS',
    name: 'Query events',
    description:
      'Ask over the events of an organization, one row for each combination of columns: which errors, how many, how slow.',
    tags: reads,
    important: true,
    scopes: readsOrg,
    input: {
      type: 'object',
      properties: { organization_id_or_slug: org, ...discover },
      required: ['organization_id_or_slug', 'field'],
    },
    output: { type: 'object', properties: { data: { type: 'array', items: anything }, meta: anything } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/events/',
      parameters: [...inPath('organization_id_or_slug'), ...inQuery(...Object.keys(discover))],
    },
  },
  {
    slug: 'SENTRY_GET_PROJECT_EVENTS',
    name: 'List events of project',
    description: 'List the newest error events of a project.',
    tags: reads,
    scopes: readsProjects,
    input: {
      type: 'object',
      properties: {
        organization_id_or_slug: org,
        project_id_or_slug: project,
        full: { type: 'boolean', description: 'Return events with their stack traces.' },
        cursor,
      },
      required: ['organization_id_or_slug', 'project_id_or_slug'],
    },
    output: items(event),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{organization_id_or_slug}/{project_id_or_slug}/events/',
      parameters: [...inPath('organization_id_or_slug', 'project_id_or_slug'), ...inQuery('full', 'cursor')],
    },
  },
  {
    slug: 'SENTRY_RETRIEVE_PROJECT_EVENT_BY_ID',
    name: 'Get event of project',
    description: 'Read one event with its stack trace, tags and context.',
    tags: reads,
    scopes: readsProjects,
    input: {
      type: 'object',
      properties: { organization_id_or_slug: org, project_id_or_slug: project, event_id: eventId() },
      required: ['organization_id_or_slug', 'project_id_or_slug', 'event_id'],
    },
    output: { type: 'object', properties: event },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{organization_id_or_slug}/{project_id_or_slug}/events/{event_id}/',
      parameters: inPath('organization_id_or_slug', 'project_id_or_slug', 'event_id'),
    },
  },
  {
    slug: 'SENTRY_RETRIEVE_EVENT_ID_FOR_ORGANIZATION',
    name: 'Find event by id',
    description: 'Find the project and the issue that an event id belongs to.',
    tags: reads,
    scopes: readsOrg,
    input: {
      type: 'object',
      properties: { organization_id_or_slug: org, event_id: eventId() },
      required: ['organization_id_or_slug', 'event_id'],
    },
    output: {
      type: 'object',
      properties: {
        organizationSlug: text,
        projectSlug: text,
        groupId: text,
        eventId: text,
        event: anything,
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/eventids/{event_id}/',
      parameters: inPath('organization_id_or_slug', 'event_id'),
    },
  },
  {
    slug: 'SENTRY_RETRIEVE_ORGANIZATION_STATS_V2',
    name: 'Get event counts',
    description: 'Count the events that an organization has sent, by fate, kind or project.',
    tags: reads,
    scopes: readsOrg,
    input: {
      type: 'object',
      properties: { organization_id_or_slug: org, ...stats },
      required: ['organization_id_or_slug', 'field', 'groupBy'],
    },
    output: {
      type: 'object',
      properties: {
        start: text,
        end: text,
        intervals: { type: 'array', items: text },
        groups: { type: 'array', items: anything },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/stats_v2/',
      parameters: [...inPath('organization_id_or_slug'), ...inQuery(...Object.keys(stats))],
    },
  },
] satisfies ToolkitInput['tools']
