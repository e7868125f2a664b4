import { expect, test } from 'vitest'
import { listOperations } from './openapi.ts'
import type { Operation } from './openapi.ts'
import { assignSlugs, furtherSpellings, slugCandidates } from './slug.ts'

type Sketch = { summary?: string; operationId?: string; tags?: string[] }

/** Real operations of a small document, in the order given. */
function operations(...sketches: [method: string, path: string, sketch: Sketch][]): Operation[] {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [method, path, sketch] of sketches) paths[path] = { ...paths[path], [method]: sketch }
  return listOperations({ openapi: '3.0.3', paths })
}

const assign = (list: Operation[], ...known: string[]) => assignSlugs(list, 'ACME_', new Set(known))

test('the ladder runs from the summary to the path', () => {
  const [operation] = operations([
    'get',
    '/repos/{id}/issues',
    { summary: "List a user's issues", operationId: 'issues/list-all', tags: ['issues'] },
  ])
  expect(operation && slugCandidates(operation)).toStrictEqual([
    'LIST_A_USERS_ISSUES',
    'LIST_ALL',
    'ISSUES_LIST_ALL',
    'LIST_USERS_ISSUES',
    'LIST_ISSUES',
    'GET_REPOS_ID_ISSUES',
  ])
})

test('camel case is kept together and accents are dropped', () => {
  const [operation] = operations(['get', '/x', { summary: 'Get GitHub café' }])
  expect(operation && slugCandidates(operation)[0]).toBe('GET_GITHUB_CAFE')
})

test('without known slugs the first candidate is the slug', () => {
  expect(assign(operations(['get', '/a', { summary: 'List things' }]))).toStrictEqual([
    { slug: 'ACME_LIST_THINGS', aliases: [] },
  ])
})

test('the first known candidate wins and the other hits become aliases', () => {
  const list = operations(['get', '/a', { summary: 'List things', operationId: 'things/index' }])
  expect(assign(list, 'ACME_INDEX', 'ACME_THINGS_INDEX')).toStrictEqual([
    { slug: 'ACME_INDEX', aliases: ['ACME_THINGS_INDEX'] },
  ])
})

test('on a collision the later operation takes its next candidate', () => {
  const list = operations(
    ['get', '/a', { summary: 'List things', operationId: 'a/list' }],
    ['get', '/b', { summary: 'List things', operationId: 'b/list-b' }],
  )
  expect(assign(list).map(({ slug }) => slug)).toStrictEqual(['ACME_LIST_THINGS', 'ACME_LIST_B'])
})

test('a known slug goes to the operation whose summary says it, whatever the order', () => {
  const list = operations(
    ['get', '/a', { summary: 'Something else', operationId: 'x/list-things' }],
    ['get', '/b', { summary: 'List things' }],
  )
  expect(assign(list, 'ACME_LIST_THINGS')[1]?.slug).toBe('ACME_LIST_THINGS')
})

test('a name past 64 characters is passed over', () => {
  const list = operations(['get', '/a', { summary: 'very '.repeat(20), operationId: 'short' }])
  expect(assign(list)[0]?.slug).toBe('ACME_SHORT')
})

test('operations without any good name still get distinct slugs of at most 64 characters', () => {
  const long = 'x'.repeat(100)
  const list = operations(['get', `/${long}`, { summary: long }], ['put', `/${long}`, { summary: long }])
  const slugs = assign(list).map(({ slug }) => slug)
  expect(new Set(slugs).size).toBe(2)
  for (const slug of slugs) expect(slug).toMatch(/^ACME_[A-Z0-9_]{1,59}$/)
})

test('further spellings are found among known slugs, and chosen only when the ladder has no room', () => {
  const [operation] = operations(['get', '/a', { summary: 'x', operationId: 'repos/get' }])
  expect(operation && furtherSpellings(operation)).toContain('REPO_S_GET')
  expect(assign(operation ? [operation] : [])[0]?.slug).toBe('ACME_X')

  const long = 'List the repositories of an authenticated organization member on a given day'
  const path = `/${'long/'.repeat(20)}`
  const list = operations(['get', path, { summary: long, operationId: 'x'.repeat(80) }])
  expect(assign(list)[0]?.slug).toBe('ACME_LIST_LONG')
})
