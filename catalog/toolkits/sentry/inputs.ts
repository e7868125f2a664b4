/** Input properties and outputs that several Sentry tools share. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

/** One of these scopes is enough: an admin or write scope includes reading. */
export const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })
export const readsOrg = anyOf('org:read', 'org:write', 'org:admin')
export const readsProjects = anyOf('project:read', 'project:write', 'project:admin')
export const readsEvents = anyOf('event:read', 'event:write', 'event:admin')
export const writesEvents = anyOf('event:write', 'event:admin')
export const releases = anyOf('project:releases')

export const org = {
  type: 'string',
  minLength: 1,
  description: 'Slug or id of the organization, from SENTRY_GET_ORGANIZATION_DETAILS.',
}
export const project = {
  type: 'string',
  minLength: 1,
  description: 'Slug or id of the project, from SENTRY_RETRIEVE_ORGANIZATION_PROJECTS.',
}
export const issueId = {
  type: 'string',
  minLength: 1,
  description: 'Number of the issue (not its short id such as SHOP-1), from a list of issues.',
}
export const eventId = (more = '') => ({
  type: 'string',
  minLength: 1,
  description: `Id of the event, 32 hexadecimal digits${more}.`,
})
export const cursor = {
  type: 'string',
  description: 'Where to go on: 0:100:0 is the second page of 100, 0:200:0 the third.',
}
export const statsPeriod = {
  type: 'string',
  description: 'Time before now, such as 24h, 14d or 90d.',
  examples: ['14d'],
}
export const environments = {
  type: 'array',
  items: { type: 'string' },
  description: 'Only these environments.',
}
export const projectIds = {
  type: 'array',
  items: { type: 'integer' },
  description: 'Only these projects, by number; -1 means all.',
}

export const text = { type: 'string' }
export const anything = { type: 'object', additionalProperties: true }

/** A list comes back as `items`. */
export const items = (properties: Record<string, Record<string, unknown>>) => ({
  type: 'object' as const,
  properties: { items: { type: 'array', items: { type: 'object', properties } } },
})

export const issue = {
  id: text,
  shortId: text,
  title: text,
  culprit: text,
  level: text,
  status: text,
  count: text,
  userCount: { type: 'integer' },
  firstSeen: text,
  lastSeen: text,
  permalink: text,
  project: anything,
  assignedTo: {},
  metadata: anything,
}

export const event = {
  id: text,
  eventID: text,
  groupID: text,
  title: text,
  message: text,
  dateCreated: text,
  platform: text,
  user: {},
  tags: { type: 'array', items: anything },
  entries: { type: 'array', items: anything, description: 'Stack traces, breadcrumbs and the request.' },
  contexts: anything,
}
