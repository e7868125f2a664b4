/** Event types, free times and booking links. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { eventType, listOf, one, organizationUri, paging, time, userUri, uuid } from './inputs.ts'
import { canMakeLinks, canReadAvailability, canReadEventTypes, canWriteEventTypes } from './scopes.ts'

const eventTypeUri = {
  type: 'string',
  minLength: 1,
  description: 'URI of the event type, from CALENDLY_LIST_USER_S_EVENT_TYPES.',
}

const aUser = { ...userUri, minLength: 1 }

export const schedulingTools = [
  {
    slug: 'CALENDLY_LIST_USER_S_EVENT_TYPES',
    name: 'List event types',
    description:
      'List the kinds of meetings that can be booked, with their links. Give user or organization.',
    tags: reads,
    important: true,
    scopes: canReadEventTypes,
    input: {
      type: 'object',
      properties: {
        user: userUri,
        organization: organizationUri,
        active: { type: 'boolean', description: 'Only those that can, or cannot, be booked now.' },
        sort: { type: 'string', description: 'Order: name:asc, name:desc, position:asc …' },
        ...paging,
      },
    },
    output: listOf(eventType),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/event_types',
      parameters: inQuery('user', 'organization', 'active', 'sort', 'count', 'page_token'),
    },
  },
  {
    slug: 'CALENDLY_GET_EVENT_TYPE',
    name: 'Get event type',
    description: 'Read one event type: length, link, questions, color.',
    tags: reads,
    scopes: canReadEventTypes,
    input: {
      type: 'object',
      properties: { uuid: uuid('event type', 'CALENDLY_LIST_USER_S_EVENT_TYPES') },
      required: ['uuid'],
    },
    output: one(eventType),
    exec: { kind: 'http', method: 'GET', path: '/event_types/{uuid}', parameters: inPath('uuid') },
  },
  {
    slug: 'CALENDLY_LIST_EVENT_TYPE_AVAILABLE_TIMES',
    name: 'List available times',
    description:
      'List the free times of an event type, for at most 7 days in the future, with a link for each.',
    tags: reads,
    important: true,
    scopes: canReadEventTypes,
    input: {
      type: 'object',
      properties: {
        event_type: eventTypeUri,
        start_time: time('Start; not in the past.'),
        end_time: time('End, at most 7 days after the start.'),
      },
      required: ['event_type', 'start_time', 'end_time'],
    },
    output: listOf(),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/event_type_available_times',
      parameters: inQuery('event_type', 'start_time', 'end_time'),
    },
  },
  {
    slug: 'CALENDLY_CREATE_SCHEDULING_LINK',
    aliases: ['CALENDLY_CREATE_SINGLE_USE_SCHEDULING_LINK'],
    name: 'Create scheduling link',
    description: 'Make a link that can be used for one booking of an event type.',
    tags: writes,
    important: true,
    scopes: canMakeLinks,
    input: {
      type: 'object',
      properties: {
        owner: eventTypeUri,
        owner_type: {
          type: 'string',
          enum: ['EventType'],
          default: 'EventType',
          description: 'What owner is.',
        },
        max_event_count: {
          type: 'integer',
          minimum: 1,
          maximum: 1,
          default: 1,
          description: 'How many bookings it is good for; Calendly allows 1.',
        },
      },
      required: ['owner'],
    },
    output: one({
      type: 'object',
      properties: {
        booking_url: { type: 'string' },
        owner: { type: 'string' },
        owner_type: { type: 'string' },
      },
    }),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/scheduling_links',
      body: { owner_type: 'EventType', max_event_count: 1 },
      parameters: inBody('owner', 'owner_type', 'max_event_count'),
    },
  },
  {
    slug: 'CALENDLY_CREATE_ONE_OFF_EVENT_TYPE',
    name: 'Create one-off meeting',
    description:
      'Make a meeting that can be booked once, outside of the usual event types, and get its link.',
    tags: writes,
    scopes: canWriteEventTypes,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 55, description: 'Name of the meeting.' },
        host: { ...aUser, description: 'URI of the host, from CALENDLY_GET_CURRENT_USER.' },
        co_hosts: { type: 'array', items: { type: 'string' }, description: 'URIs of further hosts.' },
        duration: { type: 'integer', minimum: 1, maximum: 720, description: 'Minutes.' },
        timezone: { type: 'string', description: 'IANA time zone of the date range.' },
        date_setting: {
          type: 'object',
          description: 'When it can be booked.',
          properties: {
            type: { type: 'string', enum: ['date_range'] },
            start_date: { type: 'string', description: '2026-01-31' },
            end_date: { type: 'string', description: '2026-02-07' },
          },
          required: ['type', 'start_date', 'end_date'],
        },
        location: {
          type: 'object',
          additionalProperties: true,
          description:
            'Place: {"kind":"physical","location":"Office"}, {"kind":"ask_invitee"}, {"kind":"custom","location":"…"}, {"kind":"zoom_conference"} …',
        },
      },
      required: ['name', 'host', 'duration', 'date_setting'],
    },
    output: one(eventType),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/one_off_event_types',
      parameters: inBody('name', 'host', 'co_hosts', 'duration', 'timezone', 'date_setting', 'location'),
    },
  },
  {
    slug: 'CALENDLY_LIST_USER_AVAILABILITY_SCHEDULES',
    name: 'List availability schedules',
    description: 'List the weekly hours in which a user can be booked.',
    tags: reads,
    scopes: canReadAvailability,
    input: { type: 'object', properties: { user: aUser }, required: ['user'] },
    output: listOf(),
    exec: { kind: 'http', method: 'GET', path: '/user_availability_schedules', parameters: inQuery('user') },
  },
  {
    slug: 'CALENDLY_LIST_USER_BUSY_TIMES',
    name: 'List busy times',
    description:
      'List when a user is busy, by Calendly events and connected calendars, for at most 7 days in the future.',
    tags: reads,
    scopes: canReadAvailability,
    input: {
      type: 'object',
      properties: {
        user: aUser,
        start_time: time('Start; not in the past.'),
        end_time: time('End, at most 7 days after the start.'),
      },
      required: ['user', 'start_time', 'end_time'],
    },
    output: listOf(),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/user_busy_times',
      parameters: inQuery('user', 'start_time', 'end_time'),
    },
  },
] satisfies ToolkitInput['tools']
