/** Input properties and outputs that several PagerDuty tools share. */

export const text = { type: 'string' }
export const anything = { type: 'object', additionalProperties: true }
export const listOfAnything = { type: 'array', items: anything }

export const id = (of: string, from: string) => ({
  type: 'string',
  minLength: 1,
  description: `Id of the ${of}, from ${from}.`,
})
export const incidentId = id('incident', 'PAGERDUTY_FETCH_INCIDENT_LIST')
export const scheduleId = id('schedule', 'PAGERDUTY_GET_SCHEDULES')

export const ids = (description: string) => ({ type: 'array', items: { type: 'string' }, description })
export const moment = (description: string) => ({ type: 'string', description: `${description} ISO 8601.` })
export const query = (what: string) => ({
  type: 'string',
  description: `Only ${what} with this in the name.`,
})
export const limit = {
  type: 'integer',
  minimum: 1,
  maximum: 100,
  description: 'Entries on a page, 25 if left out.',
}
export const offset = {
  type: 'integer',
  minimum: 0,
  description: 'How many to pass over; more says if others follow.',
}
export const timeZone = {
  type: 'string',
  description: 'Time zone to answer in.',
  examples: ['Europe/Berlin'],
}
export const include = (values: string) => ({
  type: 'array',
  items: { type: 'string' },
  description: `Also return in full: ${values}.`,
})

/** An account-wide key belongs to nobody, so it has to say who acts. */
export const from = {
  type: 'string',
  description: 'Email address of the person who does this; needed with an account-wide API key only.',
}
export const fromHeader = { name: 'from', in: 'header', wire: 'From' } as const

/** A query parameter for an array is written with brackets. */
export const inList = (...names: string[]) =>
  names.map((name) => ({ name, in: 'query' as const, wire: `${name}[]` }))

export const reference = (type: string, description: string) => ({
  type: 'object',
  properties: { id: { type: 'string' }, type: { type: 'string', enum: [type] } },
  required: ['id', 'type'],
  description: `${description} {"id": "P…", "type": "${type}"}.`,
})

export const listOf = (name: string) => ({
  type: 'object' as const,
  properties: {
    [name]: listOfAnything,
    limit: { type: 'integer' },
    offset: { type: 'integer' },
    more: { type: 'boolean' },
    total: { type: ['integer', 'null'] },
  },
})
export const one = (name: string) => ({ type: 'object' as const, properties: { [name]: anything } })

const incident = {
  type: 'object',
  properties: {
    id: text,
    incident_number: { type: 'integer' },
    title: text,
    status: { type: 'string', description: 'triggered, acknowledged or resolved.' },
    urgency: text,
    html_url: text,
    created_at: text,
    service: anything,
    assignments: listOfAnything,
    escalation_policy: anything,
    priority: {},
    teams: listOfAnything,
    last_status_change_at: text,
  },
}
export const oneIncident = { type: 'object', properties: { incident } } as const
export const incidents = {
  type: 'object',
  properties: { ...listOf('incidents').properties, incidents: { type: 'array', items: incident } },
} as const
