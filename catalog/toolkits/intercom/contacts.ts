/** Contacts, with their notes and tags. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, reads, replaces, writes } from '../parameters.ts'
import { contact, contactId, contactTexts, listOf, search, searchOnWire } from './inputs.ts'

const tag = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } } as const

const note = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    body: { type: 'string' },
    created_at: { type: 'integer' },
    author: { type: 'object', additionalProperties: true },
  },
} as const

const tagId = { type: 'string', minLength: 1, description: 'Id of the tag.' }

export const contactTools = [
  {
    slug: 'INTERCOM_SEARCH_CONTACTS',
    name: 'Search contacts',
    description: 'Find users and leads by email address, name, custom attribute or another field.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: search('{"field":"email","operator":"=","value":"ada@example.com"}'),
      required: ['query'],
    },
    output: listOf(contact),
    exec: { kind: 'http', method: 'POST', path: '/contacts/search', parameters: [...searchOnWire] },
  },
  {
    slug: 'INTERCOM_GET_A_CONTACT',
    name: 'Get contact',
    description: 'Read one contact.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: { id: contactId }, required: ['id'] },
    output: contact,
    exec: { kind: 'http', method: 'GET', path: '/contacts/{id}', parameters: inPath('id') },
  },
  {
    slug: 'INTERCOM_CREATE_CONTACT',
    name: 'Create contact',
    description: 'Create a user or a lead, with an email address, an external_id or a role.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: {
        role: { type: 'string', enum: ['user', 'lead'], description: 'Whether it is a user or a lead.' },
        ...contactTexts,
      },
    },
    output: contact,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/contacts',
      parameters: inBody('role', ...Object.keys(contactTexts)),
    },
  },
  {
    slug: 'INTERCOM_UPDATE_A_CONTACT',
    name: 'Update contact',
    description: 'Change a contact; what is not named stays. A lead becomes a user with role user.',
    tags: replaces,
    input: {
      type: 'object',
      properties: {
        id: contactId,
        role: { type: 'string', enum: ['user', 'lead'], description: 'The new role.' },
        ...contactTexts,
      },
      required: ['id'],
    },
    output: contact,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/contacts/{id}',
      parameters: [...inPath('id'), ...inBody('role', ...Object.keys(contactTexts))],
    },
  },
  {
    slug: 'INTERCOM_DELETE_A_CONTACT',
    name: 'Delete contact',
    description: 'Delete a contact for good.',
    tags: destroys,
    input: { type: 'object', properties: { id: contactId }, required: ['id'] },
    output: { type: 'object', properties: { id: { type: 'string' }, deleted: { type: 'boolean' } } },
    exec: { kind: 'http', method: 'DELETE', path: '/contacts/{id}', parameters: inPath('id') },
  },
  {
    slug: 'INTERCOM_LIST_ALL_NOTES',
    name: 'List notes',
    description: 'List the notes that teammates made on a contact.',
    tags: reads,
    input: { type: 'object', properties: { id: contactId }, required: ['id'] },
    output: listOf(note),
    exec: { kind: 'http', method: 'GET', path: '/contacts/{id}/notes', parameters: inPath('id') },
  },
  {
    slug: 'INTERCOM_CREATE_A_NOTE',
    name: 'Create note',
    description: 'Add a note to a contact, which only teammates see.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        id: contactId,
        body: { type: 'string', minLength: 1, description: 'Text of the note; HTML is allowed.' },
        admin_id: {
          type: 'string',
          description: 'Id of the teammate who writes, from INTERCOM_LIST_ALL_ADMINS.',
        },
      },
      required: ['id', 'body'],
    },
    output: note,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/contacts/{id}/notes',
      parameters: [...inPath('id'), ...inBody('body', 'admin_id')],
    },
  },
  {
    slug: 'INTERCOM_LIST_TAGS_ATTACHED_TO_A_CONTACT',
    name: 'List tags of a contact',
    description: 'List the tags of a contact.',
    tags: reads,
    input: { type: 'object', properties: { contact_id: contactId }, required: ['contact_id'] },
    output: listOf(tag),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/contacts/{contact_id}/tags',
      parameters: inPath('contact_id'),
    },
  },
  {
    slug: 'INTERCOM_ADD_TAG_TO_A_CONTACT',
    name: 'Tag contact',
    description: 'Put a tag on a contact.',
    tags: replaces,
    input: {
      type: 'object',
      properties: { contact_id: contactId, id: tagId },
      required: ['contact_id', 'id'],
    },
    output: tag,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/contacts/{contact_id}/tags',
      parameters: [...inPath('contact_id'), ...inBody('id')],
    },
  },
  {
    slug: 'INTERCOM_REMOVE_TAG_FROM_A_CONTACT',
    name: 'Untag contact',
    description: 'Take a tag off a contact.',
    tags: destroys,
    input: {
      type: 'object',
      properties: { contact_id: contactId, id: tagId },
      required: ['contact_id', 'id'],
    },
    output: tag,
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/contacts/{contact_id}/tags/{id}',
      parameters: inPath('contact_id', 'id'),
    },
  },
] satisfies ToolkitInput['tools']
