/** Events. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { flag, id, several, oneOf, record, text } from '../schemas.ts'
import { filter, graphTool, orderby, page, select, skip, top, userId } from '../microsoft-graph.ts'
import { destroys, reads, replaces, writes } from '../parameters.ts'
import { categories, event, eventId, importance, isHtml, preferZone, timeZone } from './inputs.ts'
import { canReadEvents, canWriteEvents } from './scopes.ts'

const moment = (what: string) => text(`${what}, as local time of time_zone: 2026-01-31T09:00:00.`)
const showAs = oneOf(
  ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'],
  'How the time is shown to others.',
)
const attendees = several(
  record(
    {
      email: id('Email address.'),
      name: text('Name.'),
      type: oneOf(['required', 'optional', 'resource'], 'Whether they must come; resource is a room.'),
    },
    'A guest.',
    ['email'],
  ),
  'Guests; they are sent an invitation.',
)

const details = {
  body: text('Text of the event.'),
  is_html: isHtml('body'),
  attendees_info: attendees,
  location: text('Where it takes place.'),
  is_online_meeting: flag('Add an online meeting link.'),
  is_all_day: flag('For whole days: start and end are midnights.'),
  show_as: showAs,
  importance,
  categories,
  recurrence: {
    type: 'object',
    additionalProperties: true,
    description:
      'Repetition in the form of Graph: {"pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"]}, "range": {"type": "noEnd", "startDate": "2026-01-31"}}.',
  },
}

export const eventTools = [
  {
    slug: 'OUTLOOK_OUTLOOK_CALENDAR_CREATE_EVENT',
    aliases: ['OUTLOOK_CALENDAR_CREATE_EVENT', 'OUTLOOK_CREATE_EVENT'],
    name: 'Create event',
    description: 'Create an event in the main or another calendar and invite guests.',
    tags: writes,
    important: true,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        user_id: userId,
        calendar_id: text('Id of a calendar, from OUTLOOK_LIST_CALENDARS; the main one if left out.'),
        subject: text('Title.'),
        start_datetime: moment('Start'),
        end_datetime: moment('End'),
        time_zone: timeZone,
        ...details,
      },
      required: ['subject', 'start_datetime', 'end_datetime'],
    },
    output: event,
    exec: { kind: 'builtin', name: 'outlook.create_event' },
  },
  {
    slug: 'OUTLOOK_OUTLOOK_UPDATE_CALENDAR_EVENT',
    aliases: ['OUTLOOK_UPDATE_CALENDAR_EVENT'],
    name: 'Update event',
    description:
      'Change the given fields of an event and keep the others. A list of guests replaces the old one.',
    tags: replaces,
    important: true,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        user_id: userId,
        event_id: eventId,
        subject: text('New title.'),
        start_datetime: moment('New start'),
        end_datetime: moment('New end'),
        time_zone: timeZone,
        ...details,
      },
      required: ['event_id'],
    },
    output: event,
    exec: { kind: 'builtin', name: 'outlook.update_event' },
  },
  {
    slug: 'OUTLOOK_OUTLOOK_LIST_EVENTS',
    aliases: ['OUTLOOK_LIST_EVENTS'],
    name: 'List events',
    description:
      'List events of a calendar. With start_datetime and end_datetime it gives every occurrence in that span; without, single events and the masters of series.',
    tags: reads,
    important: true,
    scopes: canReadEvents,
    input: {
      type: 'object',
      properties: {
        user_id: userId,
        calendar_id: text('Id of a calendar, from OUTLOOK_LIST_CALENDARS; the main one if left out.'),
        start_datetime: text('Start of the span, as 2026-01-31T00:00:00Z.'),
        end_datetime: text('End of the span, as 2026-02-07T00:00:00Z.'),
        top: top(1000, { default: 25 }),
        skip,
        filter: filter("contains(subject,'standup')"),
        orderby: orderby('start/dateTime asc'),
        select,
        timezone: preferZone,
      },
      required: [],
    },
    output: page(event),
    exec: { kind: 'builtin', name: 'outlook.list_events' },
  },
  graphTool({
    slug: 'OUTLOOK_OUTLOOK_GET_EVENT',
    aliases: ['OUTLOOK_GET_EVENT'],
    name: 'Get event',
    description: 'Read one event with guests, their answers and the link to join.',
    call: 'GET /{user_id}/events/{event_id}',
    scopes: canReadEvents,
    path: { user_id: userId, event_id: eventId },
    query: { select },
    output: event,
  }),
  graphTool({
    slug: 'OUTLOOK_OUTLOOK_DELETE_EVENT',
    aliases: ['OUTLOOK_DELETE_EVENT'],
    name: 'Delete event',
    description: 'Delete an event. For its organizer this cancels the meeting and tells the guests.',
    tags: destroys,
    call: 'DELETE /{user_id}/events/{event_id}',
    important: true,
    scopes: canWriteEvents,
    path: { user_id: userId, event_id: eventId },
  }),
] satisfies ToolkitInput['tools']
