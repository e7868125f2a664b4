/** Input properties and outputs that several Excel tools share, and how their requests begin. */
import { anyOf, driveId, graphTool, type GraphCall } from '../microsoft-graph.ts'
import type { JsonSchema } from '../../src/manifest/manifest.ts'
import { answer, anything, count, id, text, words } from '../schemas.ts'

export const canRead = anyOf('Files.Read', 'Files.Read.All', 'Files.ReadWrite', 'Files.ReadWrite.All')
export const canWrite = anyOf('Files.ReadWrite', 'Files.ReadWrite.All')

export const itemId = id('Id of the workbook file (.xlsx), from EXCEL_LIST_FILES.')
export const worksheetId = id('Name or id of the worksheet, from EXCEL_LIST_WORKSHEETS.')
export const tableId = id('Name or id of the table, from EXCEL_LIST_TABLES.')
export const chartName = id('Name or id of the chart, from EXCEL_LIST_CHARTS.')
export const address = id('Range in A1 notation without the name of the worksheet.', { examples: ['A1:C10'] })
export const values = (what: string): JsonSchema => ({
  type: 'array',
  items: { type: 'array', items: { type: ['string', 'number', 'boolean', 'null'] } },
  description: `${what}, row by row: [["Name","Age"],["Ann",30]]. null leaves a cell as it is, "" empties it.`,
})
const sessionId = text('Session that several calls share for speed, from EXCEL_CREATE_SESSION.')

type WorkbookCall = Omit<GraphCall, 'call'> & { call: `${'GET' | 'POST' | 'PATCH' | 'DELETE'} ${string}` }

/** A tool below `/workbook` of a file; the path of the call starts there. */
export function workbookTool(its: WorkbookCall) {
  const [method, path] = its.call.split(' ', 2)
  return graphTool({
    ...its,
    call: `${method} /{drive_id}/items/{item_id}/workbook${path}` as GraphCall['call'],
    scopes: method === 'GET' || its.tags?.includes('readOnlyHint') ? canRead : canWrite,
    path: { item_id: itemId, drive_id: driveId, ...its.path },
    headers: { session_id: sessionId },
    wire: { session_id: 'workbook-session-id', ...its.wire },
  })
}

export const worksheet = answer({ id: words, name: words, position: count, visibility: words })
export const table = answer({ id: words, name: words, showHeaders: { type: 'boolean' }, style: words })
export const range = answer({
  address: words,
  values: { type: 'array', items: { type: 'array', items: {} } },
  text: { type: 'array', items: { type: 'array', items: {} } },
  formulas: { type: 'array', items: { type: 'array', items: {} } },
  rowCount: count,
  columnCount: count,
})
export const chart = answer({ id: words, name: words, height: { type: 'number' }, width: { type: 'number' } })
export const column = answer({
  id: words,
  index: count,
  name: words,
  values: range.properties['values'] ?? anything,
})
export const row = answer({ index: count, values: { type: 'array', items: {} } })
