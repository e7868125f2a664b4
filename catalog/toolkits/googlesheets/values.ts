/** The values of cells. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  dataFilters,
  dateTimeRenderOption,
  majorDimension,
  range,
  rows,
  spreadsheetId,
  updated,
  valueInputOption,
  valueRange,
  valueRenderOption,
} from './inputs.ts'
import { canRead, canWrite } from './scopes.ts'

const clears = [...replaces, 'destructiveHint']

const cleared = {
  type: 'object',
  properties: {
    spreadsheetId: { type: 'string' },
    clearedRanges: { type: 'array', items: { type: 'string' } },
  },
} as const

export const valueTools = [
  {
    slug: 'GOOGLESHEETS_BATCH_GET',
    name: 'Read ranges',
    description:
      'Read the values of one or more ranges of a spreadsheet. Empty rows and cells at the end are left out.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        ranges: {
          type: 'array',
          items: range,
          minItems: 1,
          description: 'Ranges in A1 notation: ["Sheet1!A1:C10"].',
        },
        majorDimension,
        valueRenderOption,
        dateTimeRenderOption,
      },
      required: ['spreadsheet_id', 'ranges'],
    },
    output: {
      type: 'object',
      properties: { spreadsheetId: { type: 'string' }, valueRanges: { type: 'array', items: valueRange } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/spreadsheets/{spreadsheet_id}/values:batchGet',
      parameters: [
        ...inPath('spreadsheet_id'),
        ...inQuery('ranges', 'majorDimension', 'valueRenderOption', 'dateTimeRenderOption'),
      ],
    },
  },
  {
    slug: 'GOOGLESHEETS_BATCH_UPDATE',
    name: 'Write values',
    description:
      'Write rows of values into a sheet, from one cell to the right and down, over what is there. To add rows below a table use GOOGLESHEETS_SPREADSHEETS_VALUES_APPEND.',
    tags: [...replaces, 'destructiveHint'],
    important: true,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        sheet_name: {
          type: 'string',
          minLength: 1,
          description: 'Name of the sheet, from GOOGLESHEETS_GET_SHEET_NAMES.',
        },
        first_cell_location: {
          type: 'string',
          pattern: '^[A-Za-z]{1,3}[1-9][0-9]*$',
          description: 'Cell of the first value, such as A1.',
        },
        values: rows,
        valueInputOption: { ...valueInputOption, default: 'USER_ENTERED' },
        includeValuesInResponse: { type: 'boolean', description: 'Return the written values.' },
      },
      required: ['spreadsheet_id', 'sheet_name', 'first_cell_location', 'values'],
    },
    output: updated,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: "/spreadsheets/{spreadsheet_id}/values/'{sheet_name}'!{first_cell_location}",
      query: { valueInputOption: 'USER_ENTERED' },
      parameters: [
        ...inPath('spreadsheet_id', 'sheet_name', 'first_cell_location'),
        ...inBody('values'),
        ...inQuery('valueInputOption', 'includeValuesInResponse'),
      ],
    },
  },
  {
    slug: 'GOOGLESHEETS_SPREADSHEETS_VALUES_APPEND',
    name: 'Append rows',
    description: 'Add rows below the table that is found in a range, without touching what is there.',
    tags: writes,
    important: true,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        spreadsheetId,
        range: { ...range, description: 'Where the table is, in A1 notation: Sheet1!A1:C1, or just Sheet1.' },
        values: rows,
        valueInputOption: { ...valueInputOption, default: 'USER_ENTERED' },
        insertDataOption: {
          type: 'string',
          enum: ['OVERWRITE', 'INSERT_ROWS'],
          description:
            'Whether to write into the empty rows below the table (the default) or to insert rows.',
        },
        majorDimension,
        includeValuesInResponse: { type: 'boolean', description: 'Return the written values.' },
      },
      required: ['spreadsheetId', 'range', 'values'],
    },
    output: {
      type: 'object',
      properties: { spreadsheetId: { type: 'string' }, tableRange: { type: 'string' }, updates: updated },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets/{spreadsheetId}/values/{range}:append',
      query: { valueInputOption: 'USER_ENTERED' },
      parameters: [
        ...inPath('spreadsheetId', 'range'),
        ...inBody('values', 'majorDimension'),
        ...inQuery('valueInputOption', 'insertDataOption', 'includeValuesInResponse'),
      ],
    },
  },
  {
    slug: 'GOOGLESHEETS_CLEAR_VALUES',
    name: 'Clear range',
    description: 'Empty the cells of a range. Formats and notes stay.',
    tags: clears,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { spreadsheet_id: spreadsheetId, range },
      required: ['spreadsheet_id', 'range'],
    },
    output: {
      type: 'object',
      properties: { spreadsheetId: { type: 'string' }, clearedRange: { type: 'string' } },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets/{spreadsheet_id}/values/{range}:clear',
      parameters: inPath('spreadsheet_id', 'range'),
    },
  },
  {
    slug: 'GOOGLESHEETS_SPREADSHEETS_VALUES_BATCH_CLEAR',
    name: 'Clear several ranges',
    description: 'Empty the cells of several ranges at once. Formats and notes stay.',
    tags: clears,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        ranges: { type: 'array', items: range, minItems: 1, description: 'Ranges in A1 notation.' },
      },
      required: ['spreadsheet_id', 'ranges'],
    },
    output: cleared,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets/{spreadsheet_id}/values:batchClear',
      parameters: [...inPath('spreadsheet_id'), ...inBody('ranges')],
    },
  },
  {
    slug: 'GOOGLESHEETS_SPREADSHEETS_VALUES_BATCH_CLEAR_BY_DATA_FILTER',
    name: 'Clear values by filter',
    description: 'Empty the cells of the ranges that data filters match. Formats and notes stay.',
    tags: clears,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { spreadsheetId, dataFilters },
      required: ['spreadsheetId', 'dataFilters'],
    },
    output: cleared,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets/{spreadsheetId}/values:batchClearByDataFilter',
      parameters: [...inPath('spreadsheetId'), ...inBody('dataFilters')],
    },
  },
  {
    slug: 'GOOGLESHEETS_SPREADSHEETS_VALUES_BATCH_GET_BY_DATA_FILTER',
    name: 'Read values by filter',
    description: 'Read the values of the ranges that data filters match.',
    tags: reads,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { spreadsheetId, dataFilters, majorDimension, valueRenderOption, dateTimeRenderOption },
      required: ['spreadsheetId', 'dataFilters'],
    },
    output: {
      type: 'object',
      properties: {
        spreadsheetId: { type: 'string' },
        valueRanges: { type: 'array', items: { type: 'object', properties: { valueRange } } },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets/{spreadsheetId}/values:batchGetByDataFilter',
      parameters: [
        ...inPath('spreadsheetId'),
        ...inBody('dataFilters', 'majorDimension', 'valueRenderOption', 'dateTimeRenderOption'),
      ],
    },
  },
  {
    slug: 'GOOGLESHEETS_BATCH_UPDATE_VALUES_BY_DATA_FILTER',
    name: 'Write values by filter',
    description: 'Write values into several ranges at once, each named by a data filter.',
    tags: clears,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        spreadsheetId,
        data: {
          type: 'array',
          minItems: 1,
          description: 'Ranges with their new values.',
          items: {
            type: 'object',
            properties: {
              dataFilter: {
                type: 'object',
                additionalProperties: true,
                description: '{"a1Range":"Sheet1!A1:B2"}',
              },
              majorDimension: { type: 'string', enum: ['ROWS', 'COLUMNS'] },
              values: { type: 'array', items: { type: 'array', items: {} } },
            },
            required: ['dataFilter', 'values'],
          },
        },
        valueInputOption,
        includeValuesInResponse: { type: 'boolean', description: 'Return the written values.' },
      },
      required: ['spreadsheetId', 'data', 'valueInputOption'],
    },
    output: {
      type: 'object',
      properties: {
        spreadsheetId: { type: 'string' },
        totalUpdatedRows: { type: 'integer' },
        totalUpdatedCells: { type: 'integer' },
        responses: { type: 'array', items: { type: 'object', additionalProperties: true } },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets/{spreadsheetId}/values:batchUpdateByDataFilter',
      parameters: [
        ...inPath('spreadsheetId'),
        ...inBody('data', 'valueInputOption', 'includeValuesInResponse'),
      ],
    },
  },
] satisfies ToolkitInput['tools']
