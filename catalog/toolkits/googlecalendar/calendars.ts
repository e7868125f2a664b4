/** The calendars themselves. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { patch, put, remove } from '../calls.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { calendar, calendarId, pageToken } from './inputs.ts'
import {
  canReadCalendars,
  canReadList,
  canReadRules,
  canReadSettings,
  canWriteCalendars,
  canWriteRules,
} from './scopes.ts'

const texts = {
  summary: { type: 'string', description: 'Name of the calendar.' },
  description: { type: 'string', description: 'Text about the calendar.' },
  location: { type: 'string', description: 'Where its events take place.' },
  timezone: { type: 'string', description: 'IANA time zone.' },
}

const ownCalendar = {
  type: 'string',
  minLength: 1,
  description: 'Id of the calendar, from GOOGLECALENDAR_LIST_CALENDARS.',
}

const timezoneOnWire = { name: 'timezone', in: 'body', wire: 'timeZone' } as const

export const calendarTools = [
  {
    slug: 'GOOGLECALENDAR_LIST_CALENDARS',
    name: 'List calendars',
    description: "List the calendars on the user's list with their ids, names, time zones and access roles.",
    tags: reads,
    important: true,
    scopes: canReadList,
    input: {
      type: 'object',
      properties: {
        max_results: {
          type: 'integer',
          minimum: 1,
          maximum: 250,
          default: 100,
          description: 'How many to return.',
        },
        min_access_role: {
          type: 'string',
          enum: ['freeBusyReader', 'reader', 'writer', 'owner'],
          description: 'Only calendars on which the user has at least this role.',
        },
        show_deleted: { type: 'boolean', description: 'Return deleted entries too.' },
        show_hidden: { type: 'boolean', description: 'Return hidden entries too.' },
        page_token: pageToken,
      },
    },
    output: {
      type: 'object',
      properties: { items: { type: 'array', items: calendar }, nextPageToken: { type: 'string' } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users/me/calendarList',
      parameters: [
        { name: 'max_results', in: 'query', wire: 'maxResults' },
        { name: 'min_access_role', in: 'query', wire: 'minAccessRole' },
        { name: 'show_deleted', in: 'query', wire: 'showDeleted' },
        { name: 'show_hidden', in: 'query', wire: 'showHidden' },
        { name: 'page_token', in: 'query', wire: 'pageToken' },
      ],
    },
  },
  {
    slug: 'GOOGLECALENDAR_GET_CALENDAR',
    name: 'Get calendar',
    description: 'Read the name, text and time zone of a calendar.',
    tags: reads,
    scopes: canReadCalendars,
    input: { type: 'object', properties: { calendar_id: calendarId } },
    output: calendar,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/calendars/{calendar_id}',
      parameters: inPath('calendar_id'),
    },
  },
  {
    slug: 'GOOGLECALENDAR_DUPLICATE_CALENDAR',
    name: 'Create calendar',
    description: 'Create a new, empty calendar with the given name.',
    tags: writes,
    scopes: canWriteCalendars,
    input: { type: 'object', properties: { summary: texts.summary }, required: ['summary'] },
    output: calendar,
    exec: { kind: 'http', method: 'POST', path: '/calendars', parameters: inBody('summary') },
  },
  {
    slug: 'GOOGLECALENDAR_PATCH_CALENDAR',
    name: 'Patch calendar',
    description: 'Change name, text, place or time zone of a calendar.',
    tags: replaces,
    scopes: canWriteCalendars,
    input: { type: 'object', properties: { calendar_id: calendarId, ...texts }, required: ['calendar_id'] },
    output: calendar,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/calendars/{calendar_id}',
      parameters: [...inPath('calendar_id'), ...inBody('summary', 'description', 'location'), timezoneOnWire],
    },
  },
  put('GOOGLECALENDAR_CALENDARS_UPDATE', '/calendars/{calendarId}', {
    name: 'Update calendar',
    description:
      'Replace what is said of a calendar: what is not given is cleared. To change single fields, patch the calendar.',
    scopes: canWriteCalendars,
    path: { calendarId: ownCalendar },
    body: {
      summary: texts.summary,
      description: texts.description,
      location: texts.location,
      timeZone: texts.timezone,
    },
    required: ['summary'],
    output: calendar,
  }),
  remove('GOOGLECALENDAR_CALENDARS_DELETE', '/calendars/{calendar_id}', {
    name: 'Delete calendar',
    description:
      'Delete a calendar with all of its events, for good and for everybody. The primary one cannot be deleted.',
    scopes: canWriteCalendars,
    path: { calendar_id: ownCalendar },
  }),
  {
    slug: 'GOOGLECALENDAR_LIST_ACL_RULES',
    name: 'List sharing rules',
    description: 'List who a calendar is shared with, and in which role.',
    tags: reads,
    scopes: canReadRules,
    input: {
      type: 'object',
      properties: {
        calendar_id: calendarId,
        max_results: { type: 'integer', minimum: 1, maximum: 250, description: 'How many to return.' },
        page_token: pageToken,
      },
    },
    output: {
      type: 'object',
      properties: { items: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/calendars/{calendar_id}/acl',
      parameters: [
        ...inPath('calendar_id'),
        { name: 'max_results', in: 'query', wire: 'maxResults' },
        { name: 'page_token', in: 'query', wire: 'pageToken' },
      ],
    },
  },
  patch('GOOGLECALENDAR_UPDATE_ACL_RULE', '/calendars/{calendar_id}/acl/{rule_id}', {
    name: 'Update sharing rule',
    description:
      'Change what somebody whom a calendar is shared with may do; role none takes the access away.',
    scopes: canWriteRules,
    path: {
      calendar_id: calendarId,
      rule_id: {
        type: 'string',
        minLength: 1,
        description: 'Id of the rule, from GOOGLECALENDAR_LIST_ACL_RULES: user:ann@example.com.',
      },
    },
    query: {
      send_notifications: { type: 'boolean', default: true, description: 'Tell them of it by email.' },
    },
    body: {
      role: {
        type: 'string',
        enum: ['none', 'freeBusyReader', 'reader', 'writer', 'owner'],
        description: 'What they may do from now on.',
      },
    },
    wire: { send_notifications: 'sendNotifications' },
    required: ['role'],
    output: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        role: { type: 'string' },
        scope: { type: 'object', additionalProperties: true, description: 'Who: type and value.' },
      },
    },
  }),
  {
    slug: 'GOOGLECALENDAR_SETTINGS_LIST',
    name: 'List settings',
    description: "List the user's calendar settings, such as time zone, locale and first day of the week.",
    tags: reads,
    scopes: canReadSettings,
    input: {
      type: 'object',
      properties: {
        maxResults: { type: 'integer', minimum: 1, maximum: 250, description: 'How many to return.' },
        pageToken,
      },
    },
    output: {
      type: 'object',
      properties: { items: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users/me/settings',
      parameters: inQuery('maxResults', 'pageToken'),
    },
  },
  {
    slug: 'GOOGLECALENDAR_CLEAR_CALENDAR',
    name: 'Clear calendar',
    description: 'Delete all events of the primary calendar. It cannot be taken back.',
    tags: destroys,
    scopes: canWriteCalendars,
    input: {
      type: 'object',
      properties: { calendar_id: { ...calendarId, description: 'The primary calendar: "primary".' } },
      required: ['calendar_id'],
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/calendars/{calendar_id}/clear',
      parameters: inPath('calendar_id'),
    },
  },
] satisfies ToolkitInput['tools']
