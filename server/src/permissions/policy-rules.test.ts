import { describe, expect, test } from 'vitest'
import { matchesGlob } from './glob.ts'
import { policyMatches, PolicyMatch, valuesAt, type PolicyEffect } from './policy-rules.ts'

describe('a glob', () => {
  test.each([
    ['GMAIL_*', 'GMAIL_SEND_EMAIL', true],
    ['*@acme.com', 'ann@ACME.com', true],
    ['*@acme.com', 'ann@acme.com.evil.example', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*', '', true],
    ['', '', true],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbYbZ', false],
    ['[a-z]', 'b', false],
  ])('%s of %s: %s', (glob, text, expected) => {
    expect(matchesGlob(glob, text)).toBe(expected)
  })

  test('a hostile one takes no longer than the product of both lengths', () => {
    const started = performance.now()
    expect(matchesGlob(`${'a*'.repeat(100)}b`, 'a'.repeat(20_000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

const call = {
  names: ['STRIPE_CREATE_REFUND', 'STRIPE_REFUND'],
  toolkit: 'stripe',
  tags: ['openWorldHint'],
  userId: 'ann',
  arguments: {
    amount: 500,
    price: '12.50',
    to: ['ann@acme.com', 'eve@evil.example'],
    body: { lines: [{ sku: 'a' }, { sku: 'b' }] },
    memo: null,
  },
}
const matches = (effect: PolicyEffect, match: object) =>
  policyMatches({ effect, match: PolicyMatch.parse(match) }, call)

describe('a policy', () => {
  test.each([
    [{ tools: ['STRIPE_*'] }, true],
    [{ tools: ['stripe_refund'] }, true],
    [{ tools: ['GMAIL_*'] }, false],
    [{ toolkits: ['str*'] }, true],
    [{ toolkits: ['gmail'] }, false],
    [{ tags: ['readOnlyHint'] }, false],
    [{ tags: ['openWorldHint'] }, true],
    [{ user_ids: ['bob', 'a*'] }, true],
    [{ user_ids: ['bob'] }, false],
    [{}, true],
  ])('is about the call: %j %s', (match, expected) => {
    expect(matches('deny', match)).toBe(expected)
  })

  test.each([
    [{ amount: { gt: 499, lte: 500 } }, true],
    [{ amount: { gt: 500 } }, false],
    [{ amount: { gte: 500, lt: 501 } }, true],
    [{ price: { lt: 13 } }, true],
    [{ to: { gt: 1 } }, false],
    [{ amount: { equals: 500 } }, true],
    [{ amount: { one_of: [1, 2] } }, false],
    [{ 'body.lines.*.sku': { glob: 'b' } }, true],
    [{ 'body.lines.sku': { equals: 'a' } }, true],
    [{ 'body.*': { exists: true } }, true],
    [{ memo: { exists: false } }, true],
    [{ absent: { exists: true } }, false],
    [{ absent: { glob: '*' } }, false],
    [{ __proto__x: { exists: true } }, false],
    [{ constructor: { exists: true } }, false],
  ])('looks at arguments: %j %s', (rules, expected) => {
    expect(matches('deny', { arguments: rules })).toBe(expected)
  })

  test('one foreign recipient is enough to refuse, and too many to allow', () => {
    expect(matches('deny', { arguments: { to: { not_glob: '*@acme.com' } } })).toBe(true)
    expect(matches('ask', { arguments: { to: { glob: '*@evil.example' } } })).toBe(true)
    expect(matches('allow', { arguments: { to: { glob: '*@acme.com' } } })).toBe(false)
    expect(matches('allow', { arguments: { to: { glob: ['*@acme.com', '*@evil.example'] } } })).toBe(true)
  })

  test('a rule that says nothing is refused, as it would look like one', () => {
    expect(PolicyMatch.safeParse({ arguments: { amount: {} } }).success).toBe(false)
    expect(PolicyMatch.safeParse({ arguments: { amount: { above: 3 } } }).success).toBe(false)
    expect(PolicyMatch.safeParse({ tools: [] }).success).toBe(false)
  })
})

test('lists at a path stand for their elements, however deep', () => {
  expect(valuesAt({ a: [[1, [2]], 3] }, 'a')).toStrictEqual([1, 2, 3])
  expect(valuesAt({ a: { b: 1, c: [2] } }, 'a.*')).toStrictEqual([1, 2])
  expect(valuesAt('text', 'length')).toStrictEqual([])
})
