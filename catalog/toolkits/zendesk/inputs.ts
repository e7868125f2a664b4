/** Properties that several Zendesk tools share, and the scopes. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

export const canReadTickets = anyOf('read', 'tickets:read')
export const canWriteTickets = anyOf('write', 'tickets:write')
export const canReadOrganizations = anyOf('read', 'organizations:read')
export const canWriteOrganizations = anyOf('write', 'organizations:write')
export const canReadUsers = anyOf('read', 'users:read')
export const canRead = anyOf('read')

/** What a new connection asks for. */
export const defaultScopes = ['read', 'write']

export const ticketId = {
  type: 'integer',
  description: 'Number of the ticket, from ZENDESK_LIST_ZENDESK_TICKETS or ZENDESK_SEARCH.',
}

export const organizationId = {
  type: 'integer',
  description: 'Id of the organization, from ZENDESK_GET_ALL_ZENDESK_ORGANIZATIONS.',
}

export const paging = {
  page_size: {
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 25,
    description: 'How many to return at most, 1 to 100.',
  },
  page_after: {
    type: 'string',
    description: 'Start of the next page: meta.after_cursor of the previous answer.',
  },
}

export const pagingOnWire = [
  { name: 'page_size', in: 'query', wire: 'page[size]' },
  { name: 'page_after', in: 'query', wire: 'page[after]' },
] as const

export const sort = (fields: string) => ({
  type: 'string' as const,
  description: `Order: ${fields}; a minus in front turns it around.`,
})

/** What can be set on a ticket besides comments. */
export const ticketFields = {
  priority: { type: 'string', enum: ['urgent', 'high', 'normal', 'low'], description: 'How urgent it is.' },
  status: {
    type: 'string',
    enum: ['new', 'open', 'pending', 'hold', 'solved', 'closed'],
    description: 'State of the ticket.',
  },
  type: { type: 'string', enum: ['problem', 'incident', 'question', 'task'], description: 'Kind of ticket.' },
  assignee_id: {
    type: 'integer',
    description: 'Id of the agent who works on it, from ZENDESK_SEARCH (type:user role:agent).',
  },
  group_id: { type: 'integer', description: 'Id of the group that works on it.' },
  tags: { type: 'array', items: { type: 'string' }, description: 'Tags, in place of all it had.' },
  custom_fields: {
    type: 'array',
    description: 'Values of custom fields.',
    items: {
      type: 'object',
      properties: { id: { type: 'integer' }, value: {} },
      required: ['id', 'value'],
    },
  },
}

export const ticketFieldsOnWire = Object.keys(ticketFields).map(
  (name) => ({ name, in: 'body', wire: `ticket.${name}` }) as const,
)

export const ticket = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    subject: { type: 'string' },
    description: { type: 'string' },
    status: { type: 'string' },
    priority: { type: ['string', 'null'] },
    requester_id: { type: 'integer' },
    assignee_id: { type: ['integer', 'null'] },
    organization_id: { type: ['integer', 'null'] },
    tags: { type: 'array', items: { type: 'string' } },
    created_at: { type: 'string' },
    updated_at: { type: 'string' },
  },
} as const

export const oneTicket = { type: 'object', properties: { ticket } } as const

export const organization = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    domain_names: { type: 'array', items: { type: 'string' } },
    details: { type: ['string', 'null'] },
    notes: { type: ['string', 'null'] },
    tags: { type: 'array', items: { type: 'string' } },
  },
} as const

export const oneOrganization = { type: 'object', properties: { organization } } as const

export const meta = {
  type: 'object',
  properties: { has_more: { type: 'boolean' }, after_cursor: { type: ['string', 'null'] } },
} as const
