import { expect, test } from 'vitest'
import type { Builtin, BuiltinRequest } from './builtin.ts'
import * as googlesheets from './googlesheets.ts'

const table = [
  ['sku', 'name', 'price', 'kind'],
  ['007', 'Mug', 12, 'cup'],
  ['a1', 'Pot', 30, 'Pot'],
  ['b2', 'Glass', '', 'cup'],
  ['c3', 'Jar', 8, 'CUP'],
]

/** Runs a built-in against one sheet, `It's`, with this table; gives its result and what it wrote. */
async function run(builtin: Builtin, args: object, range = "'It''s'!A1:D5", values: unknown[][] = table) {
  const asked: BuiltinRequest[] = []
  const result = await builtin({
    arguments: { spreadsheet_id: 's1', sheet_name: "It's", ...args },
    now: new Date(),
    async request(request) {
      asked.push(request)
      if (request.path.endsWith('/values/{range}')) return { range, values }
      if (request.method === 'GET')
        return { sheets: [{ properties: { sheetId: 0, title: "It's" } }, { properties: { title: 'B' } }] }
      return request.path === '/spreadsheets' ? { spreadsheetId: 'new' } : { totalUpdatedRows: 3 }
    },
  })
  return {
    result,
    reads: asked.filter(({ method }) => method === 'GET'),
    writes: asked.filter(({ method }) => method !== 'GET'),
  }
}

test('a row is found by the whole text of a cell, numbered as in the sheet, on the first sheet unless told', async () => {
  const { result, reads } = await run(googlesheets.lookupRow, { query: 'pot' })
  expect(result).toStrictEqual({ found: true, row_number: 3, row_data: ['a1', 'Pot', 30, 'Pot'] })
  expect(reads.at(-1)?.values).toStrictEqual({ spreadsheet_id: 's1', range: "'It''s'" })
  expect((await run(googlesheets.lookupRow, { query: 'po' })).result).toStrictEqual({ found: false })
  const strict = await run(googlesheets.lookupRow, { query: 'pot', case_sensitive: true })
  expect(strict.result).toStrictEqual({ found: false })
  const lower = await run(googlesheets.lookupRow, { query: 'Jar', range: "It's!B4:D9" }, "'It''s'!B4:D9", [
    ['Glass'],
    ['Jar'],
  ])
  expect(lower.result).toMatchObject({ row_number: 5 })
})

test.each([
  [{ operation: 'sum' }, 50, 4, 3],
  [{ operation: 'count' }, 3, 4, 3],
  [{ operation: 'max' }, 30, 4, 3],
  [{ operation: 'min' }, 8, 4, 3],
  [{ operation: 'average', search_column: 'kind', search_value: 'cup' }, 10, 3, 2],
  [{ operation: 'sum', search_column: 'D', search_value: 'CUP', case_sensitive: true }, 8, 1, 1],
  [{ operation: 'min', search_column: 'kind', search_value: 'none' }, null, 0, 0],
])('a column is summed up: %j', async (args, result, matching_rows, numbers) => {
  const done = await run(googlesheets.aggregateColumn, { target_column: 'price', ...args })
  expect(done.result).toStrictEqual({ result, matching_rows, numbers })
})

test('a heading that there is not is refused with those that there are', async () => {
  await expect(
    run(googlesheets.aggregateColumn, { target_column: 'cost', operation: 'sum' }),
  ).rejects.toThrow('target_column: the first row has no "cost"; it has "sku", "name", "price", "kind"')
})

test('rows are changed where their key is, cell by cell, and added where it is not', async () => {
  const { result, writes } = await run(googlesheets.upsertRows, {
    key_column: 'sku',
    headers: ['price', 'sku'],
    rows: [
      [13, '007'],
      [1, 'z9'],
      [2, 'z9'],
    ],
  })
  expect(result).toStrictEqual({ updated_rows: 1, added_rows: 1 })
  expect(writes.map(({ path, body }) => [path, body])).toStrictEqual([
    [
      '/spreadsheets/{spreadsheet_id}/values:batchUpdate',
      {
        valueInputOption: 'RAW',
        data: [
          { range: "'It''s'!C2", values: [[13]] },
          { range: "'It''s'!A2", values: [['007']] },
        ],
      },
    ],
    ['/spreadsheets/{spreadsheet_id}/values/{range}:append', { values: [['z9', null, 2]] }],
  ])
})

test.each([
  [{ headers: ['price'], rows: [[1]] }, 'headers: the key column is not among them'],
  [{ headers: ['sku', 'size'], rows: [['a', 1]] }, 'headers: the first row has no "size"'],
  [{ headers: ['sku'], rows: [['']] }, 'rows: each needs a value in the key column'],
  [{ headers: ['sku'], rows: [['a', 1]] }, 'rows: one has more values than there are headers'],
])('an upsert that cannot be right writes nothing: %j', async (args, message) => {
  const writes: BuiltinRequest[] = []
  const call = {
    arguments: { spreadsheet_id: 's1', sheet_name: 'S', key_column: 'sku', ...args },
    now: new Date(),
    async request(request: BuiltinRequest) {
      if (request.method !== 'GET') writes.push(request)
      return { values: table }
    },
  }
  await expect(googlesheets.upsertRows(call)).rejects.toThrow(message)
  expect(writes).toStrictEqual([])
})

test('a sheet is found by its name', async () => {
  const { result } = await run(googlesheets.findWorksheet, { title: "It's" })
  expect(result).toStrictEqual({ found: true, worksheet: { sheetId: 0, title: "It's" } })
  expect((await run(googlesheets.findWorksheet, { title: 'C' })).result).toStrictEqual({ found: false })
})

test('records become a spreadsheet: every name a column, every record a row', async () => {
  const { writes } = await run(googlesheets.sheetFromJson, {
    title: 'People',
    sheet_json: [
      { name: 'Ada', tags: ['x'] },
      { age: 36, name: 'Bob' },
    ],
  })
  expect(writes.map(({ body, values }) => [values, body])).toStrictEqual([
    [undefined, { properties: { title: 'People' }, sheets: [{ properties: { title: "It's" } }] }],
    [
      { spreadsheet_id: 'new' },
      {
        valueInputOption: 'RAW',
        data: [
          {
            range: "'It''s'!A1",
            values: [
              ['name', 'tags', 'age'],
              ['Ada', '["x"]', ''],
              ['Bob', '', 36],
            ],
          },
        ],
      },
    ],
  ])
})
