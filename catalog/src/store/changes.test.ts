import { expect, test } from 'vitest'
import { Tool } from '../manifest/manifest.ts'
import { changesBetween, describeChanges } from './changes.ts'

const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, required })

function tool(more: object = {}) {
  return Tool.parse({
    slug: 'ACME_SEND',
    name: 'Send',
    description: 'Sends.',
    input: object({ to: { type: 'string' }, size: { type: ['integer', 'null'], maximum: 10 } }, ['to']),
    output: object({ id: { type: 'string' } }),
    exec: { kind: 'builtin', name: 'x' },
    ...more,
  })
}

const input = (properties: object, required: string[] = ['to']) =>
  tool({
    input: object(
      { to: { type: 'string' }, size: { type: ['integer', 'null'], maximum: 10 }, ...properties },
      required,
    ),
  })

test('what is the same is no change', () => {
  expect(changesBetween([tool()], [tool()])).toStrictEqual([])
})

test.each([
  ['a removed tool', [tool()], [], 'ACME_SEND', 'removed'],
  ['a dropped alias', [tool({ aliases: ['ACME_OLD'] })], [tool()], 'ACME_OLD', 'no longer an alias'],
  ['a removed property', [input({ cc: { type: 'string' } })], [tool()], 'ACME_SEND.cc', 'property removed'],
  [
    'a new required property',
    [tool()],
    [input({ cc: {} }, ['to', 'cc'])],
    'ACME_SEND.cc',
    'new required property',
  ],
  ['a property required now', [tool()], [input({}, ['to', 'size'])], 'ACME_SEND.size', 'required now'],
  [
    'a narrower type',
    [tool()],
    [input({ size: { type: 'integer', maximum: 10 } })],
    'ACME_SEND.size',
    'type narrowed from integer or null to integer',
  ],
  [
    'a type where any was taken',
    [input({ cc: {} })],
    [input({ cc: { type: 'string' } })],
    'ACME_SEND.cc',
    'type narrowed from any to string',
  ],
  [
    'a narrower enum',
    [input({ to: { enum: ['a', 'b'] } })],
    [input({ to: { enum: ['a'] } })],
    'ACME_SEND.to',
    'no longer takes "b"',
  ],
  [
    'a new enum',
    [tool()],
    [input({ to: { type: 'string', enum: ['a'] } })],
    'ACME_SEND.to',
    'takes only some values now',
  ],
  [
    'a lower bound',
    [tool()],
    [input({ size: { type: ['integer', 'null'], maximum: 5 } })],
    'ACME_SEND.size',
    'maximum is 5 now',
  ],
  [
    'a property removed deep inside',
    [input({ to: { type: 'array', items: object({ a: {} }) } })],
    [input({ to: { type: 'array', items: object({}) } })],
    'ACME_SEND.to.0.a',
    'property removed',
  ],
  [
    'a field gone from the result',
    [tool()],
    [tool({ output: object({}) })],
    'ACME_SEND.result.id',
    'no longer in the result',
  ],
  ['a need for an account', [tool({ no_auth: true })], [tool()], 'ACME_SEND', 'needs an account now'],
])('%s breaks', (_what, before, after, path, what) => {
  expect(changesBetween(before, after).filter(({ breaking }) => breaking)).toStrictEqual([
    { path, what, breaking: true },
  ])
})

test.each([
  ['an added tool', [], [tool()], 'added'],
  [
    'a rename that keeps the old name',
    [tool()],
    [tool({ slug: 'ACME_MAIL', aliases: ['ACME_SEND'] })],
    'renamed to ACME_MAIL; the old name works',
  ],
  ['a new optional property', [tool()], [input({ cc: {} })], 'new optional property'],
  ['a property no longer required', [tool()], [input({}, [])], 'no longer required'],
  [
    'a wider type',
    [input({ size: { type: 'integer', maximum: 10 } })],
    [input({ size: { type: 'number', maximum: 10 } })],
    'type widened from integer to number',
  ],
  [
    'a wider enum',
    [input({ to: { enum: ['a'] } })],
    [input({ to: { enum: ['a', 'b'] } })],
    'takes further values',
  ],
  ['a dropped bound', [tool()], [input({ size: { type: ['integer', 'null'] } })], 'maximum dropped'],
  ['other words', [tool()], [tool({ description: 'Sends it.' })], 'another description'],
  ['a deprecation', [tool()], [tool({ deprecated: true })], 'deprecated'],
])('%s is harmless', (_what, before, after, what) => {
  expect(changesBetween(before, after).map((change) => [change.what, change.breaking])).toStrictEqual([
    [what, false],
  ])
})

test('a changelog tells what breaks first, and counts what it does not name', () => {
  const many = Array.from({ length: 30 }, (_, at) => tool({ slug: `ACME_T${at}` }))
  const text = describeChanges(changesBetween([tool()], many))
  expect(text.split('\n')[0]).toBe('- Breaking: ACME_SEND: removed')
  expect(text.split('\n').at(-1)).toBe('- and 11 more')
})
