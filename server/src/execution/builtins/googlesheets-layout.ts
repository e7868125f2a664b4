/** How a sheet of Google Sheets looks: what one request holds, once indexes and field masks are reckoned out. */
import { invalidArgument, textOf, type Builtin, type BuiltinCall } from './builtin.ts'
import { indexOfLetters, sheetsOf } from './googlesheets.ts'

export const createRow: Builtin = (call) => insertOne(call, 'ROWS')
export const createColumn: Builtin = (call) => insertOne(call, 'COLUMNS')

async function insertOne(call: BuiltinCall, dimension: 'ROWS' | 'COLUMNS') {
  const startIndex = Number(call.arguments['insert_index'] ?? 0)
  const inheritFromBefore = call.arguments['inherit_from_before'] === true
  if (inheritFromBefore && startIndex === 0)
    throw invalidArgument('inherit_from_before', 'there is nothing before index 0')
  const range = { sheetId: await sheetIdOf(call), dimension, startIndex, endIndex: startIndex + 1 }
  return change(call, { insertDimension: { range, inheritFromBefore } })
}

const textStyles = ['fontSize', 'bold', 'italic', 'underline', 'strikethrough']

/** Names what is given in the mask: a format that is not in it stays. */
export const formatCell: Builtin = async function formatCell(call) {
  const { arguments: args } = call
  const isColoured = ['red', 'green', 'blue'].some((name) => args[name] !== undefined)
  const given = textStyles.filter((name) => args[name] !== undefined)
  const fields = given.map((name) => `userEnteredFormat.textFormat.${name}`)
  if (isColoured) fields.push('userEnteredFormat.backgroundColor')
  if (fields.length === 0) throw invalidArgument('bold', 'give at least one format, such as bold or red')
  const userEnteredFormat = {
    textFormat: Object.fromEntries(given.map((name) => [name, args[name]])),
    ...(isColoured && { backgroundColor: { red: args['red'], green: args['green'], blue: args['blue'] } }),
  }
  const range = {
    sheetId: args['worksheet_id'],
    startRowIndex: args['start_row_index'],
    endRowIndex: args['end_row_index'],
    startColumnIndex: args['start_column_index'],
    endColumnIndex: args['end_column_index'],
  }
  return change(call, { repeatCell: { range, cell: { userEnteredFormat }, fields: fields.join(',') } })
}

interface Cells {
  sheetId: unknown
  startColumnIndex: number
  endColumnIndex: number
  /** Without rows it is the whole columns. */
  startRowIndex?: number
  endRowIndex?: number
}

/** Puts the chart two columns right of its data, or at the first cell where these are on another sheet. */
export const createChart: Builtin = async function createChart(call) {
  const { title, subtitle, sheet_id } = call.arguments
  const cells = await cellsOf(call)
  const { startColumnIndex: first, endColumnIndex: end } = cells
  const [labels, ...series] = Array.from({ length: end - first }, (_unused, at) => ({
    sourceRange: { sources: [{ ...cells, startColumnIndex: first + at, endColumnIndex: first + at + 1 }] },
  }))
  if (series.length === 0) throw invalidArgument('data_range', 'needs a column of labels and one of numbers')
  const isBeside = cells.sheetId === sheet_id
  const anchorCell = {
    sheetId: sheet_id,
    rowIndex: isBeside ? (cells.startRowIndex ?? 0) : 0,
    columnIndex: isBeside ? end + 1 : 0,
  }
  const spec = { title, subtitle, ...drawn(call, labels, series) }
  const position = { overlayPosition: { anchorCell } }
  return change(call, { addChart: { chart: { spec, position } } })
}

function drawn({ arguments: args }: BuiltinCall, labels: unknown, series: readonly unknown[]) {
  const legendPosition = args['legend_position']
  const chartType = args['chart_type']
  if (chartType === 'PIE') {
    if (series.length > 1) throw invalidArgument('data_range', 'a pie has two columns: labels and numbers')
    return { pieChart: { domain: labels, series: series[0], legendPosition } }
  }
  // Only bars have their values along the bottom, and Sheets refuses a series on the other axis.
  const targetAxis = chartType === 'BAR' ? 'BOTTOM_AXIS' : 'LEFT_AXIS'
  const axis = [
    { position: 'BOTTOM_AXIS', title: args['x_axis_title'] },
    { position: 'LEFT_AXIS', title: args['y_axis_title'] },
  ].filter((each) => each.title !== undefined)
  return {
    basicChart: {
      chartType,
      legendPosition,
      headerCount: 1,
      axis,
      domains: [{ domain: labels }],
      series: series.map((each) => ({ series: each, targetAxis })),
    },
  }
}

const a1 =
  /^(?:(?<sheet>'(?:[^']|'')+'|[^'!]+)!)?\$?(?<left>[A-Z]{1,3})\$?(?<top>[1-9]\d{0,7})?:\$?(?<right>[A-Z]{1,3})\$?(?<bottom>[1-9]\d{0,7})?$/i

async function cellsOf(call: BuiltinCall): Promise<Cells> {
  const {
    sheet,
    left = '',
    top,
    right = '',
    bottom,
  } = a1.exec(String(call.arguments['data_range']))?.groups ?? {}
  const startColumnIndex = indexOfLetters(left.toUpperCase())
  const endColumnIndex = indexOfLetters(right.toUpperCase()) + 1
  if (left === '' || endColumnIndex <= startColumnIndex)
    throw invalidArgument('data_range', 'is not a range of cells such as A1:C10')
  return {
    sheetId:
      sheet === undefined ? call.arguments['sheet_id'] : await sheetIdNamed(call, 'data_range', plain(sheet)),
    startColumnIndex,
    endColumnIndex,
    ...(top !== undefined && { startRowIndex: Number(top) - 1 }),
    ...(bottom !== undefined && { endRowIndex: Number(bottom) }),
  }
}

/** The name of a sheet as it is, without the quotes of A1 notation. */
const plain = (sheet: string) => (sheet.startsWith("'") ? sheet.slice(1, -1).replaceAll("''", "'") : sheet)

function sheetIdOf(call: BuiltinCall): unknown {
  const name = textOf(call.arguments, 'sheet_name')
  const id = call.arguments['sheet_id']
  if (id !== undefined) return id
  if (name === undefined) throw invalidArgument('sheet_id', 'give it, or sheet_name')
  return sheetIdNamed(call, 'sheet_name', name)
}

async function sheetIdNamed(call: BuiltinCall, argument: string, name: string): Promise<unknown> {
  const sheets = await sheetsOf(call)
  const sheet = sheets.find(({ title }) => title === name)
  if (sheet !== undefined) return sheet['sheetId']
  const there = sheets.map(({ title }) => JSON.stringify(title)).slice(0, 30)
  throw invalidArgument(argument, `there is no sheet ${JSON.stringify(name)}; there are ${there.join(', ')}`)
}

function change(call: BuiltinCall, request: object) {
  return call.request({
    method: 'POST',
    path: '/spreadsheets/{spreadsheet_id}:batchUpdate',
    values: { spreadsheet_id: call.arguments['spreadsheet_id'] },
    body: { requests: [request] },
  })
}
