import { expect, test } from 'vitest'
import type { Builtin, BuiltinRequest } from './builtin.ts'
import * as notion from './notion.ts'

async function run(builtin: Builtin, args: object, answer: Record<string, unknown>) {
  const asked: BuiltinRequest[] = []
  const result = await builtin({
    arguments: { ...args },
    now: new Date(),
    async request(request) {
      asked.push(request)
      return answer
    },
  })
  return { result, asked }
}

const words = (...parts: string[]) => parts.map((plain_text) => ({ type: 'text', plain_text }))
const page = {
  object: 'page',
  id: 'p1',
  url: 'https://notion.so/p1',
  last_edited_time: '2026-01-31T12:00:00.000Z',
  parent: { type: 'workspace' },
  properties: { Stage: { type: 'select' }, Name: { type: 'title', title: words('Plan of ', 'May') } },
}
const database = {
  object: 'database',
  id: 'd1',
  title: words('Tasks'),
  properties: { Name: { type: 'title' } },
}

test.each([
  [{ fetch_type: 'all' }, undefined],
  [{ fetch_type: 'pages' }, { property: 'object', value: 'page' }],
  [{ fetch_type: 'databases' }, { property: 'object', value: 'database' }],
])('what there is is listed with its titles: %j', async (args, filter) => {
  const answer = { results: [page, database], has_more: true, next_cursor: 'c2' }
  const { result, asked } = await run(notion.fetchData, { ...args, query: 'a', page_size: 2 }, answer)
  expect(asked).toEqual([{ method: 'POST', path: '/search', body: { query: 'a', page_size: 2, filter } }])
  expect(result).toMatchObject({ has_more: true, next_cursor: 'c2' })
  expect(result['results']).toEqual([
    {
      id: 'p1',
      type: 'page',
      title: 'Plan of May',
      url: 'https://notion.so/p1',
      last_edited_time: '2026-01-31T12:00:00.000Z',
      parent: { type: 'workspace' },
    },
    { id: 'd1', type: 'database', title: 'Tasks' },
  ])
})

const due = { id: '%3AaB', name: 'Due', type: 'date', date: {} }
const columns = { properties: { Name: { id: 'title', name: 'Name', type: 'title' }, Due: due } }

test.each(['%3AaB', ':aB', 'Due'])('a column is found as %s', async (property_id) => {
  const { result, asked } = await run(notion.databaseProperty, { database_id: 'd1', property_id }, columns)
  expect(result).toStrictEqual(due)
  expect(asked).toMatchObject([{ path: '/databases/{database_id}', values: { database_id: 'd1' } }])
})

test('a column that there is not is refused with those that there are', async () => {
  await expect(
    run(notion.databaseProperty, { database_id: 'd1', property_id: 'Owner' }, columns),
  ).rejects.toThrow('property_id: the database has no such column; it has "Name" (title), "Due" (%3AaB)')
})
