/** Input properties that several calendar tools share. */

export const calendarId = {
  type: 'string',
  default: 'primary',
  description: 'Calendar: "primary" for the main one, or its id.',
}

export const eventId = { type: 'string', minLength: 1, description: 'Id of the event.' }

export const sendUpdates = {
  type: 'string',
  enum: ['all', 'externalOnly', 'none'],
  description: 'Who is told about the change by email.',
}

export const pageToken = { type: 'string', description: 'Token of the next page, from the previous answer.' }

export const time = (description: string) => ({
  type: 'string',
  description: `${description} RFC 3339 with an offset: 2026-01-31T09:00:00Z.`,
})

export const eventTypes = {
  type: 'array',
  items: {
    type: 'string',
    enum: ['birthday', 'default', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation'],
  },
  description: 'Kinds of event to return.',
}

const attendees = {
  type: 'array',
  items: { type: 'string' },
  description: 'Email addresses of the people to invite.',
}

/** What an event says besides its times. */
export const eventTexts = {
  summary: { type: 'string', description: 'Title of the event.' },
  description: { type: 'string', description: 'Text of the event; HTML is allowed.' },
  location: { type: 'string', description: 'Where it takes place.' },
  attendees,
  recurrence: {
    type: 'array',
    items: { type: 'string' },
    description: 'RRULE, EXRULE, RDATE or EXDATE lines (RFC 5545): ["RRULE:FREQ=WEEKLY;COUNT=10"].',
  },
  visibility: {
    type: 'string',
    enum: ['default', 'public', 'private', 'confidential'],
    description: 'Who can see the details.',
  },
  transparency: {
    type: 'string',
    enum: ['opaque', 'transparent'],
    description: 'Whether the event blocks time (opaque) or not.',
  },
  create_meeting_room: { type: 'boolean', description: 'Add a Google Meet link.' },
  guests_can_modify: { type: 'boolean', description: 'Let guests change the event.' },
  guestsCanInviteOthers: { type: 'boolean', description: 'Let guests invite others.' },
  guestsCanSeeOtherGuests: { type: 'boolean', description: 'Let guests see each other.' },
}

/** When an event takes place: a start and a length, as in the tools people know. */
export const startAndLength = {
  start_datetime: {
    type: 'string',
    description: 'Start, as local time of the time zone: 2026-01-31T09:00:00. An offset, if given, wins.',
  },
  timezone: {
    type: 'string',
    description: 'IANA time zone, such as Europe/Berlin. Needed without an offset.',
  },
  event_duration_hour: {
    type: 'integer',
    minimum: 0,
    maximum: 24,
    default: 0,
    description: 'Hours of the length.',
  },
  event_duration_minutes: {
    type: 'integer',
    minimum: 0,
    maximum: 59,
    default: 30,
    description: 'Minutes of the length, added to the hours.',
  },
}

export const eventOutput = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    status: { type: 'string' },
    htmlLink: { type: 'string', description: 'Link to the event.' },
    summary: { type: 'string' },
    description: { type: 'string' },
    location: { type: 'string' },
    start: { type: 'object', additionalProperties: true },
    end: { type: 'object', additionalProperties: true },
    attendees: { type: 'array', items: { type: 'object', additionalProperties: true } },
    hangoutLink: { type: 'string' },
    recurrence: { type: 'array', items: { type: 'string' } },
    recurringEventId: { type: 'string', description: 'Event that this one is an instance of.' },
    organizer: { type: 'object', additionalProperties: true },
  },
} as const

export const eventList = {
  type: 'object',
  properties: {
    items: { type: 'array', items: eventOutput },
    nextPageToken: { type: 'string' },
    nextSyncToken: { type: 'string' },
    timeZone: { type: 'string' },
  },
} as const

/** A calendar, and its entry on the list of the user. */
export const calendar = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    summary: { type: 'string' },
    description: { type: 'string' },
    location: { type: 'string' },
    timeZone: { type: 'string' },
    primary: { type: 'boolean' },
    accessRole: { type: 'string' },
  },
} as const
