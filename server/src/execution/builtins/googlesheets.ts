/** Tables in Google Sheets: what takes a look at the headings, or more than one call. */
import { isObject } from '../request/outgoing-request.ts'
import { invalidArgument, objectsOf, textOf, textsOf, type Builtin, type BuiltinCall } from './builtin.ts'

type Cell = string | number | boolean | null | undefined
type Row = Cell[]

const quoted = (sheet: string) => `'${sheet.replaceAll("'", "''")}'`
const textOfCell = (cell: unknown) => (cell === null || cell === undefined ? '' : String(cell))

/** The first row with a cell of exactly this text; rows are numbered as in the sheet. */
export const lookupRow: Builtin = async function lookupRow(call) {
  const range = textOf(call.arguments, 'range') ?? quoted(await firstSheet(call))
  const { rows, firstRow } = await valuesOf(call, range, 'FORMATTED_VALUE')
  const isSame = comparing(call)
  const at = rows.findIndex((row) => row.some((cell) => isSame(cell, call.arguments['query'])))
  if (at < 0) return { found: false }
  return { found: true, row_number: firstRow + at, row_data: rows[at] }
}

export const aggregateColumn: Builtin = async function aggregateColumn(call) {
  const { rows } = await valuesOf(call, sheetOf(call), 'UNFORMATTED_VALUE')
  const [headings = [], ...table] = rows
  const target = columnAt(headings, 'target_column', call)
  const search = textOf(call.arguments, 'search_column')
  const by = search === undefined ? undefined : columnAt(headings, 'search_column', call)
  const isSame = comparing(call)
  const matching =
    by === undefined ? table : table.filter((row) => isSame(row[by], call.arguments['search_value']))
  const numbers = matching.map((row) => row[target]).filter((cell) => typeof cell === 'number')
  return {
    result: aggregate(String(call.arguments['operation']), numbers),
    matching_rows: matching.length,
    numbers: numbers.length,
  }
}

function aggregate(operation: string, numbers: readonly number[]): number | null {
  if (operation === 'count') return numbers.length
  if (numbers.length === 0) return operation === 'sum' ? 0 : null
  if (operation === 'min') return numbers.reduce((least, each) => Math.min(least, each))
  if (operation === 'max') return numbers.reduce((most, each) => Math.max(most, each))
  const sum = numbers.reduce((total, each) => total + each, 0)
  return operation === 'average' ? sum / numbers.length : sum
}

/**
 * Reads the table, changes the cells of rows whose key is there in one call, and appends the others in a second one.
 * Values are kept as they are given: a key such as 007 would else be another one at the next call.
 */
export const upsertRows: Builtin = async function upsertRows(call) {
  const sheet = sheetOf(call)
  const headers = textsOf(call.arguments, 'headers')
  const keyAt = headers.indexOf(String(call.arguments['key_column']))
  if (keyAt < 0) throw invalidArgument('headers', 'the key column is not among them')
  const { rows } = await valuesOf(call, sheet, 'UNFORMATTED_VALUE')
  const [headings = [], ...table] = rows
  const columns = headers.map((name) => headingAt(headings, 'headers', name))
  const numbers = new Map(table.map((row, at) => [textOfCell(row[columns[keyAt] ?? 0]), at + 2]))
  const given = byKey(call, keyAt)
  const added = [...given].filter(([key]) => !numbers.has(key)).map(([, row]) => row)
  const changes = [...given].flatMap(([key, row]) => {
    const number = numbers.get(key)
    if (number === undefined) return []
    return row.map((cell, at) => ({
      range: `${sheet}!${letters(columns[at] ?? 0)}${number}`,
      values: [[cell]],
    }))
  })
  if (changes.length > 0) await writeCells(call, call.arguments['spreadsheet_id'], changes)
  if (added.length > 0) await append(call, sheet, added, columns)
  return { updated_rows: given.size - added.length, added_rows: added.length }
}

/** The rows by their key; of two with the same one the last counts. */
function byKey(call: BuiltinCall, keyAt: number): Map<string, Row> {
  const headers = textsOf(call.arguments, 'headers')
  const rows = new Map<string, Row>()
  for (const row of rowsOf(call.arguments['rows'])) {
    const key = textOfCell(row[keyAt])
    if (key === '') throw invalidArgument('rows', 'each needs a value in the key column')
    if (row.length > headers.length)
      throw invalidArgument('rows', 'one has more values than there are headers')
    rows.set(key, row)
  }
  return rows
}

export const findWorksheet: Builtin = async function findWorksheet(call) {
  const sheets = await sheetsOf(call)
  const worksheet = sheets.find(({ title }) => title === call.arguments['title'])
  return { found: worksheet !== undefined, ...(worksheet && { worksheet }) }
}

export const sheetFromJson: Builtin = async function sheetFromJson(call) {
  const { title, sheet_name } = call.arguments
  const records = objectsOf(call.arguments['sheet_json'])
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const values = [names, ...records.map((record) => names.map((name) => cellOf(record[name])))]
  const spreadsheet = await call.request({
    method: 'POST',
    path: '/spreadsheets',
    body: { properties: { title }, sheets: [{ properties: { title: sheet_name } }] },
  })
  const range = `${quoted(String(sheet_name))}!A1`
  const written = await writeCells(call, spreadsheet['spreadsheetId'], [{ range, values }])
  return {
    ...spreadsheet,
    updatedRows: written['totalUpdatedRows'],
    updatedCells: written['totalUpdatedCells'],
  }
}

/** Lists and objects have no place in a cell but as text. */
function cellOf(value: unknown): Cell {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return (value ?? '') as Cell
}

const sheetOf = (call: BuiltinCall) => quoted(String(call.arguments['sheet_name']))

/** What Sheets says of each sheet: sheetId, title, index, gridProperties. */
export async function sheetsOf(call: BuiltinCall): Promise<Record<string, unknown>[]> {
  const { sheets } = await call.request({
    method: 'GET',
    path: '/spreadsheets/{spreadsheet_id}',
    values: { spreadsheet_id: call.arguments['spreadsheet_id'] },
    query: { fields: 'sheets.properties(sheetId,title,index,gridProperties)' },
  })
  return objectsOf(sheets).flatMap(({ properties }) => (isObject(properties) ? [properties] : []))
}

async function firstSheet(call: BuiltinCall): Promise<string> {
  const [first] = await sheetsOf(call)
  return String(first?.['title'] ?? 'Sheet1')
}

/** Cells of a range, and the number of its first row. */
async function valuesOf(
  call: BuiltinCall,
  range: string,
  valueRenderOption: string,
): Promise<{ rows: Row[]; firstRow: number }> {
  const answer = await call.request({
    method: 'GET',
    path: '/spreadsheets/{spreadsheet_id}/values/{range}',
    values: { spreadsheet_id: call.arguments['spreadsheet_id'], range },
    query: { valueRenderOption },
  })
  const firstRow = /![A-Z]*(\d+)/.exec(String(answer['range']))?.[1]
  return { rows: rowsOf(answer['values']), firstRow: Number(firstRow ?? 1) }
}

const rowsOf = (value: unknown) => (Array.isArray(value) ? value.filter(Array.isArray) : []) as Row[]

function writeCells(call: BuiltinCall, spreadsheet_id: unknown, data: object[]) {
  return call.request({
    method: 'POST',
    path: '/spreadsheets/{spreadsheet_id}/values:batchUpdate',
    values: { spreadsheet_id },
    body: { valueInputOption: 'RAW', data },
  })
}

function append(call: BuiltinCall, sheet: string, rows: readonly Row[], columns: readonly number[]) {
  const width = Math.max(...columns) + 1
  const values = rows.map((row) =>
    Array.from({ length: width }, (_unused, column) => row[columns.indexOf(column)] ?? null),
  )
  return call.request({
    method: 'POST',
    path: '/spreadsheets/{spreadsheet_id}/values/{range}:append',
    values: { spreadsheet_id: call.arguments['spreadsheet_id'], range: `${sheet}!A1` },
    query: { valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS' },
    body: { values },
  })
}

function comparing({ arguments: args }: BuiltinCall): (cell: unknown, text: unknown) => boolean {
  const plain = (value: unknown) =>
    args['case_sensitive'] === true ? textOfCell(value) : textOfCell(value).toLowerCase()
  return (cell, text) => plain(cell) === plain(text)
}

/** A column by its heading, or else by its letter. */
function columnAt(headings: Row, argument: string, call: BuiltinCall): number {
  const name = String(call.arguments[argument])
  if (!headings.includes(name) && /^[A-Z]{1,3}$/.test(name)) return indexOfLetters(name)
  return headingAt(headings, argument, name)
}

function headingAt(headings: Row, argument: string, name: string): number {
  const at = headings.findIndex((heading) => textOfCell(heading) === name)
  if (at >= 0) return at
  const there = headings.map((heading) => JSON.stringify(textOfCell(heading))).slice(0, 30)
  throw invalidArgument(argument, `the first row has no ${JSON.stringify(name)}; it has ${there.join(', ')}`)
}

/** A is column 0, AA column 26. */
function letters(column: number): string {
  const rest = column % 26
  const last = String.fromCharCode(65 + rest)
  return column < 26 ? last : letters((column - rest) / 26 - 1) + last
}

/** The number of a column, from 0, by its letters. */
export const indexOfLetters = (name: string) =>
  [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
