/** Issues: groups of like errors. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces } from '../parameters.ts'
import {
  anything,
  cursor,
  environments,
  event,
  eventId,
  issue,
  issueId,
  items,
  org,
  project,
  projectIds,
  readsEvents,
  statsPeriod,
  text,
  writesEvents,
  anyOf,
} from './inputs.ts'

const query = {
  type: 'string',
  description: 'Search as in Sentry, is:unresolved if left out; an empty text finds all.',
  examples: ['is:unresolved level:error assigned:me'],
}

const changes = {
  status: {
    type: 'string',
    enum: ['resolved', 'resolvedInNextRelease', 'unresolved', 'ignored'],
    description: 'New status; ignored archives the issue.',
  },
  statusDetails: {
    type: 'object',
    additionalProperties: true,
    description:
      'When it ends: {"inRelease": "…"}, {"inNextRelease": true}, {"ignoreDuration": 60} and others.',
  },
  substatus: { type: 'string', description: 'Finer status, such as archived_until_escalating or ongoing.' },
  assignedTo: {
    type: 'string',
    description: 'Who it is for: a user name, user:ID or team:ID; empty for nobody.',
  },
  hasSeen: { type: 'boolean', description: 'Whether you have seen it.' },
  isBookmarked: { type: 'boolean', description: 'Whether you have marked it.' },
  isSubscribed: { type: 'boolean', description: 'Whether you are told of changes.' },
  isPublic: { type: 'boolean', description: 'Whether anyone with the link may see it.' },
}

const byIssue = {
  type: 'object',
  properties: { organization_id_or_slug: org, issue_id: issueId },
  required: ['organization_id_or_slug', 'issue_id'],
} as const

const onIssue = inPath('organization_id_or_slug', 'issue_id')
const base = '/organizations/{organization_id_or_slug}/issues/{issue_id}'

export const issueTools = [
  {
    slug: 'SENTRY_LIST_AN_ORGANIZATIONS_ISSUES',
    aliases: ['SENTRY_LIST_ORGANIZATION_ISSUES'],
    name: 'List issues of organization',
    description: 'Search the issues of an organization across its projects.',
    tags: reads,
    important: true,
    scopes: readsEvents,
    input: {
      type: 'object',
      properties: {
        organization_id_or_slug: org,
        query,
        project: projectIds,
        environment: environments,
        statsPeriod,
        sort: {
          type: 'string',
          enum: ['date', 'new', 'freq', 'user', 'trends', 'inbox'],
          description: 'What comes first: date is last seen, new is first seen.',
        },
        limit: { type: 'integer', minimum: 1, maximum: 100, description: 'How many at most.' },
        cursor,
      },
      required: ['organization_id_or_slug'],
    },
    output: items(issue),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/issues/',
      parameters: [
        ...inPath('organization_id_or_slug'),
        ...inQuery('query', 'project', 'environment', 'statsPeriod', 'sort', 'limit', 'cursor'),
      ],
    },
  },
  {
    slug: 'SENTRY_RETRIEVE_PROJECT_ISSUES_LIST',
    name: 'List issues of project',
    description: 'Search the issues of one project, the last seen first.',
    tags: reads,
    important: true,
    scopes: readsEvents,
    input: {
      type: 'object',
      properties: {
        organization_id_or_slug: org,
        project_id_or_slug: project,
        query,
        statsPeriod: { type: 'string', enum: ['', '24h', '14d'], description: 'Time that the counts cover.' },
        shortIdLookup: { type: 'boolean', description: 'Let query be a short id such as SHOP-1.' },
        cursor,
      },
      required: ['organization_id_or_slug', 'project_id_or_slug'],
    },
    output: items(issue),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{organization_id_or_slug}/{project_id_or_slug}/issues/',
      parameters: [
        ...inPath('organization_id_or_slug', 'project_id_or_slug'),
        ...inQuery('query', 'statsPeriod', 'shortIdLookup', 'cursor'),
      ],
    },
  },
  {
    slug: 'SENTRY_GET_ORGANIZATION_ISSUE_DETAILS',
    name: 'Get issue',
    description: 'Read one issue: status, counts, first and last time, who it is for.',
    tags: reads,
    important: true,
    scopes: readsEvents,
    input: byIssue,
    output: { type: 'object', properties: { ...issue, activity: { type: 'array', items: anything } } },
    exec: { kind: 'http', method: 'GET', path: `${base}/`, parameters: onIssue },
  },
  {
    slug: 'SENTRY_UPDATE_ISSUE_ATTRIBUTES_IN_ORGANIZATION',
    name: 'Update issue',
    description: 'Resolve, archive, reopen or assign an issue. Only what is given changes.',
    tags: replaces,
    important: true,
    scopes: writesEvents,
    input: { ...byIssue, properties: { ...byIssue.properties, ...changes } },
    output: { type: 'object', properties: issue },
    exec: {
      kind: 'http',
      method: 'PUT',
      path: `${base}/`,
      parameters: [...onIssue, ...inBody(...Object.keys(changes))],
    },
  },
  {
    slug: 'SENTRY_DELETE_ORGANIZATION_ISSUE',
    name: 'Delete issue',
    description: 'Delete an issue with its events.',
    tags: destroys,
    scopes: anyOf('event:admin'),
    input: byIssue,
    exec: { kind: 'http', method: 'DELETE', path: `${base}/`, parameters: onIssue },
  },
  {
    slug: 'SENTRY_RETRIEVE_ISSUE_EVENTS_BY_ID',
    name: 'List events of issue',
    description: 'List the single errors that make up an issue, newest first.',
    tags: reads,
    scopes: readsEvents,
    input: {
      ...byIssue,
      properties: {
        ...byIssue.properties,
        full: { type: 'boolean', description: 'Return events with their stack traces.' },
        environment: environments,
        query: { type: 'string', description: 'Search among the events.' },
        statsPeriod,
        cursor,
      },
    },
    output: items(event),
    exec: {
      kind: 'http',
      method: 'GET',
      path: `${base}/events/`,
      parameters: [...onIssue, ...inQuery('full', 'environment', 'query', 'statsPeriod', 'cursor')],
    },
  },
  {
    slug: 'SENTRY_FETCH_ISSUE_EVENT_BY_ID',
    name: 'Get event of issue',
    description: 'Read one error of an issue with its stack trace. latest is usually what is wanted.',
    tags: reads,
    important: true,
    scopes: readsEvents,
    input: {
      type: 'object',
      properties: {
        ...byIssue.properties,
        event_id: eventId(', or latest, oldest or recommended'),
        environment: environments,
      },
      required: [...byIssue.required, 'event_id'],
    },
    output: { type: 'object', properties: event },
    exec: {
      kind: 'http',
      method: 'GET',
      path: `${base}/events/{event_id}/`,
      parameters: [...onIssue, ...inPath('event_id'), ...inQuery('environment')],
    },
  },
  {
    slug: 'SENTRY_RETRIEVE_ISSUE_TAG_DETAILS',
    name: 'Get tag of issue',
    description: 'See which values a tag, such as browser or release, has in an issue and how often.',
    tags: reads,
    scopes: readsEvents,
    input: {
      type: 'object',
      properties: {
        ...byIssue.properties,
        key: {
          type: 'string',
          minLength: 1,
          description: 'Name of the tag.',
          examples: ['browser', 'release'],
        },
        environment: environments,
      },
      required: [...byIssue.required, 'key'],
    },
    output: {
      type: 'object',
      properties: {
        key: text,
        name: text,
        totalValues: { type: 'integer' },
        topValues: { type: 'array', items: anything },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: `${base}/tags/{key}/`,
      parameters: [...onIssue, ...inPath('key'), ...inQuery('environment')],
    },
  },
  {
    slug: 'SENTRY_RETRIEVE_SHORT_ID_FOR_ORGANIZATION',
    name: 'Find issue by short id',
    description: 'Find the issue that a short id such as SHOP-1 means.',
    tags: reads,
    scopes: readsEvents,
    input: {
      type: 'object',
      properties: {
        organization_id_or_slug: org,
        issue_id: { type: 'string', minLength: 1, description: 'The short id.', examples: ['SHOP-1'] },
      },
      required: ['organization_id_or_slug', 'issue_id'],
    },
    output: {
      type: 'object',
      properties: {
        groupId: text,
        shortId: text,
        organizationSlug: text,
        projectSlug: text,
        group: anything,
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id_or_slug}/shortids/{issue_id}/',
      parameters: onIssue,
    },
  },
] satisfies ToolkitInput['tools']
