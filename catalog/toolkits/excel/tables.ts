/** Tables, their rows and columns. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { page, select, skip, top } from '../microsoft-graph.ts'
import { destroys } from '../parameters.ts'
import { flag, id, open, text, whole } from '../schemas.ts'
import { address, column, range, row, table, tableId, values, workbookTool, worksheetId } from './inputs.ts'
import { sortFields } from './ranges.ts'

const one = { table_id: tableId }
const columnId = id('Name or id of the column, from EXCEL_LIST_TABLE_COLUMNS.')

export const tableTools = [
  workbookTool({
    slug: 'EXCEL_LIST_TABLES',
    name: 'List tables',
    description: 'List the tables of a workbook.',
    call: 'GET /tables',
    important: true,
    query: { select },
    output: page(table),
  }),
  workbookTool({
    slug: 'EXCEL_ADD_TABLE',
    name: 'Add table',
    description: 'Make a table of a range of a worksheet.',
    call: 'POST /worksheets/{worksheet_id}/tables/add',
    path: { worksheet_id: worksheetId },
    body: { address, has_headers: flag('The first row holds the names of the columns.') },
    required: ['address', 'has_headers'],
    output: table,
  }),
  workbookTool({
    slug: 'EXCEL_UPDATE_TABLE',
    name: 'Update table',
    description: 'Rename a table, change its style or show its totals.',
    call: 'PATCH /tables/{table_id}',
    path: one,
    body: {
      name: text('New name.'),
      show_headers: flag('Show the header row.'),
      show_totals: flag('Show the row of totals.'),
      style: text('Style, TableStyleLight1 to TableStyleDark11.'),
    },
    output: table,
  }),
  workbookTool({
    slug: 'EXCEL_CONVERT_TABLE_TO_RANGE',
    name: 'Convert table to range',
    description: 'Make plain cells of a table; the values stay.',
    call: 'POST /tables/{table_id}/convertToRange',
    tags: destroys,
    path: one,
    output: range,
  }),
  workbookTool({
    slug: 'EXCEL_LIST_TABLE_ROWS',
    name: 'List rows',
    description: 'Read the rows of a table, without its header.',
    call: 'GET /tables/{table_id}/rows',
    important: true,
    path: one,
    query: { top: top(1000), skip },
    output: page(row),
  }),
  workbookTool({
    slug: 'EXCEL_ADD_TABLE_ROW',
    name: 'Add rows',
    description: 'Add one or more rows to a table, at its end unless index says where.',
    call: 'POST /tables/{table_id}/rows',
    important: true,
    path: one,
    body: {
      values: values('Rows, each with a value for every column'),
      index: whole('Place of the first new row, 0 first.', { minimum: 0 }),
    },
    required: ['values'],
    output: row,
  }),
  workbookTool({
    slug: 'EXCEL_DELETE_TABLE_ROW',
    name: 'Delete row',
    description: 'Delete a row of a table.',
    call: 'DELETE /tables/{table_id}/rows/itemAt(index={index})',
    path: { ...one, index: whole('Place of the row, 0 first.', { minimum: 0 }) },
  }),
  workbookTool({
    slug: 'EXCEL_LIST_TABLE_COLUMNS',
    name: 'List columns',
    description: 'List the columns of a table with their values.',
    call: 'GET /tables/{table_id}/columns',
    path: one,
    query: { top: top(1000), skip, select },
    output: page(column),
  }),
  workbookTool({
    slug: 'EXCEL_GET_TABLE_COLUMN',
    name: 'Get column',
    description: 'Read one column of a table with its values.',
    call: 'GET /tables/{table_id}/columns/{column_id}',
    path: { ...one, column_id: columnId },
    output: column,
  }),
  workbookTool({
    slug: 'EXCEL_ADD_TABLE_COLUMN',
    name: 'Add column',
    description: 'Add a column to a table.',
    call: 'POST /tables/{table_id}/columns',
    path: one,
    body: {
      name: text('Name.'),
      index: whole('Place, 0 first; at the end if left out.', { minimum: 0 }),
      values: values('Header and values, one a row'),
    },
    output: column,
  }),
  workbookTool({
    slug: 'EXCEL_DELETE_TABLE_COLUMN',
    name: 'Delete column',
    description: 'Delete a column of a table with its values.',
    call: 'DELETE /tables/{table_id}/columns/{column_id}',
    path: { ...one, column_id: columnId },
  }),
  workbookTool({
    slug: 'EXCEL_APPLY_TABLE_FILTER',
    name: 'Filter table',
    description: 'Show only the rows of a table whose column meets a condition.',
    call: 'POST /tables/{table_id}/columns/{column_id}/filter/apply',
    path: { ...one, column_id: columnId },
    body: {
      criteria: open(
        'Condition in the form of Graph: {"filterOn": "custom", "criterion1": ">5"} or {"filterOn": "values", "values": ["a"]}.',
      ),
    },
    required: ['criteria'],
  }),
  workbookTool({
    slug: 'EXCEL_CLEAR_TABLE_FILTER',
    name: 'Clear filter',
    description: 'Show all rows of a table again.',
    call: 'POST /tables/{table_id}/clearFilters',
    path: one,
  }),
  workbookTool({
    slug: 'EXCEL_APPLY_TABLE_SORT',
    name: 'Sort table',
    description: 'Sort a table by one or more of its columns.',
    call: 'POST /tables/{table_id}/sort/apply',
    path: one,
    body: { fields: sortFields, match_case: flag('Tell capitals from small letters.') },
    required: ['fields'],
  }),
] satisfies ToolkitInput['tools']
