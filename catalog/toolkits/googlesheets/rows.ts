/** Rows of a table: found, counted up, written by a key. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { reads, replaces, writes } from '../parameters.ts'
import { range, rows, sheetName, spreadsheet, spreadsheetId, updated } from './inputs.ts'
import { canRead, canWrite } from './scopes.ts'

const column = (what: string) => ({
  type: 'string',
  minLength: 1,
  description: `${what}: its heading in the first row, or else its letter.`,
})

const caseSensitive = { type: 'boolean', description: 'Whether ANN and ann differ; no when left out.' }

export const rowTools = [
  {
    slug: 'GOOGLESHEETS_LOOKUP_SPREADSHEET_ROW',
    name: 'Find row',
    description: 'Find the first row in which a cell has exactly this text, and get its number and values.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        query: { type: 'string', minLength: 1, description: 'Text of the cell, the whole of it.' },
        range: {
          ...range,
          description: `Where to look; the first sheet when left out. ${range.description}`,
        },
        case_sensitive: caseSensitive,
      },
      required: ['spreadsheet_id', 'query'],
    },
    output: {
      type: 'object',
      properties: {
        found: { type: 'boolean' },
        row_number: { type: 'integer', description: 'As the sheet numbers it, from 1.' },
        row_data: { type: 'array', items: {} },
      },
    },
    exec: { kind: 'builtin', name: 'googlesheets.lookup_row' },
  },
  {
    slug: 'GOOGLESHEETS_AGGREGATE_COLUMN_DATA',
    name: 'Sum up column',
    description:
      'Sum, average, count, or the smallest or largest number of a column, over all rows or those with a value in another column.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        sheet_name: sheetName,
        target_column: column('Column of the numbers'),
        operation: {
          type: 'string',
          enum: ['sum', 'average', 'count', 'min', 'max'],
          description: 'What to do with them.',
        },
        search_column: column('Column that says which rows count'),
        search_value: { type: 'string', description: 'Text that rows have in search_column.' },
        case_sensitive: caseSensitive,
      },
      required: ['spreadsheet_id', 'sheet_name', 'target_column', 'operation'],
    },
    output: {
      type: 'object',
      properties: {
        result: { type: ['number', 'null'], description: 'null where no row has a number.' },
        matching_rows: { type: 'integer' },
        numbers: { type: 'integer', description: 'How many of the cells were numbers.' },
      },
    },
    exec: { kind: 'builtin', name: 'googlesheets.aggregate_column' },
  },
  {
    slug: 'GOOGLESHEETS_UPSERT_ROWS',
    name: 'Update or add rows',
    description:
      'Write rows by a key: where a row has the same value in the key column it is changed, else the row is added at the end. Other columns stay.',
    tags: replaces,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        sheet_name: sheetName,
        key_column: {
          type: 'string',
          minLength: 1,
          description: 'Heading of the column that tells rows apart.',
        },
        headers: {
          type: 'array',
          items: { type: 'string', minLength: 1 },
          minItems: 1,
          description:
            'Headings of the values in each of rows, in their order. The sheet has them in its first row.',
        },
        rows,
      },
      required: ['spreadsheet_id', 'sheet_name', 'key_column', 'headers', 'rows'],
    },
    output: {
      type: 'object',
      properties: { updated_rows: { type: 'integer' }, added_rows: { type: 'integer' } },
    },
    exec: { kind: 'builtin', name: 'googlesheets.upsert_rows' },
  },
  {
    slug: 'GOOGLESHEETS_FIND_WORKSHEET_BY_TITLE',
    name: 'Find sheet by name',
    description: 'Tell whether a spreadsheet has a sheet of this name, and its id and size.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        title: { ...sheetName, description: 'Name of the sheet.' },
      },
      required: ['spreadsheet_id', 'title'],
    },
    output: {
      type: 'object',
      properties: { found: { type: 'boolean' }, worksheet: { type: 'object', additionalProperties: true } },
    },
    exec: { kind: 'builtin', name: 'googlesheets.find_worksheet' },
  },
  {
    slug: 'GOOGLESHEETS_SHEET_FROM_JSON',
    name: 'Create spreadsheet from records',
    description: 'Create a spreadsheet of records: their names become the first row, each record a row.',
    tags: writes,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        title: { type: 'string', minLength: 1, description: 'Title of the spreadsheet.' },
        sheet_name: { ...sheetName, description: 'Name of its sheet.' },
        sheet_json: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', additionalProperties: true },
          description: 'The records: [{"name": "Ada", "age": 36}].',
        },
      },
      required: ['title', 'sheet_name', 'sheet_json'],
    },
    output: { type: 'object', properties: { ...spreadsheet.properties, ...updated.properties } },
    exec: { kind: 'builtin', name: 'googlesheets.sheet_from_json' },
  },
] satisfies ToolkitInput['tools']
