/** Finding events and free time. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import { calendarId, eventId, eventList, eventTypes, pageToken, time } from './inputs.ts'
import { canReadEvents, canSeeBusy } from './scopes.ts'

const size = (fallback: number) => ({
  type: 'integer',
  minimum: 1,
  maximum: 2500,
  default: fallback,
  description: 'How many events to return at most.',
})

export const findTools = [
  {
    slug: 'GOOGLECALENDAR_FIND_EVENT',
    name: 'Find events',
    description:
      'Search the events of a calendar by text and time, each occurrence of a recurring event on its own. Set timeMin to leave out the past.',
    tags: reads,
    important: true,
    scopes: canReadEvents,
    input: {
      type: 'object',
      properties: {
        calendar_id: calendarId,
        query: { type: 'string', description: 'Words in title, text, place or guests.' },
        timeMin: time('Only events that end after this time.'),
        timeMax: time('Only events that start before this time.'),
        max_results: size(10),
        single_events: {
          type: 'boolean',
          default: true,
          description: 'Return occurrences in place of their series.',
        },
        order_by: {
          type: 'string',
          enum: ['startTime', 'updated'],
          description: 'Order; startTime needs single_events.',
        },
        event_types: eventTypes,
        show_deleted: { type: 'boolean', description: 'Return cancelled events too.' },
        updated_min: time('Only events changed after this time.'),
        page_token: pageToken,
      },
    },
    output: eventList,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/calendars/{calendar_id}/events',
      parameters: [
        ...inPath('calendar_id'),
        { name: 'query', in: 'query', wire: 'q' },
        ...inQuery('timeMin', 'timeMax'),
        { name: 'max_results', in: 'query', wire: 'maxResults' },
        { name: 'single_events', in: 'query', wire: 'singleEvents' },
        { name: 'order_by', in: 'query', wire: 'orderBy' },
        { name: 'event_types', in: 'query', wire: 'eventTypes' },
        { name: 'show_deleted', in: 'query', wire: 'showDeleted' },
        { name: 'updated_min', in: 'query', wire: 'updatedMin' },
        { name: 'page_token', in: 'query', wire: 'pageToken' },
      ],
    },
  },
  {
    slug: 'GOOGLECALENDAR_EVENTS_LIST',
    name: 'List events',
    description: 'List the events of a calendar with the options of the Calendar API, page by page.',
    tags: reads,
    important: true,
    scopes: canReadEvents,
    input: {
      type: 'object',
      properties: {
        calendarId,
        q: { type: 'string', description: 'Words in title, text, place or guests.' },
        timeMin: time('Only events that end after this time.'),
        timeMax: time('Only events that start before this time.'),
        maxResults: size(250),
        singleEvents: { type: 'boolean', description: 'Return occurrences in place of their series.' },
        orderBy: {
          type: 'string',
          enum: ['startTime', 'updated'],
          description: 'Order; startTime needs singleEvents.',
        },
        showDeleted: { type: 'boolean', description: 'Return cancelled events too.' },
        timeZone: { type: 'string', description: 'IANA time zone of the answer.' },
        updatedMin: time('Only events changed after this time.'),
        iCalUID: { type: 'string', description: 'Only the event with this iCalendar id.' },
        eventTypes,
        syncToken: {
          type: 'string',
          description: 'Token of the last full list: only what has changed since.',
        },
        pageToken,
      },
    },
    output: eventList,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/calendars/{calendarId}/events',
      parameters: [
        ...inPath('calendarId'),
        ...inQuery('q', 'timeMin', 'timeMax', 'maxResults', 'singleEvents', 'orderBy', 'showDeleted'),
        ...inQuery('timeZone', 'updatedMin', 'iCalUID', 'eventTypes', 'syncToken', 'pageToken'),
      ],
    },
  },
  {
    slug: 'GOOGLECALENDAR_EVENTS_INSTANCES',
    name: 'List instances of an event',
    description: 'List the occurrences of a recurring event.',
    tags: reads,
    scopes: canReadEvents,
    input: {
      type: 'object',
      properties: {
        calendarId,
        eventId,
        timeMin: time('Only occurrences that end after this time.'),
        timeMax: time('Only occurrences that start before this time.'),
        maxResults: size(250),
        timeZone: { type: 'string', description: 'IANA time zone of the answer.' },
        showDeleted: { type: 'boolean', description: 'Return cancelled occurrences too.' },
        pageToken,
      },
      required: ['eventId'],
    },
    output: eventList,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/calendars/{calendarId}/events/{eventId}/instances',
      parameters: [
        ...inPath('calendarId', 'eventId'),
        ...inQuery('timeMin', 'timeMax', 'maxResults', 'timeZone', 'showDeleted', 'pageToken'),
      ],
    },
  },
  {
    slug: 'GOOGLECALENDAR_FIND_FREE_SLOTS',
    name: 'Find free slots',
    description: 'Find the free and busy spans of calendars between two times, for planning a meeting.',
    tags: reads,
    important: true,
    scopes: canSeeBusy,
    input: {
      type: 'object',
      properties: {
        time_min: time('Start of the span to look at.'),
        time_max: time('End of the span to look at.'),
        timezone: { type: 'string', default: 'UTC', description: 'IANA time zone of the answer.' },
        items: {
          type: 'array',
          items: { type: 'string' },
          maxItems: 50,
          default: ['primary'],
          description: 'Ids of calendars, or email addresses of people.',
        },
      },
      required: ['time_min', 'time_max'],
    },
    output: {
      type: 'object',
      properties: {
        timeMin: { type: 'string' },
        timeMax: { type: 'string' },
        calendars: {
          type: 'object',
          additionalProperties: true,
          description: 'By id: free, busy and errors.',
        },
      },
    },
    exec: { kind: 'builtin', name: 'googlecalendar.find_free_slots' },
  },
  {
    slug: 'GOOGLECALENDAR_FREE_BUSY_QUERY',
    name: 'Query free/busy',
    description: 'Return the busy spans of calendars between two times, as the Calendar API gives them.',
    tags: reads,
    scopes: canSeeBusy,
    input: {
      type: 'object',
      properties: {
        timeMin: time('Start of the span to look at.'),
        timeMax: time('End of the span to look at.'),
        timeZone: { type: 'string', description: 'IANA time zone of the answer.' },
        items: {
          type: 'array',
          maxItems: 50,
          description: 'The calendars.',
          items: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
        },
        groupExpansionMax: {
          type: 'integer',
          minimum: 1,
          maximum: 100,
          description: 'Most members of a group.',
        },
        calendarExpansionMax: { type: 'integer', minimum: 1, maximum: 50, description: 'Most calendars.' },
      },
      required: ['timeMin', 'timeMax', 'items'],
    },
    output: {
      type: 'object',
      properties: { calendars: { type: 'object', additionalProperties: true } },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/freeBusy',
      parameters: [
        { name: 'timeMin', in: 'body' },
        { name: 'timeMax', in: 'body' },
        { name: 'timeZone', in: 'body' },
        { name: 'items', in: 'body' },
        { name: 'groupExpansionMax', in: 'body' },
        { name: 'calendarExpansionMax', in: 'body' },
      ],
    },
  },
  {
    slug: 'GOOGLECALENDAR_GET_CURRENT_DATE_TIME',
    name: 'Get current date and time',
    description: 'Say what time it is now in a time zone. Useful before reading "tomorrow" or "next week".',
    tags: ['readOnlyHint', 'idempotentHint'],
    important: true,
    no_auth: true,
    input: {
      type: 'object',
      properties: {
        timezone: {
          type: ['string', 'number'],
          default: 'UTC',
          description: 'IANA time zone such as Europe/Berlin, or an offset from UTC in hours.',
        },
      },
    },
    output: {
      type: 'object',
      properties: {
        current_datetime: { type: 'string', description: 'ISO 8601 with offset.' },
        year: { type: 'integer' },
        month: { type: 'integer' },
        day: { type: 'integer' },
        weekday: { type: 'string' },
        timezone: { type: 'string' },
      },
    },
    exec: { kind: 'builtin', name: 'googlecalendar.current_date_time' },
  },
] satisfies ToolkitInput['tools']
