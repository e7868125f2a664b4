import { describe, expect, test } from 'vitest'
import { sizeOf, trimResult } from './trim.ts'

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
