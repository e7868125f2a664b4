import { expect, test } from 'vitest'
import { Poll } from '@patchbay/catalog'
import { advance, type PollState } from './poll-cursor.ts'

const call = { exec: { kind: 'http', method: 'GET', path: '/' } }
const pollOf = (cursor: object, more: object = {}) => Poll.parse({ call, id: '{{item.id}}', cursor, ...more })
const began = '2026-01-31T12:00:00.000Z'

/** What fires over several polls of these lists. */
function run(poll: Poll, lists: readonly (readonly unknown[])[], next: readonly string[] = [], input = {}) {
  let state: PollState = { began }
  return lists.map((list, at) => {
    const step = advance(poll, state, list, { input }, { next: next[at], isWhole: true })
    state = step.state
    return step.items.map(({ id }) => id)
  })
}

const at = (id: string, minute: number) => ({ id, t: `2026-01-31T12:${String(minute).padStart(2, '0')}:00Z` })

test('max field: nothing old fires, and items on the border fire once each', () => {
  const poll = pollOf({ kind: 'max', field: 't', as: 'time' })
  const lists = [[at('a', 1)], [at('a', 1), at('b', 1)], [at('c', 2), at('b', 1)], [at('c', 2), at('a', 1)]]
  expect(run(poll, lists)).toStrictEqual([[], ['b'], ['c'], []])
  expect(run(poll, [[], [at('a', 1)]])).toStrictEqual([[], ['a']])
})

test('token and link: the first list is only where it starts', () => {
  for (const cursor of [{ kind: 'token', next: 'n' }, { kind: 'delta' }]) {
    const lists = [[{ id: 'a' }], [{ id: 'b' }], [{ id: 'b' }, { id: 'c' }]]
    expect(run(pollOf(cursor), lists, ['1', '2', '3'])).toStrictEqual([[], ['b'], ['c']])
  }
})

test('snapshot: what was added, removed or changed, as the type asks', () => {
  const lists = [
    [{ id: 'a', v: 1 }],
    [
      { id: 'b', v: 1 },
      { id: 'a', v: 2 },
    ],
    [{ id: 'b', v: 1 }],
  ]
  const of = (...emits: string[]) => run(pollOf({ kind: 'snapshot', emits, version: 'v' }), lists)
  expect(of('added')).toStrictEqual([[], ['b'], []])
  expect(of('changed')).toStrictEqual([[], ['a:2'], []])
  expect(of('removed')).toStrictEqual([[], [], ['removed:a']])
})

test('rows: new ones below the last, again after the sheet got shorter', () => {
  const lists = [[['head'], ['a']], [['head'], ['a'], ['b']], [['head']], [['head'], ['b']]]
  const fired = run(pollOf({ kind: 'rows' }), lists, [], { start_row: 2 })
  expect(fired.map((ids) => ids.map((id) => id.split(':').slice(0, 2).join(':')))).toStrictEqual([
    [],
    ['0:3'],
    [],
    ['1:2'],
  ])
})

test('what is remembered has a bound, and never leaves out what is listed now', () => {
  const poll = pollOf({ kind: 'snapshot', emits: ['added'] }, { dedupe: 10 })
  const listOf = (from: number) => Array.from({ length: 15 }, (_, at) => ({ id: `x${from + at}` }))
  expect(run(poll, [listOf(0), listOf(0), listOf(100), listOf(100)]).map((ids) => ids.length)).toStrictEqual([
    0, 0, 15, 0,
  ])
  const step = { next: undefined, isWhole: true }
  const { state } = advance(poll, { began, seen: [['old', '']] }, listOf(0), {}, step)
  expect(state.seen).toHaveLength(15)
})
