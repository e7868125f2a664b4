/** Databases and their rows. A row is a page whose parent is the database. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, reads, replaces, writes } from '../parameters.ts'
import {
  blocks,
  database,
  databaseId,
  listOf,
  looks,
  looksOnWire,
  page,
  pageSize,
  richText,
  startCursor,
  values,
} from './inputs.ts'

const columns = (description: string) => ({
  type: 'object',
  additionalProperties: { type: ['object', 'null'], additionalProperties: true },
  description: `${description} Columns by name, each with its type as key: {"Name":{"title":{}},"Due":{"date":{}},"Stage":{"select":{"options":[{"name":"New"}]}}}.`,
})

export const databaseTools = [
  {
    slug: 'NOTION_CREATE_DATABASE',
    name: 'Create database',
    description: 'Create a database inside a page, with its columns.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        parent_id: {
          type: 'string',
          minLength: 1,
          description: 'Id of the page to create it in, from NOTION_SEARCH_NOTION_PAGE.',
        },
        title: richText('Title of the database.'),
        properties: columns('The columns, exactly one of them of type title.'),
      },
      required: ['parent_id', 'title', 'properties'],
    },
    output: database,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/databases',
      body: { parent: { type: 'page_id' } },
      parameters: [
        { name: 'parent_id', in: 'body', wire: 'parent.page_id' },
        ...inBody('title', 'properties'),
      ],
    },
  },
  {
    slug: 'NOTION_FETCH_DATABASE',
    name: 'Get database',
    description:
      'Read the title and columns of a database. Do this before writing rows, to know names, types and options.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: { database_id: databaseId }, required: ['database_id'] },
    output: database,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/databases/{database_id}',
      parameters: inPath('database_id'),
    },
  },
  {
    slug: 'NOTION_RETRIEVE_DATABASE_PROPERTY',
    name: 'Get database column',
    description: 'Read one column of a database: its type and, of a select, its options.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        database_id: databaseId,
        property_id: {
          type: 'string',
          minLength: 1,
          description: 'Id or name of the column, from NOTION_FETCH_DATABASE.',
        },
      },
      required: ['database_id', 'property_id'],
    },
    output: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        name: { type: 'string' },
        type: { type: 'string', description: 'What it holds; more is said under the key of this name.' },
      },
    },
    exec: { kind: 'builtin', name: 'notion.database_property' },
  },
  {
    slug: 'NOTION_QUERY_DATABASE',
    name: 'Query database',
    description: 'Read the rows of a database, filtered and sorted, page by page.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        database_id: databaseId,
        filter: {
          type: 'object',
          additionalProperties: true,
          description:
            'Condition: {"property":"Status","status":{"equals":"Done"}}, or several in {"and":[…]} or {"or":[…]}.',
        },
        sorts: {
          type: 'array',
          description: 'Order, the first entry first.',
          items: {
            type: 'object',
            properties: {
              property: { type: 'string', description: 'Name of a column.' },
              timestamp: { type: 'string', enum: ['created_time', 'last_edited_time'] },
              direction: { type: 'string', enum: ['ascending', 'descending'] },
            },
            required: ['direction'],
          },
        },
        page_size: pageSize,
        start_cursor: startCursor,
      },
      required: ['database_id'],
    },
    output: listOf(page),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/databases/{database_id}/query',
      parameters: [...inPath('database_id'), ...inBody('filter', 'sorts', 'page_size', 'start_cursor')],
    },
  },
  {
    slug: 'NOTION_INSERT_ROW_DATABASE',
    name: 'Insert row',
    description: 'Add a row to a database, with values for its columns and, if wanted, content of its page.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: {
        database_id: databaseId,
        properties: values,
        children: blocks("Content of the row's page, at most 100 blocks."),
        ...looks,
      },
      required: ['database_id', 'properties'],
    },
    output: page,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/pages',
      parameters: [
        { name: 'database_id', in: 'body', wire: 'parent.database_id' },
        ...inBody('properties', 'children'),
        ...looksOnWire,
      ],
    },
  },
  {
    slug: 'NOTION_UPDATE_ROW_DATABASE',
    name: 'Update row',
    description:
      'Change values of a database row, or delete it. Columns that are not named keep their values.',
    tags: replaces,
    input: {
      type: 'object',
      properties: {
        row_id: { type: 'string', minLength: 1, description: 'Id of the row, from NOTION_QUERY_DATABASE.' },
        properties: values,
        delete_row: { type: 'boolean', description: 'True moves the row to the trash.' },
        ...looks,
      },
      required: ['row_id'],
    },
    output: page,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/pages/{row_id}',
      parameters: [
        ...inPath('row_id'),
        ...inBody('properties'),
        { name: 'delete_row', in: 'body', wire: 'archived' },
        ...looksOnWire,
      ],
    },
  },
  {
    slug: 'NOTION_UPDATE_SCHEMA_DATABASE',
    name: 'Change database',
    description: 'Rename a database, or add, rename and remove its columns.',
    tags: [...replaces, 'destructiveHint'],
    input: {
      type: 'object',
      properties: {
        database_id: databaseId,
        title: richText('New title.'),
        description: richText('New description.'),
        properties: columns(
          'Columns to add or change; {"Old":{"name":"New"}} renames, {"Old":null} removes.',
        ),
      },
      required: ['database_id'],
    },
    output: database,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/databases/{database_id}',
      parameters: [...inPath('database_id'), ...inBody('title', 'description', 'properties')],
    },
  },
] satisfies ToolkitInput['tools']
