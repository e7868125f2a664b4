/** Creating and changing events. Ends follow from a start and a length, so a declarative call is not enough. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inPath, replaces, writes } from '../parameters.ts'
import { calendarId, eventId, eventOutput, eventTexts, sendUpdates, startAndLength, time } from './inputs.ts'
import { canWriteEvents } from './scopes.ts'

const sendUpdatesOnWire = { name: 'send_updates', in: 'query', wire: 'sendUpdates' } as const

export const writeTools = [
  {
    slug: 'GOOGLECALENDAR_CREATE_EVENT',
    name: 'Create event',
    description:
      'Create an event from a start, a time zone and a length, with optional guests, place, text, recurrence and a Meet link.',
    tags: writes,
    important: true,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        calendar_id: calendarId,
        ...eventTexts,
        ...startAndLength,
        send_updates: { type: 'boolean', default: true, description: 'Send invitations to the guests.' },
      },
      required: ['start_datetime'],
    },
    output: eventOutput,
    exec: { kind: 'builtin', name: 'googlecalendar.create_event' },
  },
  {
    slug: 'GOOGLECALENDAR_UPDATE_EVENT',
    name: 'Update event',
    description: 'Replace an event: what is not given is cleared. To change single fields, patch the event.',
    tags: replaces,
    important: true,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        calendar_id: calendarId,
        event_id: eventId,
        ...eventTexts,
        ...startAndLength,
        send_updates: { type: 'boolean', default: true, description: 'Tell the guests.' },
      },
      required: ['event_id', 'start_datetime'],
    },
    output: eventOutput,
    exec: { kind: 'builtin', name: 'googlecalendar.update_event' },
  },
  {
    slug: 'GOOGLECALENDAR_PATCH_EVENT',
    name: 'Patch event',
    description:
      'Change the given fields of an event and keep the others. A list of guests replaces the old one.',
    tags: replaces,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        calendar_id: calendarId,
        event_id: eventId,
        summary: eventTexts.summary,
        description: eventTexts.description,
        location: eventTexts.location,
        attendees: eventTexts.attendees,
        start_time: time('New start, or a date (2026-01-31) for a whole day.'),
        end_time: time('New end, or a date for a whole day.'),
        timezone: {
          type: 'string',
          description: 'IANA time zone of start and end, when they have no offset.',
        },
        send_updates: sendUpdates,
      },
      required: ['event_id'],
    },
    output: eventOutput,
    exec: { kind: 'builtin', name: 'googlecalendar.patch_event' },
  },
  {
    slug: 'GOOGLECALENDAR_QUICK_ADD',
    name: 'Quick add event',
    description: 'Create an event from a sentence, such as "Lunch with Ann tomorrow at noon".',
    tags: writes,
    important: true,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        calendar_id: calendarId,
        text: { type: 'string', minLength: 1, description: 'What and when, in words.' },
        send_updates: sendUpdates,
      },
      required: ['text'],
    },
    output: eventOutput,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/calendars/{calendar_id}/events/quickAdd',
      parameters: [...inPath('calendar_id'), { name: 'text', in: 'query' }, sendUpdatesOnWire],
    },
  },
  {
    slug: 'GOOGLECALENDAR_DELETE_EVENT',
    name: 'Delete event',
    description: 'Delete an event from a calendar.',
    tags: destroys,
    important: true,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: { calendar_id: calendarId, event_id: eventId, send_updates: sendUpdates },
      required: ['event_id'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/calendars/{calendar_id}/events/{event_id}',
      parameters: [...inPath('calendar_id', 'event_id'), sendUpdatesOnWire],
    },
  },
  {
    slug: 'GOOGLECALENDAR_EVENTS_MOVE',
    name: 'Move event',
    description: 'Move an event to another calendar, which becomes its organizer.',
    tags: writes,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        calendar_id: calendarId,
        event_id: eventId,
        destination: { type: 'string', minLength: 1, description: 'Id of the calendar to move it to.' },
        send_updates: sendUpdates,
      },
      required: ['event_id', 'destination'],
    },
    output: eventOutput,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/calendars/{calendar_id}/events/{event_id}/move',
      parameters: [
        ...inPath('calendar_id', 'event_id'),
        { name: 'destination', in: 'query' },
        sendUpdatesOnWire,
      ],
    },
  },
  {
    slug: 'GOOGLECALENDAR_REMOVE_ATTENDEE',
    name: 'Remove attendee',
    description: 'Take one guest off an event.',
    tags: destroys,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        calendar_id: calendarId,
        event_id: eventId,
        attendee_email: { type: 'string', minLength: 3, description: 'Address of the guest.' },
      },
      required: ['event_id', 'attendee_email'],
    },
    output: eventOutput,
    exec: { kind: 'builtin', name: 'googlecalendar.remove_attendee' },
  },
] satisfies ToolkitInput['tools']
