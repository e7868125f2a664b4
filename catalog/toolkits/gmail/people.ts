/** The account itself and its contacts. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, reads } from '../parameters.ts'
import { pageToken, userId } from './inputs.ts'
import { canRead, canReadContacts, canReadPeople } from './scopes.ts'

const personFields = (fallback: string) => ({
  type: 'string',
  default: fallback,
  description:
    'Fields to return, separated by commas: names, emailAddresses, phoneNumbers, organizations, addresses.',
})

export const peopleTools = [
  {
    slug: 'GMAIL_GET_PROFILE',
    name: 'Get profile',
    description: 'Read the address of the connected mailbox and its counts of messages and threads.',
    tags: reads,
    scopes: canRead,
    input: { type: 'object', properties: { user_id: userId } },
    output: {
      type: 'object',
      properties: {
        emailAddress: { type: 'string' },
        messagesTotal: { type: 'integer' },
        threadsTotal: { type: 'integer' },
        historyId: { type: 'string' },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/users/{user_id}/profile', parameters: inPath('user_id') },
  },
  {
    slug: 'GMAIL_SEARCH_PEOPLE',
    name: 'Search people',
    description: "Search the user's contacts by name, email address, phone number or company.",
    tags: reads,
    scopes: canReadContacts,
    input: {
      type: 'object',
      properties: {
        query: { type: 'string', description: 'Beginning of a name, address, number or company.' },
        pageSize: {
          type: 'integer',
          minimum: 1,
          maximum: 30,
          default: 10,
          description: 'How many to return.',
        },
        person_fields: personFields('names,emailAddresses,phoneNumbers'),
      },
      required: ['query'],
    },
    output: {
      type: 'object',
      properties: { results: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: 'https://people.googleapis.com/v1/people:searchContacts',
      parameters: [
        { name: 'query', in: 'query' },
        { name: 'pageSize', in: 'query' },
        { name: 'person_fields', in: 'query', wire: 'readMask' },
      ],
    },
  },
  {
    slug: 'GMAIL_GET_PEOPLE',
    name: 'Get person',
    description:
      'Read one person of the contacts, the connected account itself, or page by page the people it has written with but not saved.',
    tags: reads,
    scopes: canReadPeople,
    input: {
      type: 'object',
      properties: {
        resource_name: {
          type: 'string',
          pattern: '^people/[A-Za-z0-9_-]+$',
          default: 'people/me',
          description: 'Who: people/me, or the resourceName of a contact from GMAIL_GET_CONTACTS.',
        },
        person_fields: {
          ...personFields('emailAddresses,names'),
          description:
            'Fields to return, separated by commas: names, emailAddresses, phoneNumbers, birthdays … Of other contacts only the first three.',
        },
        other_contacts: {
          type: 'boolean',
          default: false,
          description:
            'List the people that were written with but not saved; resource_name is not used then.',
        },
        page_size: {
          type: 'integer',
          minimum: 1,
          maximum: 1000,
          description: 'How many other contacts to return.',
        },
        page_token: pageToken,
      },
    },
    output: {
      type: 'object',
      properties: {
        resourceName: { type: 'string' },
        names: { type: 'array', items: { type: 'object', additionalProperties: true } },
        emailAddresses: { type: 'array', items: { type: 'object', additionalProperties: true } },
        otherContacts: { type: 'array', items: { type: 'object', additionalProperties: true } },
        nextPageToken: { type: 'string' },
      },
    },
    exec: { kind: 'builtin', name: 'gmail.get_people' },
  },
  {
    slug: 'GMAIL_GET_CONTACTS',
    name: 'Get contacts',
    description: 'List the contacts of the connected account.',
    tags: reads,
    scopes: canReadContacts,
    input: {
      type: 'object',
      properties: {
        person_fields: personFields('names,emailAddresses'),
        page_token: pageToken,
      },
    },
    output: {
      type: 'object',
      properties: {
        connections: { type: 'array', items: { type: 'object', additionalProperties: true } },
        nextPageToken: { type: 'string' },
        totalPeople: { type: 'integer' },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: 'https://people.googleapis.com/v1/people/me/connections',
      parameters: [
        { name: 'person_fields', in: 'query', wire: 'personFields' },
        { name: 'page_token', in: 'query', wire: 'pageToken' },
      ],
    },
  },
] satisfies ToolkitInput['tools']
