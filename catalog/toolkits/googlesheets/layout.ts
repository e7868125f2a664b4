/** How a sheet looks: charts, formats of cells, an empty row or column. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { replaces, writes } from '../parameters.ts'
import { sheetId, sheetName, spreadsheetId } from './inputs.ts'
import { canWrite } from './scopes.ts'

const text = (description: string) => ({ type: 'string', description })
const flag = (description: string) => ({ type: 'boolean', description })
const index = (description: string) => ({ type: 'integer', minimum: 0, description })
const share = (colour: string) => ({
  type: 'number',
  minimum: 0,
  maximum: 1,
  description: `Share of ${colour} in the background, from 0 to 1.`,
})

const replies = {
  type: 'object',
  properties: {
    spreadsheetId: { type: 'string' },
    replies: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
} as const

const inserted = (what: string, before: string) => ({
  type: 'object' as const,
  properties: {
    spreadsheet_id: spreadsheetId,
    sheet_id: { ...sheetId, description: `${sheetId.description} Give this or sheet_name.` },
    sheet_name: sheetName,
    insert_index: { ...index(`Index of the new ${what}; the first of a sheet is 0.`), default: 0 },
    inherit_from_before: flag(
      `Take the format of the ${what} ${before} it; of the one after it when left out.`,
    ),
  },
  required: ['spreadsheet_id'],
})

export const layoutTools = [
  {
    slug: 'GOOGLESHEETS_CREATE_SPREADSHEET_ROW',
    name: 'Insert empty row',
    description: 'Insert one empty row into a sheet; the rows from there on move down.',
    tags: writes,
    scopes: canWrite,
    input: inserted('row', 'above'),
    output: replies,
    exec: { kind: 'builtin', name: 'googlesheets.create_row' },
  },
  {
    slug: 'GOOGLESHEETS_CREATE_SPREADSHEET_COLUMN',
    name: 'Insert empty column',
    description: 'Insert one empty column into a sheet; the columns from there on move right.',
    tags: writes,
    scopes: canWrite,
    input: inserted('column', 'left of'),
    output: replies,
    exec: { kind: 'builtin', name: 'googlesheets.create_column' },
  },
  {
    slug: 'GOOGLESHEETS_FORMAT_CELL',
    name: 'Format cells',
    description:
      'Set background colour, size and style of the text of a range of cells. What is left out stays as it is.',
    tags: replaces,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        worksheet_id: sheetId,
        start_row_index: index('First row, from 0.'),
        end_row_index: index('Row after the last.'),
        start_column_index: index('First column, from 0.'),
        end_column_index: index('Column after the last.'),
        red: share('red'),
        green: share('green'),
        blue: share('blue'),
        fontSize: { type: 'integer', minimum: 1, maximum: 400, description: 'Size of the text in points.' },
        bold: flag('Bold or not.'),
        italic: flag('Italic or not.'),
        underline: flag('Underlined or not.'),
        strikethrough: flag('Struck through or not.'),
      },
      required: [
        'spreadsheet_id',
        'worksheet_id',
        'start_row_index',
        'end_row_index',
        'start_column_index',
        'end_column_index',
      ],
    },
    output: replies,
    exec: { kind: 'builtin', name: 'googlesheets.format_cell' },
  },
  {
    slug: 'GOOGLESHEETS_CREATE_CHART',
    name: 'Create chart',
    description:
      'Draw a chart of a range of cells beside it: the first column holds the labels, each further one a series named by its heading.',
    tags: writes,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        sheet_id: { ...sheetId, description: `${sheetId.description} The chart appears on it.` },
        chart_type: {
          type: 'string',
          enum: ['COLUMN', 'BAR', 'LINE', 'AREA', 'STEPPED_AREA', 'SCATTER', 'COMBO', 'PIE'],
          description: 'Kind of chart. A pie shows one series.',
        },
        data_range: text(
          'Cells in A1 notation with the headings in their first row, such as A1:C10; of the same sheet unless it names another.',
        ),
        title: text('Title of the chart.'),
        subtitle: text('Line below the title.'),
        x_axis_title: text('Title of the horizontal axis; not of a pie.'),
        y_axis_title: text('Title of the vertical axis; not of a pie.'),
        legend_position: {
          type: 'string',
          enum: ['BOTTOM_LEGEND', 'LEFT_LEGEND', 'RIGHT_LEGEND', 'TOP_LEGEND', 'NO_LEGEND'],
          default: 'BOTTOM_LEGEND',
          description: 'Where the series are named.',
        },
      },
      required: ['spreadsheet_id', 'sheet_id', 'chart_type', 'data_range'],
    },
    output: replies,
    exec: { kind: 'builtin', name: 'googlesheets.create_chart' },
  },
] satisfies ToolkitInput['tools']
