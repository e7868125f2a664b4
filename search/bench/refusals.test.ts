import { expect, test } from 'vitest'
import { buildIndex, type ToolDocument } from '../src/index.ts'
import { readHeadSet } from './data-set.ts'
import { refusalsOf } from './refusals.ts'

const { tools, queries } = readHeadSet()

/** Tools of apps that no use case names, each put together from the words of two others. */
function madeUp(count: number): ToolDocument[] {
  return Array.from({ length: count }, (_, at) => {
    const first = tools[(at * 7_919) % tools.length]
    const second = tools[(at * 104_729 + 31) % tools.length]
    const name = `${first?.name.split('_').slice(1, 3).join(' ')} ${second?.name.split('_').slice(-2).join(' ')}`
    const description = `${first?.description?.split('.')[0]}. ${second?.description?.split('.')[0]}.`
    return { id: `MADE_UP_${at}`, name, description, toolkit: `zq${at % 400}` }
  })
}

test.each([
  ['the tools of the set alone', []],
  ['20,000 more', madeUp(20_000)],
])('over %s a use case without a tool is refused, and one with a tool is not', (_, more) => {
  const { said, right, without, served } = refusalsOf(buildIndex([...tools, ...more]), queries)
  expect(right / without).toBeGreaterThan(0.85)
  expect((served - (said - right)) / served).toBeGreaterThan(0.9)
})
