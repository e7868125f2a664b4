/** Properties that several Intercom tools share. */

export const contactId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the contact, given by Intercom, from INTERCOM_SEARCH_CONTACTS.',
}

export const companyId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the company, given by Intercom, from INTERCOM_LIST_ALL_COMPANIES.',
}

export const adminId = {
  type: 'integer',
  description: 'Id of the teammate who does it, from INTERCOM_LIST_ALL_ADMINS.',
}

export const pages = {
  page: { type: 'integer', minimum: 1, description: 'Which page, from 1.' },
  per_page: { type: 'integer', minimum: 1, maximum: 50, description: 'How many on a page.' },
}

/** What a search takes. */
export const search = (example: string) => ({
  query: {
    type: 'object' as const,
    additionalProperties: true,
    description: `Condition: ${example}; several in {"operator":"AND","value":[…]}. Operators: = != > < ~ (contains) IN NIN.`,
  },
  per_page: {
    type: 'integer' as const,
    minimum: 1,
    maximum: 150,
    description: 'How many to return at most, 1 to 150.',
  },
  starting_after: {
    type: 'string' as const,
    description: 'Start of the next page: pages.next.starting_after of the previous answer.',
  },
})

export const searchOnWire = [
  { name: 'query', in: 'body' },
  { name: 'per_page', in: 'body', wire: 'pagination.per_page' },
  { name: 'starting_after', in: 'body', wire: 'pagination.starting_after' },
] as const

/** What can be said of a contact. */
export const contactTexts = {
  email: { type: 'string', description: 'Email address.' },
  phone: { type: 'string', description: 'Phone number with country code.' },
  name: { type: 'string', description: 'Name.' },
  external_id: { type: 'string', description: 'Id in your own system.' },
  avatar: { type: 'string', description: 'URL of a picture.' },
  signed_up_at: { type: 'integer', description: 'When they signed up, in seconds since 1970.' },
  owner_id: { type: 'integer', description: 'Id of the teammate who looks after them.' },
  unsubscribed_from_emails: { type: 'boolean', description: 'Whether they get no marketing email.' },
  custom_attributes: {
    type: 'object',
    additionalProperties: true,
    description: 'Values of custom attributes.',
  },
}

export const contact = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    role: { type: 'string', description: 'user or lead.' },
    external_id: { type: ['string', 'null'] },
    name: { type: ['string', 'null'] },
    email: { type: ['string', 'null'] },
    phone: { type: ['string', 'null'] },
    created_at: { type: 'integer' },
    last_seen_at: { type: ['integer', 'null'] },
    custom_attributes: { type: 'object', additionalProperties: true },
  },
} as const

export const company = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    company_id: { type: 'string', description: 'Id in your own system.' },
    name: { type: 'string' },
    website: { type: 'string' },
    plan: { type: 'object', additionalProperties: true },
    user_count: { type: 'integer' },
    monthly_spend: { type: 'number' },
  },
} as const

type Schema = { readonly [keyword: string]: unknown }

const anything = { type: 'object', additionalProperties: true } as const

export const listOf = (item: Schema = anything, name = 'data') => ({
  type: 'object' as const,
  properties: { [name]: { type: 'array', items: item }, total_count: { type: 'integer' }, pages: anything },
})
