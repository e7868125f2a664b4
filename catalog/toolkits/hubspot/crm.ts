/** Records of any kind, and what is needed to use them: properties, pipelines, owners. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { after, criteria, limit, links, record, records, returned, values } from './inputs.ts'
import { canReadOwners, objects } from './scopes.ts'

const objectType = {
  type: 'string',
  minLength: 1,
  description:
    'Kind of record: contacts, companies, deals, tickets, notes, tasks, calls, emails, meetings …, or the id of a custom object (2-…).',
}

const objectId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the record, from HUBSPOT_SEARCH_CRM_OBJECTS_BY_CRITERIA.',
}

const example = '{"hs_note_body":"Called, will call back","hs_timestamp":"2026-01-31T09:00:00Z"} for a note'

const returnedOnWire = [
  { name: 'properties', in: 'query', style: 'comma' },
  { name: 'associations', in: 'query', style: 'comma' },
  { name: 'archived', in: 'query' },
] as const

const listOfObjects = {
  type: 'object',
  properties: { results: { type: 'array', items: { type: 'object', additionalProperties: true } } },
} as const

/** Both records must be of one kind. */
const merging = (kind: string) => ({
  primaryObjectId: { type: 'string' as const, minLength: 1, description: `Id of the ${kind} that stays.` },
  objectIdToMerge: {
    type: 'string' as const,
    minLength: 1,
    description: `Id of the ${kind} that becomes part of it.`,
  },
})

export const crmTools = [
  {
    slug: 'HUBSPOT_SEARCH_CRM_OBJECTS_BY_CRITERIA',
    name: 'Search records',
    description:
      'Find records of any kind, custom objects, notes and tasks included, by words or conditions.',
    tags: reads,
    input: { type: 'object', properties: { objectType, ...criteria }, required: ['objectType'] },
    output: records,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/crm/v3/objects/{objectType}/search',
      parameters: [...inPath('objectType'), ...inBody(...Object.keys(criteria))],
    },
  },
  {
    slug: 'HUBSPOT_READ_APAGE_OF_OBJECTS_BY_TYPE',
    name: 'List records',
    description: 'List the records of one kind, page by page.',
    tags: reads,
    input: {
      type: 'object',
      properties: { objectType, limit: limit(100), after, ...returned },
      required: ['objectType'],
    },
    output: records,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/crm/v3/objects/{objectType}',
      parameters: [...inPath('objectType'), ...inQuery('limit', 'after'), ...returnedOnWire],
    },
  },
  {
    slug: 'HUBSPOT_READ_CRM_OBJECT_BY_ID',
    name: 'Get record',
    description: 'Read one record of any kind.',
    tags: reads,
    input: {
      type: 'object',
      properties: { objectType, objectId, ...returned },
      required: ['objectType', 'objectId'],
    },
    output: record,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/crm/v3/objects/{objectType}/{objectId}',
      parameters: [...inPath('objectType', 'objectId'), ...returnedOnWire],
    },
  },
  {
    slug: 'HUBSPOT_CREATE_CRM_OBJECT_WITH_PROPERTIES',
    name: 'Create record',
    description:
      'Create a record of any kind, such as a note, a task or a custom object, linked to others if wanted.',
    tags: writes,
    input: {
      type: 'object',
      properties: { objectType, properties: values(example), associations: links },
      required: ['objectType', 'properties'],
    },
    output: record,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/crm/v3/objects/{objectType}',
      parameters: [...inPath('objectType'), ...inBody('properties', 'associations')],
    },
  },
  {
    slug: 'HUBSPOT_PARTIALLY_UPDATE_CRM_OBJECT_BY_ID',
    name: 'Update record',
    description: 'Change properties of a record of any kind; those that are not named keep their values.',
    tags: replaces,
    input: {
      type: 'object',
      properties: { objectType, objectId, properties: values(example) },
      required: ['objectType', 'objectId', 'properties'],
    },
    output: record,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/crm/v3/objects/{objectType}/{objectId}',
      parameters: [...inPath('objectType', 'objectId'), ...inBody('properties')],
    },
  },
  {
    slug: 'HUBSPOT_ARCHIVE_CRM_OBJECT_BY_ID',
    name: 'Archive record',
    description: 'Move a record of any kind to the recycling bin.',
    tags: destroys,
    input: { type: 'object', properties: { objectType, objectId }, required: ['objectType', 'objectId'] },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/crm/v3/objects/{objectType}/{objectId}',
      parameters: inPath('objectType', 'objectId'),
    },
  },
  {
    slug: 'HUBSPOT_MERGE_TWO_CONTACTS_OF_SAME_TYPE',
    name: 'Merge contacts',
    description: 'Merge two contacts into one. It cannot be undone.',
    tags: ['openWorldHint', 'destructiveHint'],
    scopes: objects('contacts').write,
    input: {
      type: 'object',
      properties: merging('contact'),
      required: ['primaryObjectId', 'objectIdToMerge'],
    },
    output: record,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/crm/v3/objects/contacts/merge',
      parameters: inBody('primaryObjectId', 'objectIdToMerge'),
    },
  },
  {
    slug: 'HUBSPOT_MERGE_TWO_COMPANIES_OF_SAME_TYPE',
    name: 'Merge companies',
    description: 'Merge two companies into one. It cannot be undone.',
    tags: ['openWorldHint', 'destructiveHint'],
    scopes: objects('companies').write,
    input: {
      type: 'object',
      properties: merging('company'),
      required: ['primaryObjectId', 'objectIdToMerge'],
    },
    output: record,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/crm/v3/objects/companies/merge',
      parameters: inBody('primaryObjectId', 'objectIdToMerge'),
    },
  },
  {
    slug: 'HUBSPOT_READ_ALL_PROPERTIES_FOR_OBJECT_TYPE',
    name: 'List properties',
    description: 'List the properties of a kind of record: internal names, labels, types and options.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        objectType,
        archived: { type: 'boolean', description: 'Return archived properties only.' },
      },
      required: ['objectType'],
    },
    output: listOfObjects,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/crm/v3/properties/{objectType}',
      parameters: [...inPath('objectType'), ...inQuery('archived')],
    },
  },
  {
    slug: 'HUBSPOT_RETRIEVE_ALL_PIPELINES_FOR_SPECIFIED_OBJECT_TYPE',
    name: 'List pipelines',
    description: 'List the pipelines of deals or tickets with the ids and labels of their stages.',
    tags: reads,
    input: { type: 'object', properties: { objectType }, required: ['objectType'] },
    output: listOfObjects,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/crm/v3/pipelines/{objectType}',
      parameters: inPath('objectType'),
    },
  },
  {
    slug: 'HUBSPOT_RETRIEVE_OWNERS',
    name: 'List owners',
    description: 'List the people who can own records, with the ids that hubspot_owner_id takes.',
    tags: reads,
    scopes: canReadOwners,
    input: {
      type: 'object',
      properties: {
        email: { type: 'string', description: 'Only the owner with this email address.' },
        limit: limit(500),
        after,
        archived: { type: 'boolean', description: 'Return archived owners only.' },
      },
    },
    output: {
      type: 'object',
      properties: {
        results: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              email: { type: 'string' },
              firstName: { type: 'string' },
              lastName: { type: 'string' },
              userId: { type: ['integer', 'null'] },
            },
          },
        },
        paging: { type: 'object', additionalProperties: true },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/crm/v3/owners',
      parameters: inQuery('email', 'limit', 'after', 'archived'),
    },
  },
] satisfies ToolkitInput['tools']
