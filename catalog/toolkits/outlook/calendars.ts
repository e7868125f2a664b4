/** Calendars, free and busy times, reminders. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { answer, anything, arrayOf, id, listOf, oneOf, record, whole, words } from '../schemas.ts'
import { filter, graphTool, page, select, skip, top, userId } from '../microsoft-graph.ts'
import { reads } from '../parameters.ts'
import { canReadEvents, canWriteEvents } from './scopes.ts'

const calendar = answer({
  id: words,
  name: words,
  color: words,
  canEdit: { type: 'boolean' },
  isDefaultCalendar: { type: 'boolean' },
})

const moment = (what: string) =>
  record(
    {
      dateTime: id('Local time, as 2026-01-31T09:00:00.'),
      timeZone: id('IANA or Windows time zone, such as Europe/Berlin.'),
    },
    what,
    ['dateTime', 'timeZone'],
  )

export const calendarTools = [
  graphTool({
    slug: 'OUTLOOK_LIST_CALENDARS',
    name: 'List calendars',
    description: 'List the calendars of a mailbox with their ids.',
    call: 'GET /{user_id}/calendars',
    important: true,
    scopes: canReadEvents,
    path: { user_id: userId },
    query: { top: top(100), skip, filter: filter("name eq 'Team'"), select },
    output: page(calendar),
  }),
  graphTool({
    slug: 'OUTLOOK_CREATE_CALENDAR',
    name: 'Create calendar',
    description: 'Create a further calendar in the mailbox.',
    call: 'POST /{user_id}/calendars',
    scopes: canWriteEvents,
    path: { user_id: userId },
    body: {
      name: id('Name of the calendar.'),
      color: oneOf(
        [
          'auto',
          'lightBlue',
          'lightGreen',
          'lightOrange',
          'lightGray',
          'lightYellow',
          'lightTeal',
          'lightPink',
          'lightBrown',
          'lightRed',
        ],
        'Color.',
      ),
    },
    required: ['name'],
    output: calendar,
  }),
  graphTool({
    slug: 'OUTLOOK_OUTLOOK_GET_SCHEDULE',
    aliases: ['OUTLOOK_GET_SCHEDULE'],
    name: 'Get free and busy times',
    description:
      'See when people or rooms are free or busy in a span of at most 62 days, to find a time for a meeting. Work and school accounts only.',
    call: 'POST /me/calendar/getSchedule',
    tags: reads,
    important: true,
    scopes: canReadEvents,
    body: {
      Schedules: {
        type: 'array',
        items: { type: 'string' },
        minItems: 1,
        maxItems: 20,
        description: 'Email addresses of people, rooms or lists.',
      },
      StartTime: moment('Start of the span.'),
      EndTime: moment('End of the span.'),
      availabilityViewInterval: whole('Minutes of one slot of availabilityView.', {
        minimum: 5,
        maximum: 1440,
      }),
    },
    required: ['Schedules', 'StartTime', 'EndTime'],
    output: answer({
      value: arrayOf(answer({ scheduleId: words, availabilityView: words, scheduleItems: listOf() })),
    }),
  }),
  graphTool({
    slug: 'OUTLOOK_LIST_REMINDERS',
    name: 'List reminders',
    description: 'List the reminders of events that are due in a span of time.',
    call: "GET /{user_id}/reminderView(startDateTime='{startDateTime}',endDateTime='{endDateTime}')",
    scopes: canReadEvents,
    path: {
      user_id: userId,
      startDateTime: id('Start of the span, as 2026-01-31T00:00:00Z.'),
      endDateTime: id('End of the span.'),
    },
    output: page(answer({ eventId: words, eventSubject: words, reminderFireTime: anything })),
  }),
] satisfies ToolkitInput['tools']
