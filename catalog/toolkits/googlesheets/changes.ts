/** Changes of the sheets themselves: each tool is one request of the Sheets API's batchUpdate. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { changing } from '../google-batch.ts'
import { destroys, replaces, writes } from '../parameters.ts'
import { sheetId, spreadsheetId } from './inputs.ts'
import { canWrite } from './scopes.ts'

const id = { name: 'spreadsheet_id', schema: spreadsheetId, path: '/spreadsheets' }
const change = changing({ prefix: 'GOOGLESHEETS', id, scopes: canWrite })

const title = (description: string) => ({ type: 'string', minLength: 1, maxLength: 100, description })
const dimension = { type: 'string', enum: ['ROWS', 'COLUMNS'], description: 'Rows or columns.' }
const count = (description: string) => ({ type: 'integer', minimum: 0, description })
const inherit = {
  type: 'boolean',
  description: 'Take the format of what is before (true) or after (false) the new place.',
}
/** The arguments of a span of rows or columns, at the place where a request has it. */
const span = (place: string) =>
  ({
    sheet_id: [sheetId, `${place}.sheetId`],
    dimension: [dimension, `${place}.dimension`],
    start_index: [count('Index of the first one; the first of a sheet is 0.'), `${place}.startIndex`],
    end_index: [count('Index after the last one.'), `${place}.endIndex`],
  }) as const

export const changeTools = [
  change('ADD_SHEET', 'addSheet', {
    name: 'Add sheet',
    description: 'Add an empty sheet (a tab) to a spreadsheet.',
    tags: writes,
    fields: {
      title: [title('Name of the new sheet.'), 'properties.title'],
      index: [count('Place among the sheets; the last when left out.'), 'properties.index'],
      row_count: [count('Rows that it has.'), 'properties.gridProperties.rowCount'],
      column_count: [count('Columns that it has.'), 'properties.gridProperties.columnCount'],
    },
    required: ['title'],
  }),
  change('DELETE_SHEET', 'deleteSheet', {
    name: 'Delete sheet',
    description: 'Delete a sheet (a tab) of a spreadsheet with everything in it.',
    tags: destroys,
    fields: { sheet_id: [sheetId, 'sheetId'] },
    required: ['sheet_id'],
  }),
  change('UPDATE_SHEET_PROPERTIES', 'updateSheetProperties', {
    name: 'Rename or move sheet',
    description:
      'Change the name, the place and the visibility of a sheet; name in fields what is to change.',
    tags: replaces,
    fields: {
      sheet_id: [sheetId, 'properties.sheetId'],
      title: [title('New name.'), 'properties.title'],
      index: [count('New place among the sheets; the first is 0.'), 'properties.index'],
      hidden: [{ type: 'boolean', description: 'Whether it is hidden.' }, 'properties.hidden'],
      frozen_row_count: [count('Rows that stay in view.'), 'properties.gridProperties.frozenRowCount'],
      fields: [
        {
          type: 'string',
          description:
            'What changes, with commas: title,index,hidden,gridProperties.frozenRowCount; the title when left out.',
        },
        'fields',
      ],
    },
    fixed: { fields: 'title' },
    required: ['sheet_id'],
  }),
  change('UPDATE_SPREADSHEET_PROPERTIES', 'updateSpreadsheetProperties', {
    name: 'Rename spreadsheet',
    description:
      'Change the title, the language or the time zone of a spreadsheet; name in fields what is to change.',
    tags: replaces,
    fields: {
      title: [title('New title.'), 'properties.title'],
      locale: [{ type: 'string', description: 'Language and country, such as en_US.' }, 'properties.locale'],
      time_zone: [{ type: 'string', description: 'Such as Europe/Berlin.' }, 'properties.timeZone'],
      fields: [
        {
          type: 'string',
          description: 'What changes, with commas: title,locale,timeZone; the title when left out.',
        },
        'fields',
      ],
    },
    fixed: { fields: 'title' },
    required: [],
  }),
  change('INSERT_DIMENSION', 'insertDimension', {
    name: 'Insert rows or columns',
    description: 'Insert empty rows or columns into a sheet; what is there moves down or right.',
    tags: writes,
    fields: { ...span('range'), inherit_from_before: [inherit, 'inheritFromBefore'] },
    required: ['sheet_id', 'dimension', 'start_index', 'end_index'],
  }),
  change('APPEND_DIMENSION', 'appendDimension', {
    name: 'Append rows or columns',
    description: 'Add empty rows or columns at the end of a sheet.',
    tags: writes,
    fields: {
      sheet_id: [sheetId, 'sheetId'],
      dimension: [dimension, 'dimension'],
      length: [{ type: 'integer', minimum: 1, description: 'How many.' }, 'length'],
    },
    required: ['sheet_id', 'dimension', 'length'],
  }),
  change('DELETE_DIMENSION', 'deleteDimension', {
    name: 'Delete rows or columns',
    description: 'Delete rows or columns of a sheet with what is in them; what is behind moves up or left.',
    tags: ['openWorldHint', 'destructiveHint'],
    fields: span('range'),
    required: ['sheet_id', 'dimension', 'start_index', 'end_index'],
  }),
  change('SET_BASIC_FILTER', 'setBasicFilter', {
    name: 'Set filter',
    description: 'Put a filter over a range of a sheet.',
    tags: replaces,
    fields: {
      sheet_id: [sheetId, 'filter.range.sheetId'],
      start_row_index: [count('First row, from 0: that of the headings.'), 'filter.range.startRowIndex'],
      end_row_index: [count('Row after the last.'), 'filter.range.endRowIndex'],
      start_column_index: [count('First column, from 0.'), 'filter.range.startColumnIndex'],
      end_column_index: [count('Column after the last.'), 'filter.range.endColumnIndex'],
    },
    required: ['sheet_id'],
  }),
  change('CLEAR_BASIC_FILTER', 'clearBasicFilter', {
    name: 'Clear filter',
    description: 'Remove the filter of a sheet; its rows stay.',
    tags: replaces,
    fields: { sheet_id: [sheetId, 'sheetId'] },
    required: ['sheet_id'],
  }),
] satisfies ToolkitInput['tools']
