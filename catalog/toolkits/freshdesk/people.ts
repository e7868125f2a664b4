/** Contacts, who ask, and agents, who answer. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { contact, contactId, items, paging } from './inputs.ts'

const agent = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    available: { type: 'boolean' },
    ticket_scope: { type: 'integer' },
    contact: { type: 'object', additionalProperties: true, description: 'name and email.' },
  },
} as const

export const peopleTools = [
  {
    slug: 'FRESHDESK_LIST_CONTACTS',
    name: 'List contacts',
    description: 'List contacts, or find one by email address or phone number.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        email: { type: 'string', description: 'Only the contact with this address.' },
        phone: { type: 'string', description: 'Only contacts with this phone number.' },
        company_id: { type: 'integer', description: 'Only contacts of this company.' },
        updated_since: {
          type: 'string',
          description: 'Only contacts changed since then: 2026-01-31T09:00:00Z.',
        },
        ...paging,
      },
    },
    output: items(contact),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/contacts',
      parameters: [
        ...inQuery('email', 'phone', 'company_id', 'page', 'per_page'),
        { name: 'updated_since', in: 'query', wire: '_updated_since' },
      ],
    },
  },
  {
    slug: 'FRESHDESK_GET_CONTACT',
    name: 'Get contact',
    description: 'Read one contact.',
    tags: reads,
    input: { type: 'object', properties: { contact_id: contactId }, required: ['contact_id'] },
    output: contact,
    exec: { kind: 'http', method: 'GET', path: '/contacts/{contact_id}', parameters: inPath('contact_id') },
  },
  {
    slug: 'FRESHDESK_CREATE_CONTACT',
    name: 'Create contact',
    description: 'Create a contact, with an email address or a phone number.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'Name of the person.' },
        email: { type: 'string', description: 'Email address, unique among contacts.' },
        phone: { type: 'string', description: 'Phone number.' },
        mobile: { type: 'string', description: 'Mobile number.' },
        company_id: { type: 'integer', description: 'Id of the company.' },
        job_title: { type: 'string', description: 'Job title.' },
        description: { type: 'string', description: 'Notes.' },
        tags: { type: 'array', items: { type: 'string' }, description: 'Tags.' },
      },
      required: ['name'],
    },
    output: contact,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/contacts',
      parameters: inBody(
        'name',
        'email',
        'phone',
        'mobile',
        'company_id',
        'job_title',
        'description',
        'tags',
      ),
    },
  },
  {
    slug: 'FRESHDESK_LIST_AGENTS',
    name: 'List agents',
    description: 'List the agents with their ids, or find one by email address.',
    tags: reads,
    input: {
      type: 'object',
      properties: { email: { type: 'string', description: 'Only the agent with this address.' }, ...paging },
    },
    output: items(agent),
    exec: { kind: 'http', method: 'GET', path: '/agents', parameters: inQuery('email', 'page', 'per_page') },
  },
] satisfies ToolkitInput['tools']
