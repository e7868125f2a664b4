import { expect, test } from 'vitest'
import { changeTools as edits } from './googledocs/changes.ts'
import { changeTools as changes } from './googlesheets/changes.ts'

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

test.each([...edits, ...changes])('$slug takes what it requires', ({ input, exec }) => {
  expect(Object.keys(input.properties)).toStrictEqual(exec.parameters.map(({ name }) => name))
  expect(Object.keys(input.properties)).toEqual(expect.arrayContaining(input.required))
})
