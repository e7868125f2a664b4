/** Event types, working hours, and the account. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { eventTypeId, eventTypes, listOf, one, paging, schedule, scheduleId, schedules } from './inputs.ts'

const eventType = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    title: { type: 'string' },
    slug: { type: 'string' },
    lengthInMinutes: { type: 'integer' },
    description: { type: 'string' },
    locations: { type: 'array', items: { type: 'object', additionalProperties: true } },
    bookingFields: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
} as const

const hours = {
  availability: {
    type: 'array',
    description: 'Weekly hours.',
    items: {
      type: 'object',
      properties: {
        days: { type: 'array', items: { type: 'string' }, description: '["Monday","Tuesday"]' },
        startTime: { type: 'string', description: '09:00' },
        endTime: { type: 'string', description: '17:00' },
      },
      required: ['days', 'startTime', 'endTime'],
    },
  },
  overrides: {
    type: 'array',
    description: 'Days with other hours.',
    items: {
      type: 'object',
      properties: {
        date: { type: 'string', description: '2026-01-31' },
        startTime: { type: 'string' },
        endTime: { type: 'string' },
      },
      required: ['date', 'startTime', 'endTime'],
    },
  },
}

const timeZone = { type: 'string', minLength: 1, description: 'IANA time zone, such as Europe/Berlin.' }

export const accountTools = [
  {
    slug: 'CAL_LIST_EVENT_TYPES',
    name: 'List event types',
    description:
      'List the kinds of meetings that can be booked, of the connected user or of the one named by username.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        username: { type: 'string', description: 'Name of the user.' },
        eventSlug: { type: 'string', description: 'Only the event type with this slug; needs username.' },
        orgSlug: { type: 'string', description: 'Slug of the organization of the user.' },
      },
    },
    output: listOf(eventType),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/event-types',
      headers: eventTypes,
      parameters: inQuery('username', 'eventSlug', 'orgSlug'),
    },
  },
  {
    slug: 'CAL_RETRIEVE_EVENT_TYPE_BY_ID',
    name: 'Get event type',
    description: 'Read one event type: lengths, places and the questions that a booking has to answer.',
    tags: reads,
    input: { type: 'object', properties: { eventTypeId }, required: ['eventTypeId'] },
    output: one(eventType),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/event-types/{eventTypeId}',
      headers: eventTypes,
      parameters: inPath('eventTypeId'),
    },
  },
  {
    slug: 'CAL_DELETE_EVENT_TYPE_BY_ID',
    name: 'Delete event type',
    description: 'Delete an event type; its link stops working.',
    tags: destroys,
    input: { type: 'object', properties: { eventTypeId }, required: ['eventTypeId'] },
    output: one(),
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/event-types/{eventTypeId}',
      headers: eventTypes,
      parameters: inPath('eventTypeId'),
    },
  },
  {
    slug: 'CAL_RETRIEVE_SCHEDULES_LIST',
    name: 'List schedules',
    description: 'List the schedules of working hours of the user.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: listOf(schedule),
    exec: { kind: 'http', method: 'GET', path: '/schedules', headers: schedules },
  },
  {
    slug: 'CAL_GET_DEFAULT_SCHEDULE_DETAILS',
    name: 'Get default schedule',
    description: 'Read the schedule that holds where no other is set.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: one(schedule),
    exec: { kind: 'http', method: 'GET', path: '/schedules/default', headers: schedules },
  },
  {
    slug: 'CAL_FETCH_SCHEDULE_BY_ID',
    name: 'Get schedule',
    description: 'Read one schedule of working hours.',
    tags: reads,
    input: { type: 'object', properties: { scheduleId }, required: ['scheduleId'] },
    output: one(schedule),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/schedules/{scheduleId}',
      headers: schedules,
      parameters: inPath('scheduleId'),
    },
  },
  {
    slug: 'CAL_CREATE_USER_AVAILABILITY_SCHEDULE',
    name: 'Create schedule',
    description:
      'Create a schedule of working hours; Monday to Friday, 9 to 17, unless availability says otherwise.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'Name of the schedule.' },
        timeZone,
        isDefault: { type: 'boolean', description: 'Whether it holds where no other is set.' },
        ...hours,
      },
      required: ['name', 'timeZone', 'isDefault'],
    },
    output: one(schedule),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/schedules',
      headers: schedules,
      parameters: inBody('name', 'timeZone', 'isDefault', 'availability', 'overrides'),
    },
  },
  {
    slug: 'CAL_UPDATE_SCHEDULE_BY_ID',
    name: 'Update schedule',
    description: 'Change a schedule. Hours that are given take the place of all that it had.',
    tags: replaces,
    input: {
      type: 'object',
      properties: {
        scheduleId,
        name: { type: 'string', description: 'New name.' },
        timeZone,
        isDefault: { type: 'boolean', description: 'Whether it holds where no other is set.' },
        ...hours,
      },
      required: ['scheduleId'],
    },
    output: one(schedule),
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/schedules/{scheduleId}',
      headers: schedules,
      parameters: [
        ...inPath('scheduleId'),
        ...inBody('name', 'timeZone', 'isDefault', 'availability', 'overrides'),
      ],
    },
  },
  {
    slug: 'CAL_DELETE_SCHEDULE_BY_ID',
    name: 'Delete schedule',
    description: 'Delete a schedule of working hours.',
    tags: destroys,
    input: { type: 'object', properties: { scheduleId }, required: ['scheduleId'] },
    output: one(),
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/schedules/{scheduleId}',
      headers: schedules,
      parameters: inPath('scheduleId'),
    },
  },
  {
    slug: 'CAL_RETRIEVE_MY_INFORMATION',
    name: 'Get own user',
    description: 'Read the connected user: name, address, time zone, default schedule.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: one(),
    exec: { kind: 'http', method: 'GET', path: '/me' },
  },
  {
    slug: 'CAL_RETRIEVE_CALENDAR_LIST',
    name: 'List connected calendars',
    description: 'List the calendars that are connected to the user, and the one that bookings go to.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: one(),
    exec: { kind: 'http', method: 'GET', path: '/calendars' },
  },
  {
    slug: 'CAL_RETRIEVE_WEBHOOKS_LIST',
    name: 'List webhooks',
    description: 'List the webhooks of the user.',
    tags: reads,
    input: { type: 'object', properties: paging },
    output: listOf(),
    exec: { kind: 'http', method: 'GET', path: '/webhooks', parameters: inQuery('take', 'skip') },
  },
] satisfies ToolkitInput['tools']
