import { expect, test } from 'vitest'
import { MAX_STEPS, splitSteps } from './split-steps.ts'

test('a use case with one action stays whole', () => {
  expect(splitSteps('create a GitHub issue with a title and a body')).toStrictEqual([
    'create a GitHub issue with a title and a body',
  ])
})

test('sentences and announced steps are cut apart in order', () => {
  expect(splitSteps('Find the unread emails. Then summarize each one, and post it to Slack')).toStrictEqual([
    'Find the unread emails',
    'summarize each one',
    'post it to Slack',
  ])
})

test('a conjunction is a border only before an action', () => {
  expect(splitSteps('fetch issues and pull requests and send a report')).not.toContain('fetch issues')
  expect(splitSteps('download the invoice and send it to the client')).toStrictEqual([
    'download the invoice',
    'send it to the client',
  ])
})

test('numbered and bulleted lists give a step an item', () => {
  expect(splitSteps('1. list repositories\n2. star each repository')).toStrictEqual([
    'list repositories',
    'star each repository',
  ])
})

test('a decimal number and a version are no sentence ends', () => {
  expect(splitSteps('convert 10.5 dollars with version 2.0 rates')).toHaveLength(1)
})

test('the number of steps is bounded and nothing comes of nothing', () => {
  expect(splitSteps('send a mail. '.repeat(5_000))).toHaveLength(MAX_STEPS)
  expect(splitSteps('  \n ')).toStrictEqual([])
  expect(splitSteps('...')).toStrictEqual(['...'])
})

test('a text made to slow the borders down is cut in time linear to it', () => {
  const start = performance.now()
  for (const piece of [' ', ', ', ' and ', '\n- ', 'and then ']) splitSteps(piece.repeat(200_000))
  expect(performance.now() - start).toBeLessThan(1_500)
})
