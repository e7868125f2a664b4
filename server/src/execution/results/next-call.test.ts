import { expect, test } from 'vitest'
import type { CatalogTool } from '@patchbay/catalog'
import { nextCall } from './next-call.ts'

const input = {
  type: 'object' as const,
  properties: {
    cursor: { type: 'string' },
    page: { type: 'integer' },
    offset: { type: 'integer' },
    limit: { type: 'integer', default: 2 },
    starting_after: { type: 'string' },
    pageToken: { type: 'string' },
  },
}

function next(
  pagination: CatalogTool['pagination'],
  args: Record<string, unknown>,
  data: Record<string, unknown>,
  link?: string,
) {
  return nextCall({ tool: { input, pagination, tags: [] }, args, data, link })
}

const cursor = { kind: 'cursor', argument: 'cursor', cursor: 'meta.next', more: 'more' } as const
const page = { kind: 'page', argument: 'page', first: 1, size_argument: 'limit', items: 'rows' } as const
const counted = { kind: 'page', argument: 'page', first: 1, total_pages: 'pages' } as const
const offset = {
  kind: 'offset',
  argument: 'offset',
  size_argument: 'limit',
  total: 'total',
  items: 'rows',
} as const
const byUrl = { kind: 'next_url', url: 'next' } as const

test.each([
  ['a cursor', cursor, {}, { meta: { next: 'c2' } }, { cursor: 'c2' }],
  ['an empty cursor', cursor, {}, { meta: { next: '' } }, undefined],
  ['a cursor with no more behind it', cursor, {}, { meta: { next: 'c2' }, more: false }, undefined],
  ['the same cursor again', cursor, { cursor: 'c2' }, { meta: { next: 'c2' } }, undefined],
  ['a full page', page, {}, { rows: [1, 2] }, { page: 2 }],
  ['a page shorter than the default size', page, { page: 2 }, { rows: [1] }, undefined],
  ['an empty page', page, { limit: 0 }, { rows: [] }, undefined],
  ['a page of several', counted, { page: 2 }, { pages: 3 }, { page: 3 }],
  ['the last of several', counted, { page: 3 }, { pages: 3 }, undefined],
  [
    'an offset below the total',
    offset,
    { offset: 2, limit: 5 },
    { rows: [1], total: 4 },
    { offset: 3, limit: 5 },
  ],
  ['an offset at the total', offset, { offset: 2 }, { rows: [1, 2], total: 4 }, undefined],
  ['a URL', byUrl, { page: 1 }, { next: '/x?page=2&evil=1&limit=' }, { page: 2 }],
  ['a URL that is none', byUrl, {}, { next: 'http://[' }, undefined],
  ['nothing declared, a token in the usual place', undefined, {}, { nextPageToken: 't' }, { pageToken: 't' }],
  ['nothing declared, nothing said', undefined, { page: 1 }, { rows: [1, 2] }, undefined],
  [
    'has_more and ids',
    undefined,
    {},
    { has_more: true, data: [{ id: 'a' }, { id: 'b' }] },
    { starting_after: 'b' },
  ],
  ['has_more that is false', undefined, {}, { has_more: false, data: [{ id: 'b' }] }, undefined],
])('%s', (_, pagination, args, data, wanted) => {
  expect(next(pagination, args, data)).toStrictEqual(wanted)
})

test('a Link header with rel="next" among others', () => {
  const link = '<https://a/x?page=1>; rel="prev", <https://a/x?page=3&limit=5>; rel="next"; title="n, m"'
  expect(next(undefined, { page: 2 }, {}, link)).toStrictEqual({ page: 3, limit: 5 })
  expect(next(undefined, { page: 2 }, {}, '<https://a/x?page=1>; rel="prev"')).toBeUndefined()
})

test('the names in an address are those of the wire; a link that says it leads nowhere is none', () => {
  const exec = {
    kind: 'http' as const,
    method: 'GET' as const,
    path: '/things',
    parameters: [
      { name: 'page', in: 'query' as const, wire: 'PageNumber', style: 'repeat' as const, spread: false },
    ],
  }
  const tool = { input, tags: [], exec: exec as unknown as CatalogTool['exec'], pagination: byUrl }
  expect(nextCall({ tool, args: {}, data: { next: '/things?PageNumber=3' }, link: undefined })).toStrictEqual(
    { page: 3 },
  )
  const link = (results: string) =>
    `<https://x.com/?cursor=c3>; rel="next"; results="${results}"; cursor="c3"`
  expect(next(undefined, {}, {}, link('true'))).toStrictEqual({ cursor: 'c3' })
  expect(next(undefined, {}, {}, link('false'))).toBeUndefined()
})
