import { describe, expect, test } from 'vitest'
import { sizeOf, tokensOf as tokens, trimResult } from './trim.ts'

const row = (at: number) => ({ id: at, name: `row ${at}`, html: '<p>'.repeat(50) })
const rows = { total: 100, rows: Array.from({ length: 100 }, (_, at) => row(at)) }

test('what the manifest says is rarely read goes first, everywhere', () => {
  const { data, notes } = trimResult(rows, 1_500, { drop: ['rows.*.html', 'total'] })
  expect(data['rows']).toHaveLength(100)
  expect(data['rows']).toContainEqual({ id: 99, name: 'row 99' })
  expect(data['total']).toBe(100)
  expect(notes).toStrictEqual(['left out: rows.*.html'])
})

test('the list that the manifest names is shortened, or else the largest', () => {
  const two = { tags: Array.from({ length: 60 }, (_, at) => `tag ${at}`), ...rows }
  expect(trimResult(two, 1_000, undefined).data).toMatchObject({ tags: two.tags, total: 100 })
  const { notes } = trimResult(two, Math.floor(sizeOf(two) / 4) - 50, { items: 'tags' })
  expect(notes[0]).toMatch(/^tags: the first \d+ of 60$/)
})

test('the given object is not changed', () => {
  const before = structuredClone(rows)
  trimResult(rows, 60, { drop: ['rows.*.html'] })
  expect(rows).toStrictEqual(before)
})

describe('whatever the data, it fits', () => {
  let deep: unknown = 'x'
  for (let depth = 0; depth < 200; depth += 1) deep = { deep, n: depth }
  test.each([
    ['one long text', { text: 'x'.repeat(100_000) }],
    ['many fields', Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field_${at}`, at]))],
    ['a list of lists', { a: Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 'cell')) }],
    ['depth', { deep }],
    ['half a surrogate pair at the cut', { text: '😀'.repeat(10_000) }],
    [
      'a __proto__ of its own',
      JSON.parse(`{"__proto__": {"a": "${'x'.repeat(9_000)}"}}`) as Record<string, unknown>,
    ],
  ])('%s', (_, data) => {
    const { data: kept, notes } = trimResult(data, 100, undefined)
    expect(sizeOf(kept)).toBeLessThanOrEqual(480)
    expect(notes.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept).isWellFormed()).toBe(true)
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  })
})

describe('what the manifest says is always read', () => {
  const issue = (at: number) => ({
    number: at,
    html_url: `https://example.com/${at}`,
    events_url: 'https://example.com/events'.repeat(3),
    user: { login: 'ada', followers_url: 'https://example.com/followers'.repeat(3) },
    labels: [{ name: 'bug', color: 'red'.repeat(20) }],
    reactions: { total_count: 0, heart: 0 },
    body: 'words '.repeat(20),
  })
  const issues = { total: 40, items: Array.from({ length: 40 }, (_, at) => issue(at)) }
  const keep = ['number', 'html_url', 'user.login', 'labels.*.name'].map((name) => `items.*.${name}`)

  test('stays when fields around it are dropped by the end of their names', () => {
    const drop = ['items.*.*_url', 'items.*.user.*_url', 'items.*.user']
    const { data, notes } = trimResult(issues, tokens(issues) - 1, {
      items: 'items',
      drop: drop.slice(0, 1),
      keep,
    })
    expect(data['items']).toContainEqual({ ...issue(3), events_url: undefined })
    expect(notes).toStrictEqual(['left out: items.*.*_url'])
    // Something in `user` stays, so `user` does.
    const slim = issues.items.map((item) => {
      const { events_url: _dropped, ...rest } = item
      return { ...rest, user: { login: 'ada' } }
    })
    const hard = trimResult(issues, tokens({ ...issues, items: slim }), { items: 'items', drop, keep }).data
    expect(hard).toStrictEqual({ ...issues, items: slim })
    const none = trimResult(issues, 1_200, { items: 'items', drop: ['items.*.user'], keep }).data['items']
    expect(none).toContainEqual(expect.objectContaining({ user: { login: 'ada' } }))
  })

  test('is all that is left of the items where that makes room for more of them', () => {
    const { data, notes } = trimResult(issues, 1_200, { items: 'items', keep })
    expect(data).toMatchObject({ total: 40 })
    expect(data['items']).toHaveLength(40)
    expect(data['items']).toContainEqual({
      number: 3,
      html_url: 'https://example.com/3',
      user: { login: 'ada' },
      labels: [{ name: 'bug' }],
    })
    expect(notes).toStrictEqual([`left: ${keep.join(', ')}`])
    // The control: without the hint, items are lost.
    expect(trimResult(issues, 1_200, { items: 'items' }).notes[0]).toMatch(/^items: the first \d of 40$/)
  })

  test('is all that is left of one thing that is too large', () => {
    const { data } = trimResult(issue(1), 60, { keep: ['number', 'user.login'] })
    expect(data).toStrictEqual({ number: 1, user: { login: 'ada' } })
  })
})
