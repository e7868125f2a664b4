/** Spreadsheets and their sheets. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { dataFilters, spreadsheet, spreadsheetId } from './inputs.ts'
import { canRead, canSearch, canWrite } from './scopes.ts'

export const spreadsheetTools = [
  {
    slug: 'GOOGLESHEETS_CREATE_GOOGLE_SHEET1',
    name: 'Create spreadsheet',
    description: 'Create a new, empty spreadsheet in the Drive of the user.',
    tags: writes,
    important: true,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { title: { type: 'string', minLength: 1, description: 'Title of the spreadsheet.' } },
      required: ['title'],
    },
    output: spreadsheet,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets',
      parameters: [{ name: 'title', in: 'body', wire: 'properties.title' }],
    },
  },
  {
    slug: 'GOOGLESHEETS_SEARCH_SPREADSHEETS',
    name: 'Search spreadsheets',
    description: 'Find spreadsheets in Google Drive by name or content, and get their ids.',
    tags: reads,
    important: true,
    scopes: canSearch,
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          default: "mimeType = 'application/vnd.google-apps.spreadsheet' and trashed = false",
          description:
            "Drive search. Keep the type and add to it: mimeType = 'application/vnd.google-apps.spreadsheet' and name contains 'budget' and trashed = false.",
        },
        order_by: { type: 'string', description: 'Order: modifiedTime desc, name …' },
        max_results: {
          type: 'integer',
          minimum: 1,
          maximum: 1000,
          description: 'How many to return at most.',
        },
        page_token: {
          type: 'string',
          description: 'Start of the next page: nextPageToken of the previous answer.',
        },
      },
    },
    output: {
      type: 'object',
      properties: {
        files: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              name: { type: 'string' },
              modifiedTime: { type: 'string' },
              webViewLink: { type: 'string' },
            },
          },
        },
        nextPageToken: { type: 'string' },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: 'https://www.googleapis.com/drive/v3/files',
      query: {
        fields: 'nextPageToken,files(id,name,modifiedTime,webViewLink,owners(emailAddress))',
        supportsAllDrives: 'true',
        includeItemsFromAllDrives: 'true',
      },
      parameters: [
        { name: 'query', in: 'query', wire: 'q' },
        { name: 'order_by', in: 'query', wire: 'orderBy' },
        { name: 'max_results', in: 'query', wire: 'pageSize' },
        { name: 'page_token', in: 'query', wire: 'pageToken' },
      ],
    },
  },
  {
    slug: 'GOOGLESHEETS_GET_SHEET_NAMES',
    name: 'Get sheet names',
    description:
      'List the sheets of a spreadsheet with their names, ids and sizes. Do this before reading or writing ranges.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: { type: 'object', properties: { spreadsheet_id: spreadsheetId }, required: ['spreadsheet_id'] },
    output: spreadsheet,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/spreadsheets/{spreadsheet_id}',
      query: { fields: 'spreadsheetId,sheets.properties(sheetId,title,index,hidden,gridProperties)' },
      parameters: inPath('spreadsheet_id'),
    },
  },
  {
    slug: 'GOOGLESHEETS_GET_SPREADSHEET_INFO',
    name: 'Get spreadsheet',
    description:
      'Read title, locale, time zone, sheets, named ranges and charts of a spreadsheet, without its values.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        fields: {
          type: 'string',
          description: 'Field mask of what to return, such as properties,sheets.properties.',
        },
      },
      required: ['spreadsheet_id'],
    },
    output: spreadsheet,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/spreadsheets/{spreadsheet_id}',
      parameters: [...inPath('spreadsheet_id'), ...inQuery('fields')],
    },
  },
  {
    slug: 'GOOGLESHEETS_GET_SPREADSHEET_BY_DATA_FILTER',
    name: 'Get parts of a spreadsheet',
    description: 'Read those parts of a spreadsheet that data filters match, with cell data if wanted.',
    tags: reads,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        spreadsheetId,
        dataFilters,
        includeGridData: { type: 'boolean', description: 'Return the cells too, which can be much.' },
      },
      required: ['spreadsheetId', 'dataFilters'],
    },
    output: spreadsheet,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets/{spreadsheetId}:getByDataFilter',
      parameters: [...inPath('spreadsheetId'), ...inBody('dataFilters', 'includeGridData')],
    },
  },
  {
    slug: 'GOOGLESHEETS_SPREADSHEETS_SHEETS_COPY_TO',
    name: 'Copy sheet',
    description: 'Copy one sheet into the same or another spreadsheet.',
    tags: writes,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        sheet_id: {
          type: 'integer',
          description: 'Id of the sheet, from GOOGLESHEETS_GET_SHEET_NAMES; the first one often is 0.',
        },
        destination_spreadsheet_id: {
          type: 'string',
          minLength: 1,
          description: 'Id of the spreadsheet to copy it to.',
        },
      },
      required: ['spreadsheet_id', 'sheet_id', 'destination_spreadsheet_id'],
    },
    output: {
      type: 'object',
      properties: { sheetId: { type: 'integer' }, title: { type: 'string' }, index: { type: 'integer' } },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets/{spreadsheet_id}/sheets/{sheet_id}:copyTo',
      parameters: [
        ...inPath('spreadsheet_id', 'sheet_id'),
        { name: 'destination_spreadsheet_id', in: 'body', wire: 'destinationSpreadsheetId' },
      ],
    },
  },
  {
    slug: 'GOOGLESHEETS_SEARCH_DEVELOPER_METADATA',
    name: 'Search developer metadata',
    description: 'Find the developer metadata that apps have attached to a spreadsheet.',
    tags: reads,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { spreadsheetId, dataFilters },
      required: ['spreadsheetId', 'dataFilters'],
    },
    output: {
      type: 'object',
      properties: {
        matchedDeveloperMetadata: { type: 'array', items: { type: 'object', additionalProperties: true } },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spreadsheets/{spreadsheetId}/developerMetadata:search',
      parameters: [...inPath('spreadsheetId'), ...inBody('dataFilters')],
    },
  },
] satisfies ToolkitInput['tools']
