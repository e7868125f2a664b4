/** Audiences and their contacts. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'

const reads = ['openWorldHint', 'readOnlyHint', 'idempotentHint']
const destroys = ['openWorldHint', 'destructiveHint', 'idempotentHint']
const audienceId = { type: 'string', format: 'uuid', description: 'Id of the audience.' }
const contactId = { type: 'string', description: 'Id of the contact, or its email address.' }

const audience = {
  type: 'object',
  properties: { id: { type: 'string' }, name: { type: 'string' }, created_at: { type: 'string' } },
} as const

const contact = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    email: { type: 'string' },
    first_name: { type: ['string', 'null'] },
    last_name: { type: ['string', 'null'] },
    unsubscribed: { type: 'boolean' },
    created_at: { type: 'string' },
  },
} as const

export const audienceTools = [
  {
    slug: 'RESEND_CREATE_AUDIENCE',
    name: 'Create audience',
    description: 'Create a list of contacts to write to.',
    tags: ['openWorldHint'],
    input: {
      type: 'object',
      properties: { name: { type: 'string', description: 'Name of the audience.' } },
      required: ['name'],
    },
    output: audience,
    exec: { kind: 'http', method: 'POST', path: '/audiences', parameters: [{ name: 'name', in: 'body' }] },
  },
  {
    slug: 'RESEND_RETRIEVE_AUDIENCE',
    name: 'Retrieve audience',
    description: 'Read one audience.',
    tags: reads,
    input: { type: 'object', properties: { audience_id: audienceId }, required: ['audience_id'] },
    output: audience,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/audiences/{audience_id}',
      parameters: [{ name: 'audience_id', in: 'path' }],
    },
  },
  {
    slug: 'RESEND_LIST_AUDIENCES',
    name: 'List audiences',
    description: 'List the audiences of the account.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: {} },
    output: { type: 'object', properties: { data: { type: 'array', items: audience } } },
    exec: { kind: 'http', method: 'GET', path: '/audiences' },
  },
  {
    slug: 'RESEND_DELETE_AUDIENCE',
    name: 'Delete audience',
    description: 'Remove an audience with its contacts.',
    tags: destroys,
    input: { type: 'object', properties: { audience_id: audienceId }, required: ['audience_id'] },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/audiences/{audience_id}',
      parameters: [{ name: 'audience_id', in: 'path' }],
    },
  },
  {
    slug: 'RESEND_CREATE_CONTACT',
    name: 'Create contact',
    description: 'Add a person to an audience.',
    tags: ['openWorldHint'],
    important: true,
    input: {
      type: 'object',
      properties: {
        audience_id: audienceId,
        email: { type: 'string', description: 'Address of the person.' },
        first_name: { type: 'string', description: 'First name.' },
        last_name: { type: 'string', description: 'Last name.' },
        unsubscribed: { type: 'boolean', description: 'Whether the person wants no broadcasts.' },
      },
      required: ['audience_id', 'email'],
    },
    output: contact,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/audiences/{audience_id}/contacts',
      parameters: [
        { name: 'audience_id', in: 'path' },
        { name: 'email', in: 'body' },
        { name: 'first_name', in: 'body' },
        { name: 'last_name', in: 'body' },
        { name: 'unsubscribed', in: 'body' },
      ],
    },
  },
  {
    slug: 'RESEND_RETRIEVE_CONTACT',
    name: 'Retrieve contact',
    description: 'Read one contact of an audience, by id or email address.',
    tags: reads,
    input: {
      type: 'object',
      properties: { audience_id: audienceId, contact_id: contactId },
      required: ['audience_id', 'contact_id'],
    },
    output: contact,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/audiences/{audience_id}/contacts/{contact_id}',
      parameters: [
        { name: 'audience_id', in: 'path' },
        { name: 'contact_id', in: 'path' },
      ],
    },
  },
  {
    slug: 'RESEND_LIST_CONTACTS',
    name: 'List contacts',
    description: 'List the contacts of an audience.',
    tags: reads,
    input: { type: 'object', properties: { audience_id: audienceId }, required: ['audience_id'] },
    output: { type: 'object', properties: { data: { type: 'array', items: contact } } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/audiences/{audience_id}/contacts',
      parameters: [{ name: 'audience_id', in: 'path' }],
    },
  },
  {
    slug: 'RESEND_DELETE_CONTACT',
    name: 'Delete contact',
    description: 'Remove a person from an audience, by id or email address.',
    tags: destroys,
    input: {
      type: 'object',
      properties: { audience_id: audienceId, contact_id: contactId },
      required: ['audience_id', 'contact_id'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/audiences/{audience_id}/contacts/{contact_id}',
      parameters: [
        { name: 'audience_id', in: 'path' },
        { name: 'contact_id', in: 'path' },
      ],
    },
  },
] satisfies ToolkitInput['tools']
