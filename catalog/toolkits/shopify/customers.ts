/** Customers. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads, writes } from '../parameters.ts'
import {
  anything,
  customerId,
  fields,
  inside,
  int,
  limit,
  many,
  nullable,
  one,
  sinceId,
  text,
  times,
} from './inputs.ts'
import { reading, writing } from './scopes.ts'

const customer = {
  id: int,
  email: nullable,
  first_name: nullable,
  last_name: nullable,
  phone: nullable,
  orders_count: int,
  total_spent: text,
  state: text,
  tags: text,
  default_address: anything,
  created_at: text,
}

const filters = {
  ids: { type: 'array', items: { type: 'string' }, description: 'Only these customers, by number.' },
  ...times,
  limit,
  since_id: sinceId,
  fields,
}

const newCustomer = {
  email: { type: 'string', format: 'email', description: 'Email address, which no other customer has.' },
  first_name: { type: 'string', description: 'First name.' },
  last_name: { type: 'string', description: 'Last name.' },
  phone: { type: 'string', description: 'Telephone number in the form +49301234567.' },
  addresses: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Addresses with address1, city, province, zip, country, phone, first_name and last_name.',
  },
  note: { type: 'string', description: 'A note about the customer.' },
  tags: { type: 'string', description: 'Labels, separated by commas.' },
  verified_email: { type: 'boolean', description: 'Whether the address is known to be right.' },
  password: { type: 'string', description: 'Password of the account.' },
  password_confirmation: { type: 'string', description: 'The password once more; needed with password.' },
  send_email_invite: { type: 'boolean', description: 'Send a mail with a link to make an account.' },
  send_email_welcome: { type: 'boolean', description: 'Send a mail that welcomes.' },
}

export const customerTools = [
  {
    slug: 'SHOPIFY_GET_ALL_CUSTOMERS',
    name: 'List customers',
    description: 'List customers. To find one by name or email address use SHOPIFY_GET_CUSTOMERS_SEARCH.',
    tags: reads,
    important: true,
    scopes: reading('customers'),
    input: { type: 'object', properties: filters },
    output: many('customers', customer),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/customers.json',
      parameters: Object.keys(filters).map((name) => ({ name, in: 'query', style: 'comma' })),
    },
  },
  {
    slug: 'SHOPIFY_GET_CUSTOMERS_SEARCH',
    name: 'Search customers',
    description: 'Find customers by name, email address, city and more.',
    tags: reads,
    scopes: reading('customers'),
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          minLength: 1,
          description: 'What to look for.',
          examples: ['email:ann@example.com', 'Ann country:Germany'],
        },
        limit,
        fields,
      },
      required: ['query'],
    },
    output: many('customers', customer),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/customers/search.json',
      parameters: inQuery('query', 'limit', 'fields'),
    },
  },
  {
    slug: 'SHOPIFY_GET_CUSTOMER',
    name: 'Get customer',
    description: 'Read one customer.',
    tags: reads,
    scopes: reading('customers'),
    input: { type: 'object', properties: { customer_id: customerId }, required: ['customer_id'] },
    output: one('customer', customer),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/customers/{customer_id}.json',
      parameters: inPath('customer_id'),
    },
  },
  {
    slug: 'SHOPIFY_CREATE_CUSTOMER',
    name: 'Create customer',
    description: 'Create a customer.',
    tags: writes,
    scopes: writing('customers'),
    input: { type: 'object', properties: newCustomer, required: ['email'] },
    output: one('customer', customer),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/customers.json',
      parameters: inside('customer', ...Object.keys(newCustomer)),
    },
  },
] satisfies ToolkitInput['tools']
