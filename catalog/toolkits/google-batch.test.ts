import { expect, test } from 'vitest'
import { changeTools as edits } from './googledocs/changes.ts'
import { styleTools } from './googledocs/styles.ts'
import { changeTools as changes } from './googlesheets/changes.ts'
import { valueTools } from './googlesheets/values.ts'

test('every argument of a change has its place in one request', () => {
  const added = changes.find(({ slug }) => slug === 'GOOGLESHEETS_ADD_SHEET')
  expect(added?.exec).toStrictEqual({
    kind: 'http',
    method: 'POST',
    path: '/spreadsheets/{spreadsheet_id}:batchUpdate',
    parameters: [
      { name: 'spreadsheet_id', in: 'path' },
      { name: 'title', in: 'body', wire: 'requests.0.addSheet.properties.title' },
      { name: 'index', in: 'body', wire: 'requests.0.addSheet.properties.index' },
      { name: 'row_count', in: 'body', wire: 'requests.0.addSheet.properties.gridProperties.rowCount' },
      { name: 'column_count', in: 'body', wire: 'requests.0.addSheet.properties.gridProperties.columnCount' },
    ],
  })
})

test('what is left out is what the request says by itself', () => {
  const renamed = changes.find(({ slug }) => slug === 'GOOGLESHEETS_UPDATE_SHEET_PROPERTIES')
  expect(renamed?.exec).toMatchObject({
    body: { requests: [{ updateSheetProperties: { fields: 'title' } }] },
  })
})

test.each([...edits, ...styleTools, ...changes])('$slug takes what it requires', ({ input, exec }) => {
  expect(Object.keys(input.properties)).toStrictEqual(exec.parameters.map(({ name }) => name))
  expect(Object.keys(input.properties)).toEqual(expect.arrayContaining(input.required))
})

const table = 'tableCellLocation.tableStartLocation.index'

test.each([
  ['DELETE_TABLE', 'deleteContentRange', ['range.startIndex', 'range.endIndex']],
  [
    'UNMERGE_TABLE_CELLS',
    'unmergeTableCells',
    [
      `tableRange.${table}`,
      'tableRange.tableCellLocation.rowIndex',
      'tableRange.rowSpan',
      'tableRange.columnSpan',
    ],
  ],
  [
    'UPDATE_TABLE_ROW_STYLE',
    'updateTableRowStyle',
    ['tableStartLocation.index', 'rowIndices', 'tableRowStyle', 'fields'],
  ],
  ['UPDATE_DOCUMENT_STYLE', 'updateDocumentStyle', ['documentStyle', 'fields', 'tabId']],
])('%s is asked for as %s', (slug, request, places) => {
  const { exec } = styleTools.find((tool) => tool.slug === `GOOGLEDOCS_${slug}`) ?? {}
  const wires = exec?.parameters.map((parameter) => ('wire' in parameter ? parameter.wire : ''))
  expect(wires).toEqual(expect.arrayContaining(places.map((place) => `requests.0.${request}.${place}`)))
})

test('values are cleared by filter, which is a call of its own', () => {
  const slug = 'GOOGLESHEETS_SPREADSHEETS_VALUES_BATCH_CLEAR_BY_DATA_FILTER'
  expect(valueTools.find((tool) => tool.slug === slug)?.exec).toStrictEqual({
    kind: 'http',
    method: 'POST',
    path: '/spreadsheets/{spreadsheetId}/values:batchClearByDataFilter',
    parameters: [
      { name: 'spreadsheetId', in: 'path' },
      { name: 'dataFilters', in: 'body' },
    ],
  })
})
