/** Properties that several Calendly tools share. Calendly names things by URI; the last part of one is the uuid. */

export const uuid = (what: string, from: string) => ({
  type: 'string' as const,
  minLength: 1,
  description: `uuid of the ${what}: the last part of its uri, from ${from}.`,
})

export const userUri = { type: 'string', description: 'URI of the user, from CALENDLY_GET_CURRENT_USER.' }

export const organizationUri = {
  type: 'string',
  description: 'URI of the organization: current_organization of CALENDLY_GET_CURRENT_USER.',
}

export const paging = {
  count: { type: 'integer', minimum: 1, maximum: 100, description: 'How many to return at most, 1 to 100.' },
  page_token: {
    type: 'string',
    description: 'Start of the next page: pagination.next_page_token of the previous answer.',
  },
}

export const time = (description: string) => ({
  type: 'string' as const,
  description: `${description} RFC 3339 in UTC: 2026-01-31T09:00:00Z.`,
})

type Schema = { readonly [keyword: string]: unknown }

const anything = { type: 'object', additionalProperties: true } as const

export const one = (resource: Schema = anything) => ({ type: 'object' as const, properties: { resource } })

export const listOf = (item: Schema = anything) => ({
  type: 'object' as const,
  properties: {
    collection: { type: 'array', items: item },
    pagination: {
      type: 'object',
      properties: { count: { type: 'integer' }, next_page_token: { type: ['string', 'null'] } },
    },
  },
})

export const event = {
  type: 'object',
  properties: {
    uri: { type: 'string' },
    name: { type: 'string' },
    status: { type: 'string', description: 'active or canceled.' },
    start_time: { type: 'string' },
    end_time: { type: 'string' },
    event_type: { type: 'string' },
    location: { type: 'object', additionalProperties: true },
    invitees_counter: { type: 'object', additionalProperties: true },
    event_memberships: { type: 'array', items: anything },
  },
} as const

export const eventType = {
  type: 'object',
  properties: {
    uri: { type: 'string' },
    name: { type: 'string' },
    slug: { type: 'string' },
    active: { type: 'boolean' },
    duration: { type: 'integer', description: 'Minutes.' },
    scheduling_url: { type: 'string', description: 'Link for booking.' },
    kind: { type: 'string' },
  },
} as const

export const user = {
  type: 'object',
  properties: {
    uri: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string' },
    timezone: { type: 'string' },
    scheduling_url: { type: 'string' },
    current_organization: { type: 'string' },
  },
} as const

export const invitee = {
  type: 'object',
  properties: {
    uri: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string' },
    status: { type: 'string' },
    timezone: { type: 'string' },
    cancel_url: { type: 'string' },
    reschedule_url: { type: 'string' },
    questions_and_answers: { type: 'array', items: anything },
    no_show: { type: ['object', 'null'], additionalProperties: true },
  },
} as const
