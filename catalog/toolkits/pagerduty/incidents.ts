/** Incidents. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  from,
  fromHeader,
  ids,
  incidentId,
  incidents,
  include,
  inList,
  limit,
  moment,
  offset,
  oneIncident,
  reference,
  timeZone,
} from './inputs.ts'
import { reading, writing } from './scopes.ts'

const urgency = { type: 'string', enum: ['high', 'low'], description: 'How urgent it is.' }
const priority = reference('priority_reference', 'Priority, with an id from PAGERDUTY_FETCH_PRIORITIES_LIST:')
const assignments = {
  type: 'array',
  items: {
    type: 'object',
    properties: { assignee: reference('user_reference', 'Who:') },
    required: ['assignee'],
  },
  description: 'Who works on it; not together with escalation_policy.',
}
const escalationPolicy = reference('escalation_policy_reference', 'Who is told, in place of assignments:')

const filterLists = {
  statuses: {
    type: 'array',
    items: { type: 'string', enum: ['triggered', 'acknowledged', 'resolved'] },
    description: 'Only these statuses.',
  },
  urgencies: { type: 'array', items: urgency, description: 'Only these urgencies.' },
  service_ids: ids('Only these services, from PAGERDUTY_RETRIEVE_LIST_OF_SERVICES.'),
  team_ids: ids('Only these teams, from PAGERDUTY_RETRIEVE_TEAM_LIST.'),
  user_ids: ids('Only incidents assigned to these users now; not together with statuses resolved.'),
  include: include(
    'users, services, teams, escalation_policies, assignees, acknowledgers, first_trigger_log_entries',
  ),
}

const filters = {
  since: moment('Only incidents created after this; at most six months before until.'),
  until: moment('Only incidents created before this.'),
  date_range: { type: 'string', enum: ['all'], description: 'all ignores since and until.' },
  incident_key: { type: 'string', description: 'Only the incident with this key.' },
  sort_by: {
    type: 'string',
    description: 'incident_number, created_at, resolved_at or urgency, with :asc or :desc.',
    examples: ['created_at:desc'],
  },
  time_zone: timeZone,
  limit,
  offset,
}

const changes = {
  status: { type: 'string', enum: ['acknowledged', 'resolved'], description: 'New status.' },
  resolution: { type: 'string', description: 'How it was solved; with status resolved.' },
  title: { type: 'string', description: 'New title.' },
  urgency,
  priority,
  assignments,
  escalation_policy: escalationPolicy,
  escalation_level: { type: 'integer', minimum: 1, description: 'Level of the policy to escalate to.' },
}

const inIncident = (...names: string[]) =>
  names.map((name) => ({ name, in: 'body' as const, wire: `incident.${name}` }))

export const incidentTools = [
  {
    slug: 'PAGERDUTY_FETCH_INCIDENT_LIST',
    name: 'List incidents',
    description: 'List incidents by status, service, team, person and time.',
    tags: reads,
    important: true,
    scopes: reading('incidents'),
    input: { type: 'object', properties: { ...filterLists, ...filters } },
    output: incidents,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/incidents',
      parameters: [...inList(...Object.keys(filterLists)), ...inQuery(...Object.keys(filters))],
    },
  },
  {
    slug: 'PAGERDUTY_RETRIEVE_INCIDENT_BY_INCIDENT_ID',
    name: 'Get incident',
    description: 'Read one incident.',
    tags: reads,
    important: true,
    scopes: reading('incidents'),
    input: {
      type: 'object',
      properties: { id: { ...incidentId, description: 'Id or number of the incident.' } },
      required: ['id'],
    },
    output: oneIncident,
    exec: { kind: 'http', method: 'GET', path: '/incidents/{id}', parameters: inPath('id') },
  },
  {
    slug: 'PAGERDUTY_CREATE_INCIDENT_RECORD',
    name: 'Create incident',
    description: 'Raise an incident on a service. Whoever is on call is woken up.',
    tags: writes,
    important: true,
    scopes: writing('incidents'),
    input: {
      type: 'object',
      properties: {
        title: { type: 'string', minLength: 1, description: 'What is wrong, in a line.' },
        service_id: {
          type: 'string',
          minLength: 1,
          description: 'Id of the service, from PAGERDUTY_RETRIEVE_LIST_OF_SERVICES.',
        },
        body: {
          type: 'object',
          properties: { type: { type: 'string', enum: ['incident_body'] }, details: { type: 'string' } },
          required: ['type', 'details'],
          description: 'More about it: {"type": "incident_body", "details": "…"}.',
        },
        urgency,
        priority,
        incident_key: {
          type: 'string',
          description: 'Key of your own; the same key cannot open a second one.',
        },
        assignments,
        escalation_policy: escalationPolicy,
        from,
      },
      required: ['title', 'service_id'],
    },
    output: oneIncident,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/incidents',
      body: { incident: { type: 'incident', service: { type: 'service_reference' } } },
      parameters: [
        ...inIncident(
          'title',
          'body',
          'urgency',
          'priority',
          'incident_key',
          'assignments',
          'escalation_policy',
        ),
        { name: 'service_id', in: 'body', wire: 'incident.service.id' },
        fromHeader,
      ],
    },
  },
  {
    slug: 'PAGERDUTY_UPDATE_INCIDENT_BY_ID',
    name: 'Update incident',
    description:
      'Acknowledge, resolve, reassign, escalate or rename an incident. Only what is given changes.',
    tags: replaces,
    important: true,
    scopes: writing('incidents'),
    input: { type: 'object', properties: { id: incidentId, ...changes, from }, required: ['id'] },
    output: oneIncident,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/incidents/{id}',
      body: { incident: { type: 'incident' } },
      parameters: [...inPath('id'), ...inIncident(...Object.keys(changes)), fromHeader],
    },
  },
  {
    slug: 'PAGERDUTY_SNOOZE_INCIDENT_BY_DURATION',
    name: 'Snooze incident',
    description: 'Put an acknowledged incident off; it triggers again when the time is over.',
    tags: writes,
    scopes: writing('incidents'),
    input: {
      type: 'object',
      properties: {
        id: incidentId,
        duration: { type: 'integer', minimum: 1, maximum: 604_800, description: 'For how many seconds.' },
        from,
      },
      required: ['id', 'duration'],
    },
    output: oneIncident,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/incidents/{id}/snooze',
      parameters: [...inPath('id'), ...inBody('duration'), fromHeader],
    },
  },
  {
    slug: 'PAGERDUTY_MERGE_SOURCE_INCIDENTS_INTO_TARGET_INCIDENT',
    name: 'Merge incidents',
    description: 'Move the alerts of other incidents into one, and resolve the others. It cannot be undone.',
    tags: ['openWorldHint', 'destructiveHint'],
    scopes: writing('incidents'),
    input: {
      type: 'object',
      properties: {
        id: { ...incidentId, description: 'Id of the incident that stays.' },
        source_incidents: {
          type: 'array',
          minItems: 1,
          items: reference('incident_reference', 'An incident:'),
          description: 'Incidents to merge into it.',
        },
        from,
      },
      required: ['id', 'source_incidents'],
    },
    output: oneIncident,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/incidents/{id}/merge',
      parameters: [...inPath('id'), ...inBody('source_incidents'), fromHeader],
    },
  },
] satisfies ToolkitInput['tools']
