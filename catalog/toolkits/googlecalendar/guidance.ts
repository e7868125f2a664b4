/** What callers of Google Calendar get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

const zone =
  'A local time without a zone lands in the wrong hour: give an IANA zone such as Europe/Berlin, never an abbreviation such as CET or EST.'

export const googlecalendarGuidance: ToolkitGuidance = {
  tools: {
    GOOGLECALENDAR_CREATE_EVENT: {
      pitfalls: [
        zone,
        'Work out "tomorrow" or "next Monday" from the current time in the zone of the user, not in UTC.',
        'Guests get an invitation mail unless send_updates is false, and an event does not check whether they are free.',
      ],
      before: ['GOOGLECALENDAR_FIND_FREE_SLOTS'],
    },
    GOOGLECALENDAR_UPDATE_EVENT: {
      pitfalls: [
        'It replaces the event: guests, text and place that are not given are lost. Patch to change single fields.',
        zone,
      ],
    },
    GOOGLECALENDAR_PATCH_EVENT: {
      pitfalls: [
        'A list that is given replaces the whole list: to add a guest, read the event and send all guests.',
        'The id of a recurring event changes all of its occurrences; take the id of one occurrence to change that one.',
      ],
    },
    GOOGLECALENDAR_FIND_EVENT: {
      pitfalls: [
        'Without timeMin the past is searched too. Times need an offset or Z: 2026-01-31T09:00:00+01:00.',
        'query looks for words in title, text, place and guests; it does not understand dates.',
      ],
    },
    GOOGLECALENDAR_EVENTS_LIST: {
      pitfalls: [
        'Sorting by start time needs single events; otherwise a recurring event comes once, with its first date.',
      ],
    },
    GOOGLECALENDAR_FIND_FREE_SLOTS: {
      pitfalls: [
        'Calendars of others show busy times only where they share them with this account; one that is not shared looks free.',
        'It knows no working hours: bound the span to the hours in which the user would meet.',
      ],
      after: ['GOOGLECALENDAR_CREATE_EVENT'],
    },
    GOOGLECALENDAR_DELETE_EVENT: {
      pitfalls: [
        'The id of a recurring event deletes the whole series; the id of an occurrence deletes that one.',
      ],
    },
    GOOGLECALENDAR_QUICK_ADD: {
      pitfalls: [
        'It understands one short sentence in English, guesses the rest and invites nobody: check what it made.',
      ],
    },
    GOOGLECALENDAR_SYNC_EVENTS: {
      pitfalls: [
        'Only the last page has nextSyncToken; go on with the same arguments as in the first call.',
        'A token that is too old is refused with 410: start again without one.',
      ],
    },
    GOOGLECALENDAR_EVENTS_WATCH: {
      pitfalls: ['A channel ends by itself, and its calls do not say what changed: sync the events then.'],
      after: ['GOOGLECALENDAR_SYNC_EVENTS'],
    },
    GOOGLECALENDAR_CALENDARS_UPDATE: {
      pitfalls: ['It clears what is not given. Patch the calendar to change single fields.'],
      before: ['GOOGLECALENDAR_GET_CALENDAR'],
    },
    GOOGLECALENDAR_CALENDARS_DELETE: {
      pitfalls: ['The calendar is gone with its events, for all who share it: confirm with the user first.'],
      before: ['GOOGLECALENDAR_LIST_CALENDARS'],
    },
    GOOGLECALENDAR_CLEAR_CALENDAR: {
      pitfalls: [
        'It removes every event of the primary calendar for good: confirm with the user in so many words.',
      ],
    },
  },
}
