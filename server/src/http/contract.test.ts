import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { idOf, pageOfArray, pageRequest, queryFlag, queryLimit, queryList, queryString } from './contract.ts'

describe('lists in a query', () => {
  const list = queryList(z.string())
  test.each([
    ['a,b', ['a', 'b']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a,b', 'c'],
      ['a', 'b', 'c'],
    ],
    [' a , ,b ', ['a', 'b']],
    ['', undefined],
    ['null', undefined],
    [undefined, undefined],
  ])('%j is read as %j', (given, expected) => {
    expect(list.parse(given)).toStrictEqual(expected)
  })

  test.each([
    { key: 'key[name]=a', given: { __proto__: null, name: 'a' } },
    { key: 'key[][name]=a', given: [{ __proto__: null, name: 'a' }] },
  ])('$key is no list, and is refused', ({ given }) => {
    expect(list.safeParse(given).success).toBe(false)
  })

  test('each value is checked', () => {
    expect(queryList(z.enum(['A'])).safeParse('A,B').success).toBe(false)
  })
})

test('flags are true or false in any case, and absent when empty', () => {
  expect(
    ['true', 'TRUE', '1', 'false', '0', '', undefined].map((value) => queryFlag.parse(value)),
  ).toStrictEqual([true, true, true, false, false, undefined, undefined])
  for (const bad of ['maybe', { __proto__: null, name: 'true' }, ['true', 'true']]) {
    expect(queryFlag.safeParse(bad).error?.issues[0]?.message).toBe('must be true or false')
  }
})

test('a limit above the most allowed is cut, since SDKs send 9999 for "all"', () => {
  const limit = queryLimit(1000, 20)
  expect([limit.parse('9999'), limit.parse(undefined), limit.parse('5')]).toStrictEqual([1000, 20, 5])
  for (const bad of ['0', '-1', '1.5', 'ten']) expect(limit.safeParse(bad).success, bad).toBe(false)
})

test('an empty string parameter is absent', () => {
  expect([queryString.parse(''), queryString.parse('x')]).toStrictEqual([undefined, 'x'])
})

test('an id must have the prefix of its kind', () => {
  const id = idOf('authConfig')
  expect(id.safeParse('ac_123').success).toBe(true)
  for (const bad of ['ca_123', 'ac_', 'ac_<script>', `ac_${'a'.repeat(100)}`]) {
    expect(id.safeParse(bad).success, bad).toBe(false)
  }
})

describe('pages', () => {
  const rows = Array.from({ length: 45 }, (_, at) => at)

  test('following next_cursor visits every row once', () => {
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = pageOfArray(rows, pageRequest(cursor, 20))
      expect([page.total_pages, page.total_items]).toStrictEqual([3, 45])
      seen.push(...page.items)
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toStrictEqual(rows)
  })

  test('the limit inside the cursor wins, so that pages stay aligned', () => {
    const first = pageOfArray(rows, pageRequest(undefined, 10))
    const second = pageOfArray(rows, pageRequest(first.next_cursor ?? '', 30))
    expect(second.items).toStrictEqual(rows.slice(10, 20))
  })

  test.each(['garbage', '', 'MDoyMA==', 'MTow', 'MS41OjIw'])('the foreign cursor %j is refused', (cursor) => {
    expect(() => pageRequest(cursor, 20)).toThrow('cursor is not one that this server returned')
  })

  test('a cursor past the end gives an empty last page', () => {
    const cursor = Buffer.from('99:20').toString('base64')
    expect(pageOfArray(rows, pageRequest(cursor, 20))).toMatchObject({
      items: [],
      next_cursor: null,
      total_items: 45,
    })
  })
})
