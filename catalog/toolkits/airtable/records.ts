/** Records and the comments on them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  baseId,
  fields,
  needs,
  record,
  recordId,
  records,
  returnFieldsByFieldId,
  tableIdOrName,
  typecast,
} from './inputs.ts'

const canRead = needs('data.records:read')
const canWrite = needs('data.records:write')
const canReadComments = needs('data.recordComments:read')
const canComment = needs('data.recordComments:write')

const table = { baseId, tableIdOrName }
const inTable = inPath('baseId', 'tableIdOrName')
const oneRecord = { ...table, recordId }
const atRecord = inPath('baseId', 'tableIdOrName', 'recordId')

const comment = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    text: { type: 'string' },
    author: { type: 'object', additionalProperties: true },
    createdTime: { type: 'string' },
    lastUpdatedTime: { type: ['string', 'null'] },
  },
} as const

export const recordTools = [
  {
    slug: 'AIRTABLE_LIST_RECORDS',
    name: 'List records',
    description: 'Read the records of a table, filtered by a formula and sorted, page by page.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        ...table,
        filterByFormula: {
          type: 'string',
          description: `Formula that is true for the wanted records: AND({Status}="Done", IS_AFTER({Due}, "2026-01-31")).`,
        },
        fields: {
          type: 'array',
          items: { type: 'string' },
          description: 'Names or ids of the fields to return; all when left out.',
        },
        sort: {
          type: 'array',
          description: 'Order, the first entry first.',
          items: {
            type: 'object',
            properties: { field: { type: 'string' }, direction: { type: 'string', enum: ['asc', 'desc'] } },
            required: ['field'],
          },
        },
        view: { type: 'string', description: 'Name or id of a view: only its records, in its order.' },
        maxRecords: {
          type: 'integer',
          minimum: 1,
          description: 'How many to return at most over all pages.',
        },
        pageSize: {
          type: 'integer',
          minimum: 1,
          maximum: 100,
          description: 'How many to return at once, 1 to 100.',
        },
        offset: { type: 'string', description: 'Start of the next page: offset of the previous answer.' },
        cellFormat: {
          type: 'string',
          enum: ['json', 'string'],
          description: 'Form of the values; string needs timeZone and userLocale.',
        },
        timeZone: { type: 'string', description: 'IANA time zone for cellFormat string.' },
        userLocale: { type: 'string', description: 'Locale for cellFormat string.' },
        returnFieldsByFieldId,
      },
      required: ['baseId', 'tableIdOrName'],
    },
    output: records,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/{baseId}/{tableIdOrName}',
      parameters: [
        ...inTable,
        ...inQuery('filterByFormula', 'view', 'maxRecords', 'pageSize', 'offset'),
        ...inQuery('cellFormat', 'timeZone', 'userLocale', 'returnFieldsByFieldId'),
        { name: 'fields', in: 'query', wire: 'fields[]' },
        { name: 'sort', in: 'query', style: 'deepObject' },
      ],
    },
  },
  {
    slug: 'AIRTABLE_GET_RECORD',
    name: 'Get record',
    description: 'Read one record.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: { ...oneRecord, returnFieldsByFieldId },
      required: ['baseId', 'tableIdOrName', 'recordId'],
    },
    output: record,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/{baseId}/{tableIdOrName}/{recordId}',
      parameters: [...atRecord, ...inQuery('returnFieldsByFieldId')],
    },
  },
  {
    slug: 'AIRTABLE_CREATE_RECORD',
    name: 'Create record',
    description: 'Add one record to a table.',
    tags: writes,
    important: true,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { ...table, fields, typecast },
      required: ['baseId', 'tableIdOrName', 'fields'],
    },
    output: record,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/{baseId}/{tableIdOrName}',
      parameters: [...inTable, ...inBody('fields', 'typecast')],
    },
  },
  {
    slug: 'AIRTABLE_CREATE_MULTIPLE_RECORDS',
    name: 'Create several records',
    description: 'Add up to 10 records to a table at once.',
    tags: writes,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        ...table,
        records: {
          type: 'array',
          minItems: 1,
          maxItems: 10,
          description: 'The records.',
          items: { type: 'object', properties: { fields }, required: ['fields'] },
        },
        typecast,
        returnFieldsByFieldId,
      },
      required: ['baseId', 'tableIdOrName', 'records'],
    },
    output: records,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/{baseId}/{tableIdOrName}',
      parameters: [...inTable, ...inBody('records', 'typecast', 'returnFieldsByFieldId')],
    },
  },
  {
    slug: 'AIRTABLE_UPDATE_RECORD',
    name: 'Update record',
    description: 'Change fields of one record; those that are not named keep their values.',
    tags: replaces,
    important: true,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { ...oneRecord, fields, typecast },
      required: ['baseId', 'tableIdOrName', 'recordId', 'fields'],
    },
    output: record,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/{baseId}/{tableIdOrName}/{recordId}',
      parameters: [...atRecord, ...inBody('fields', 'typecast')],
    },
  },
  {
    slug: 'AIRTABLE_UPDATE_MULTIPLE_RECORDS',
    name: 'Update several records',
    description:
      'Change up to 10 records at once. With performUpsert, records are found by the values of fields, and made where there is none.',
    tags: replaces,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        ...table,
        records: {
          type: 'array',
          minItems: 1,
          maxItems: 10,
          description: 'The records with their new values; ids may be left out with performUpsert.',
          items: { type: 'object', properties: { id: { type: 'string' }, fields }, required: ['fields'] },
        },
        performUpsert: {
          type: 'object',
          description: 'Find records by one to three fields.',
          properties: {
            fieldsToMergeOn: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 3 },
          },
          required: ['fieldsToMergeOn'],
        },
        typecast,
        returnFieldsByFieldId,
      },
      required: ['baseId', 'tableIdOrName', 'records'],
    },
    output: records,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/{baseId}/{tableIdOrName}',
      parameters: [...inTable, ...inBody('records', 'performUpsert', 'typecast', 'returnFieldsByFieldId')],
    },
  },
  {
    slug: 'AIRTABLE_DELETE_RECORD',
    name: 'Delete record',
    description: 'Delete one record.',
    tags: destroys,
    scopes: canWrite,
    input: { type: 'object', properties: oneRecord, required: ['baseId', 'tableIdOrName', 'recordId'] },
    output: { type: 'object', properties: { id: { type: 'string' }, deleted: { type: 'boolean' } } },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/{baseId}/{tableIdOrName}/{recordId}',
      parameters: atRecord,
    },
  },
  {
    slug: 'AIRTABLE_DELETE_MULTIPLE_RECORDS',
    name: 'Delete several records',
    description: 'Delete up to 10 records at once.',
    tags: destroys,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        ...table,
        recordIds: {
          type: 'array',
          items: recordId,
          minItems: 1,
          maxItems: 10,
          description: 'Ids of the records (rec…).',
        },
      },
      required: ['baseId', 'tableIdOrName', 'recordIds'],
    },
    output: {
      type: 'object',
      properties: { records: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/{baseId}/{tableIdOrName}',
      parameters: [...inTable, { name: 'recordIds', in: 'query', wire: 'records[]' }],
    },
  },
  {
    slug: 'AIRTABLE_LIST_COMMENTS',
    name: 'List comments',
    description: 'List the comments on a record, newest first.',
    tags: reads,
    scopes: canReadComments,
    input: {
      type: 'object',
      properties: {
        ...oneRecord,
        pageSize: {
          type: 'integer',
          minimum: 1,
          maximum: 100,
          description: 'How many to return at once, 1 to 100.',
        },
        offset: { type: 'string', description: 'Start of the next page: offset of the previous answer.' },
      },
      required: ['baseId', 'tableIdOrName', 'recordId'],
    },
    output: {
      type: 'object',
      properties: { comments: { type: 'array', items: comment }, offset: { type: ['string', 'null'] } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/{baseId}/{tableIdOrName}/{recordId}/comments',
      parameters: [...atRecord, ...inQuery('pageSize', 'offset')],
    },
  },
  {
    slug: 'AIRTABLE_CREATE_COMMENT',
    name: 'Create comment',
    description: 'Comment on a record. People are mentioned as @[usrXXXX].',
    tags: writes,
    scopes: canComment,
    input: {
      type: 'object',
      properties: {
        ...oneRecord,
        text: { type: 'string', minLength: 1, description: 'Text of the comment.' },
        parentCommentId: {
          type: 'string',
          description: 'Id of the comment to answer (com…), from AIRTABLE_LIST_COMMENTS.',
        },
      },
      required: ['baseId', 'tableIdOrName', 'recordId', 'text'],
    },
    output: comment,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/{baseId}/{tableIdOrName}/{recordId}/comments',
      parameters: [...atRecord, ...inBody('text', 'parentCommentId')],
    },
  },
  {
    slug: 'AIRTABLE_DELETE_COMMENT',
    name: 'Delete comment',
    description: 'Delete a comment that the same user made.',
    tags: destroys,
    scopes: canComment,
    input: {
      type: 'object',
      properties: {
        ...oneRecord,
        rowCommentId: {
          type: 'string',
          minLength: 1,
          description: 'Id of the comment (com…), from AIRTABLE_LIST_COMMENTS.',
        },
      },
      required: ['baseId', 'tableIdOrName', 'recordId', 'rowCommentId'],
    },
    output: { type: 'object', properties: { id: { type: 'string' }, deleted: { type: 'boolean' } } },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/{baseId}/{tableIdOrName}/{recordId}/comments/{rowCommentId}',
      parameters: [...atRecord, ...inPath('rowCommentId')],
    },
  },
] satisfies ToolkitInput['tools']
