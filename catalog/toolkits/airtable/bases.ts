/** Bases and their schema. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { baseId, needs } from './inputs.ts'

const canReadSchema = needs('schema.bases:read')
const canWriteSchema = needs('schema.bases:write')

const newField = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    type: {
      type: 'string',
      description:
        'singleLineText, multilineText, number, checkbox, date, singleSelect, multipleSelects, email, url, multipleRecordLinks …',
    },
    description: { type: 'string' },
    options: {
      type: 'object',
      additionalProperties: true,
      description: 'What the type needs, such as {"precision":0} or {"choices":[{"name":"New"}]}.',
    },
  },
  required: ['name', 'type'],
}

const newFields = {
  type: 'array',
  minItems: 1,
  items: newField,
  description: 'The fields; the first one is the primary field and must be of a plain type.',
}

const table = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    primaryFieldId: { type: 'string' },
    fields: { type: 'array', items: { type: 'object', additionalProperties: true } },
    views: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
} as const

export const baseTools = [
  {
    slug: 'AIRTABLE_LIST_BASES',
    name: 'List bases',
    description: 'List the bases that the connection was given, with their ids.',
    tags: reads,
    important: true,
    scopes: canReadSchema,
    input: {
      type: 'object',
      properties: {
        offset: { type: 'string', description: 'Start of the next page: offset of the previous answer.' },
      },
    },
    output: {
      type: 'object',
      properties: {
        bases: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              name: { type: 'string' },
              permissionLevel: { type: 'string' },
            },
          },
        },
        offset: { type: 'string' },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/meta/bases', parameters: inQuery('offset') },
  },
  {
    slug: 'AIRTABLE_GET_BASE_SCHEMA',
    name: 'Get base schema',
    description:
      'Read the tables of a base with their fields, types, options and views. Do this before writing records.',
    tags: reads,
    important: true,
    scopes: canReadSchema,
    input: { type: 'object', properties: { baseId }, required: ['baseId'] },
    output: { type: 'object', properties: { tables: { type: 'array', items: table } } },
    exec: { kind: 'http', method: 'GET', path: '/meta/bases/{baseId}/tables', parameters: inPath('baseId') },
  },
  {
    slug: 'AIRTABLE_CREATE_BASE',
    name: 'Create base',
    description: 'Create a base with its tables in a workspace.',
    tags: writes,
    scopes: canWriteSchema,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'Name of the base.' },
        workspaceId: {
          type: 'string',
          minLength: 1,
          description: 'Id of the workspace (wsp…), out of its link.',
        },
        tables: {
          type: 'array',
          minItems: 1,
          description: 'The tables.',
          items: {
            type: 'object',
            properties: { name: { type: 'string' }, description: { type: 'string' }, fields: newFields },
            required: ['name', 'fields'],
          },
        },
      },
      required: ['name', 'workspaceId', 'tables'],
    },
    output: {
      type: 'object',
      properties: { id: { type: 'string' }, tables: { type: 'array', items: table } },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/meta/bases',
      parameters: inBody('name', 'workspaceId', 'tables'),
    },
  },
  {
    slug: 'AIRTABLE_CREATE_TABLE',
    name: 'Create table',
    description: 'Add a table with its fields to a base.',
    tags: writes,
    scopes: canWriteSchema,
    input: {
      type: 'object',
      properties: {
        baseId,
        name: { type: 'string', minLength: 1, description: 'Name of the table, unique in the base.' },
        description: { type: 'string', description: 'What the table is for.' },
        fields: newFields,
      },
      required: ['baseId', 'name', 'fields'],
    },
    output: table,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/meta/bases/{baseId}/tables',
      parameters: [...inPath('baseId'), ...inBody('name', 'description', 'fields')],
    },
  },
  {
    slug: 'AIRTABLE_CREATE_FIELD',
    name: 'Create field',
    description: 'Add a field to a table.',
    tags: writes,
    scopes: canWriteSchema,
    input: {
      type: 'object',
      properties: {
        baseId,
        tableId: {
          type: 'string',
          minLength: 1,
          description: 'Id of the table (tbl…), from AIRTABLE_GET_BASE_SCHEMA.',
        },
        name: { type: 'string', minLength: 1, description: 'Name of the field.' },
        type: { type: 'string', minLength: 1, description: newField.properties.type.description },
        description: { type: 'string', description: 'What the field is for.' },
        options: newField.properties.options,
      },
      required: ['baseId', 'tableId', 'name', 'type'],
    },
    output: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        name: { type: 'string' },
        type: { type: 'string' },
        options: { type: 'object', additionalProperties: true },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/meta/bases/{baseId}/tables/{tableId}/fields',
      parameters: [...inPath('baseId', 'tableId'), ...inBody('name', 'type', 'description', 'options')],
    },
  },
  {
    slug: 'AIRTABLE_GET_USER_INFO',
    name: 'Get own user',
    description: 'Read id, email address and scopes of the connected user.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        email: { type: 'string' },
        scopes: { type: 'array', items: { type: 'string' } },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/meta/whoami' },
  },
] satisfies ToolkitInput['tools']
