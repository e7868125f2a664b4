/** Who is on call: schedules, overrides and escalation policies. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import {
  id,
  ids,
  include,
  inList,
  limit,
  listOf,
  moment,
  offset,
  one,
  query,
  reference,
  scheduleId,
  timeZone,
} from './inputs.ts'
import { reading, writing } from './scopes.ts'

const since = moment('Begin of the time; now if left out.')
const until = moment('End of the time; now if left out.')

const onCallLists = {
  user_ids: ids('Only these users, from PAGERDUTY_RETRIEVE_USERS_LIST.'),
  escalation_policy_ids: ids('Only these policies, from PAGERDUTY_FETCH_ESCALATION_POLICES_LIST.'),
  schedule_ids: ids('Only these schedules, from PAGERDUTY_GET_SCHEDULES.'),
  include: include('users, escalation_policies, schedules'),
}
const onCallFilters = {
  since,
  until,
  earliest: { type: 'boolean', description: 'Only the next turn of each person.' },
  time_zone: timeZone,
  limit,
  offset,
}

export const onCallTools = [
  {
    slug: 'PAGERDUTY_RETRIEVE_ONCALL_LIST',
    name: 'List on-calls',
    description: 'See who is on call, now or in a time, on which level of which policy.',
    tags: reads,
    important: true,
    scopes: reading('oncalls'),
    input: { type: 'object', properties: { ...onCallLists, ...onCallFilters } },
    output: listOf('oncalls'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/oncalls',
      parameters: [...inList(...Object.keys(onCallLists)), ...inQuery(...Object.keys(onCallFilters))],
    },
  },
  {
    slug: 'PAGERDUTY_GET_SCHEDULES',
    name: 'List schedules',
    description: 'List or find on-call schedules.',
    tags: reads,
    scopes: reading('schedules'),
    input: { type: 'object', properties: { query: query('schedules'), limit, offset } },
    output: listOf('schedules'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/schedules',
      parameters: inQuery('query', 'limit', 'offset'),
    },
  },
  {
    slug: 'PAGERDUTY_RETRIEVE_SCHEDULE_BY_ID',
    name: 'Get schedule',
    description: 'Read a schedule with its layers and, for a time, who has which turn.',
    tags: reads,
    scopes: reading('schedules'),
    input: {
      type: 'object',
      properties: { id: scheduleId, since, until, time_zone: timeZone },
      required: ['id'],
    },
    output: one('schedule'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/schedules/{id}',
      parameters: [...inPath('id'), ...inQuery('since', 'until', 'time_zone')],
    },
  },
  {
    slug: 'PAGERDUTY_RETRIEVE_USERS_BY_SCHEDULE_ID',
    name: 'List people on call in schedule',
    description: 'List the people who have a turn in a schedule within a time.',
    tags: reads,
    scopes: reading('schedules'),
    input: { type: 'object', properties: { id: scheduleId, since, until }, required: ['id'] },
    output: listOf('users'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/schedules/{id}/users',
      parameters: [...inPath('id'), ...inQuery('since', 'until')],
    },
  },
  {
    slug: 'PAGERDUTY_CREATE_SCHEDULE_OVERRIDES_CONFIGURATION',
    name: 'Create schedule overrides',
    description: 'Let someone take over turns of a schedule for a time.',
    tags: writes,
    scopes: writing('schedules'),
    input: {
      type: 'object',
      properties: {
        id: scheduleId,
        overrides: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: {
              start: moment('Begin.'),
              end: moment('End.'),
              user: reference('user_reference', 'Who takes over:'),
            },
            required: ['start', 'end', 'user'],
          },
          description: 'Who takes over when.',
        },
      },
      required: ['id', 'overrides'],
    },
    output: {
      type: 'object',
      properties: { items: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/schedules/{id}/overrides',
      parameters: [...inPath('id'), ...inBody('overrides')],
    },
  },
  {
    slug: 'PAGERDUTY_FETCH_ESCALATION_POLICES_LIST',
    name: 'List escalation policies',
    description: 'List or find the policies that say who is told in which order.',
    tags: reads,
    scopes: reading('escalation_policies'),
    input: {
      type: 'object',
      properties: {
        query: query('policies'),
        user_ids: ids('Only policies with these users.'),
        team_ids: ids('Only policies of these teams.'),
        include: include('services, teams, targets'),
        limit,
        offset,
      },
    },
    output: listOf('escalation_policies'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/escalation_policies',
      parameters: [...inList('user_ids', 'team_ids', 'include'), ...inQuery('query', 'limit', 'offset')],
    },
  },
  {
    slug: 'PAGERDUTY_GET_ESCALATION_POLICY_BY_ID',
    name: 'Get escalation policy',
    description: 'Read one escalation policy with its rules.',
    tags: reads,
    scopes: reading('escalation_policies'),
    input: {
      type: 'object',
      properties: { id: id('policy', 'PAGERDUTY_FETCH_ESCALATION_POLICES_LIST') },
      required: ['id'],
    },
    output: one('escalation_policy'),
    exec: { kind: 'http', method: 'GET', path: '/escalation_policies/{id}', parameters: inPath('id') },
  },
] satisfies ToolkitInput['tools']
