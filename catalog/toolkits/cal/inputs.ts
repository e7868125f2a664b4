/** What several Cal.com tools share. */

/** Each part of the API has a version of its own, named in a header. */
export const version = (date: string) => ({ 'cal-api-version': date })

export const bookings = version('2024-08-13')
export const eventTypes = version('2024-06-14')
export const schedules = version('2024-06-11')
export const slots = version('2024-09-04')

export const bookingUid = {
  type: 'string',
  minLength: 1,
  description: 'uid of the booking, from CAL_FETCH_ALL_BOOKINGS.',
}

export const eventTypeId = {
  type: 'integer',
  description: 'Id of the event type, from CAL_LIST_EVENT_TYPES.',
}

export const scheduleId = {
  type: 'integer',
  description: 'Id of the schedule, from CAL_RETRIEVE_SCHEDULES_LIST.',
}

export const paging = {
  take: { type: 'integer', minimum: 1, maximum: 250, description: 'How many to return at most, 1 to 250.' },
  skip: { type: 'integer', minimum: 0, description: 'How many to skip first.' },
}

type Schema = { readonly [keyword: string]: unknown }

const anything = { type: 'object', additionalProperties: true } as const

export const one = (data: Schema = anything) => ({
  type: 'object' as const,
  properties: { status: { type: 'string', description: 'success or error.' }, data },
})

export const listOf = (item: Schema = anything) => one({ type: 'array', items: item })

export const booking = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    uid: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'string' },
    start: { type: 'string' },
    end: { type: 'string' },
    duration: { type: 'integer' },
    eventTypeId: { type: 'integer' },
    location: { type: ['string', 'null'] },
    hosts: { type: 'array', items: anything },
    attendees: { type: 'array', items: anything },
  },
} as const

export const schedule = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    timeZone: { type: 'string' },
    isDefault: { type: 'boolean' },
    availability: { type: 'array', items: anything },
    overrides: { type: 'array', items: anything },
  },
} as const
