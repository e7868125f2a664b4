import { expect, test } from 'vitest'
import { stem } from './stem.ts'
import { synonymsOf } from './synonyms.ts'

test('related words lead to each other in both directions', () => {
  for (const [a, b] of [
    ['message', 'dm'],
    ['repository', 'repo'],
    ['issue', 'ticket'],
    ['invoice', 'bill'],
  ] as const) {
    expect(synonymsOf(stem(a))).toContain(stem(b))
    expect(synonymsOf(stem(b))).toContain(stem(a))
  }
})

test('a word is never its own synonym, and an unknown word has none', () => {
  expect(synonymsOf(stem('message'))).not.toContain(stem('message'))
  expect(synonymsOf('constructor')).toStrictEqual([])
})
