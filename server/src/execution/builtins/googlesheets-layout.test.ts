import { expect, test } from 'vitest'
import type { Builtin, BuiltinRequest } from './builtin.ts'
import * as layout from './googlesheets-layout.ts'

/** Runs a built-in against a spreadsheet with two sheets; gives the change that it asked for. */
async function changed(builtin: Builtin, args: object): Promise<unknown> {
  const writes: BuiltinRequest[] = []
  await builtin({
    arguments: { spreadsheet_id: 's1', ...args },
    now: new Date(),
    async request(request) {
      if (request.method !== 'GET') writes.push(request)
      const sheets = [
        { properties: { sheetId: 7, title: "It's" } },
        { properties: { sheetId: 9, title: 'B' } },
      ]
      return request.method === 'GET' ? { sheets } : { replies: [{}] }
    },
  })
  expect(writes).toMatchObject([
    { method: 'POST', path: '/spreadsheets/{spreadsheet_id}:batchUpdate', values: { spreadsheet_id: 's1' } },
  ])
  // As it is sent: what is undefined is not there.
  return JSON.parse(JSON.stringify(writes[0]?.body)).requests[0]
}

test.each([
  [layout.createRow, { sheet_id: 0 }, { sheetId: 0, dimension: 'ROWS', startIndex: 0, endIndex: 1 }, false],
  [
    layout.createColumn,
    { sheet_name: 'B', insert_index: 2, inherit_from_before: true },
    { sheetId: 9, dimension: 'COLUMNS', startIndex: 2, endIndex: 3 },
    true,
  ],
])('one empty row or column is inserted: %#', async (builtin, args, range, inheritFromBefore) => {
  expect(await changed(builtin, args)).toStrictEqual({ insertDimension: { range, inheritFromBefore } })
})

const cells = {
  worksheet_id: 7,
  start_row_index: 0,
  end_row_index: 1,
  start_column_index: 0,
  end_column_index: 3,
}

test('only formats that are given are changed, false and zero among them', async () => {
  expect(await changed(layout.formatCell, { ...cells, bold: false, fontSize: 12, red: 0 })).toStrictEqual({
    repeatCell: {
      range: { sheetId: 7, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 3 },
      cell: {
        userEnteredFormat: { textFormat: { fontSize: 12, bold: false }, backgroundColor: { red: 0 } },
      },
      fields:
        'userEnteredFormat.textFormat.fontSize,userEnteredFormat.textFormat.bold,userEnteredFormat.backgroundColor',
    },
  })
})

const source = (sheetId: number, column: number, rows: object) => ({
  sourceRange: {
    sources: [{ sheetId, startColumnIndex: column, endColumnIndex: column + 1, ...rows }],
  },
})

test('a chart stands beside its data: the first column its labels, the others its series', async () => {
  const rows = { startRowIndex: 1, endRowIndex: 10 }
  const args = { sheet_id: 7, chart_type: 'LINE', data_range: 'B2:D10', title: 'Sales', y_axis_title: 'Euro' }
  expect(await changed(layout.createChart, { ...args, legend_position: 'NO_LEGEND' })).toStrictEqual({
    addChart: {
      chart: {
        spec: {
          title: 'Sales',
          basicChart: {
            chartType: 'LINE',
            legendPosition: 'NO_LEGEND',
            headerCount: 1,
            axis: [{ position: 'LEFT_AXIS', title: 'Euro' }],
            domains: [{ domain: source(7, 1, rows) }],
            series: [2, 3].map((column) => ({ series: source(7, column, rows), targetAxis: 'LEFT_AXIS' })),
          },
        },
        position: { overlayPosition: { anchorCell: { sheetId: 7, rowIndex: 1, columnIndex: 5 } } },
      },
    },
  })
})

test('a pie is drawn of whole columns of another sheet', async () => {
  const pie = await changed(layout.createChart, {
    sheet_id: 9,
    chart_type: 'PIE',
    data_range: "'It''s'!Z:AA",
  })
  expect(pie).toMatchObject({
    addChart: {
      chart: {
        spec: { pieChart: { domain: source(7, 25, {}), series: source(7, 26, {}) } },
        position: { overlayPosition: { anchorCell: { sheetId: 9, rowIndex: 0, columnIndex: 0 } } },
      },
    },
  })
})

test('bars have their values along the bottom', async () => {
  const bars = await changed(layout.createChart, { sheet_id: 7, chart_type: 'BAR', data_range: 'A1:B3' })
  expect(bars).toMatchObject({
    addChart: { chart: { spec: { basicChart: { series: [{ targetAxis: 'BOTTOM_AXIS' }] } } } },
  })
})

test.each([
  [layout.createRow, {}, 'sheet_id: give it, or sheet_name'],
  [layout.createRow, { sheet_name: 'C' }, 'sheet_name: there is no sheet "C"; there are "It\'s", "B"'],
  [layout.createRow, { sheet_id: 0, inherit_from_before: true }, 'there is nothing before index 0'],
  [layout.formatCell, cells, 'give at least one format'],
  [layout.createChart, { data_range: 'Sheet' }, 'data_range: is not a range of cells'],
  [layout.createChart, { data_range: 'C1:A9' }, 'data_range: is not a range of cells'],
  [layout.createChart, { data_range: 'A1:A9' }, 'data_range: needs a column of labels and one of numbers'],
  [layout.createChart, { data_range: 'C!A1:B9' }, 'data_range: there is no sheet "C"'],
  [layout.createChart, { data_range: 'A1:C9', chart_type: 'PIE' }, 'data_range: a pie has two columns'],
])('what cannot be right changes nothing: %#', async (builtin, args, message) => {
  await expect(changed(builtin, args)).rejects.toThrow(message)
})
