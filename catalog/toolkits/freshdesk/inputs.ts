/** Properties that several Freshdesk tools share. */

export const ticketId = {
  type: 'integer',
  description: 'Number of the ticket, from FRESHDESK_LIST_ALL_TICKETS.',
}

export const contactId = { type: 'integer', description: 'Id of the contact, from FRESHDESK_LIST_CONTACTS.' }

export const paging = {
  page: {
    type: 'integer',
    minimum: 1,
    description: 'Which page, from 1. A page with fewer than per_page is the last.',
  },
  per_page: {
    type: 'integer',
    minimum: 1,
    maximum: 100,
    description: 'How many on a page, 1 to 100; 30 when left out.',
  },
}

const statuses = 'Status: 2 open, 3 pending, 4 resolved, 5 closed; own ones have other numbers.'
const priorities = 'Priority: 1 low, 2 medium, 3 high, 4 urgent.'

/** What can be set on a ticket besides its text. */
export const ticketFields = {
  status: { type: 'integer', minimum: 2, description: statuses },
  priority: { type: 'integer', minimum: 1, maximum: 4, description: priorities },
  type: { type: 'string', description: 'Kind of ticket, such as Question, Incident or Problem.' },
  tags: { type: 'array', items: { type: 'string' }, description: 'Tags, in place of all it had.' },
  responder_id: {
    type: 'integer',
    description: 'Id of the agent who works on it, from FRESHDESK_LIST_AGENTS.',
  },
  group_id: { type: 'integer', description: 'Id of the group that works on it.' },
  due_by: { type: 'string', description: 'When it must be resolved: 2026-01-31T09:00:00Z; needs fr_due_by.' },
  fr_due_by: {
    type: 'string',
    description: 'When it must be answered first: 2026-01-30T09:00:00Z; needs due_by.',
  },
  custom_fields: {
    type: 'object',
    additionalProperties: true,
    description: 'Values of custom fields, by key (cf_…).',
  },
}

export const ticket = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    subject: { type: 'string' },
    description_text: { type: 'string' },
    status: { type: 'integer', description: statuses },
    priority: { type: 'integer', description: priorities },
    requester_id: { type: 'integer' },
    responder_id: { type: ['integer', 'null'] },
    company_id: { type: ['integer', 'null'] },
    tags: { type: 'array', items: { type: 'string' } },
    due_by: { type: 'string' },
    created_at: { type: 'string' },
    updated_at: { type: 'string' },
  },
} as const

export const conversation = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    body_text: { type: 'string' },
    incoming: { type: 'boolean' },
    private: { type: 'boolean' },
    user_id: { type: 'integer' },
    created_at: { type: 'string' },
  },
} as const

export const contact = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    email: { type: ['string', 'null'] },
    phone: { type: ['string', 'null'] },
    company_id: { type: ['integer', 'null'] },
    active: { type: 'boolean' },
  },
} as const

/** An answer that is a bare list. */
export const items = (item: { readonly [keyword: string]: unknown }) => ({
  type: 'object' as const,
  properties: { items: { type: 'array', items: item } },
})
