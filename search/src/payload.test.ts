import { expect, test } from 'vitest'
import { payloadOf } from './payload.ts'
import { chunksOf } from './tokenize.ts'

function payload(request: string): string[] {
  const chunks = chunksOf(request)
  return [...payloadOf(chunks)].map((at) => chunks[at]?.word ?? '')
}

test('what a new thing is about is its content, up to where it is made', () => {
  expect(payload('open an issue about a login bug in the shop repository')).toStrictEqual([
    'a',
    'login',
    'bug',
  ])
  expect(payload('create a page titled quarterly report')).toStrictEqual(['quarterly', 'report'])
})

test('what is searched for is not', () => {
  expect(payload('find issues about login')).toStrictEqual([])
})

test('a request that begins with the opener has no content', () => {
  expect(payload('about page create')).toStrictEqual([])
})
