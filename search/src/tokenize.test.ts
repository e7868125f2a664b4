import { expect, test } from 'vitest'
import { MAX_TEXT, wordsOf } from './tokenize.ts'

test('an identifier gives its parts and its whole, whatever the naming style', () => {
  expect(wordsOf('createIssue')).toStrictEqual(['create', 'issue', 'createissue'])
  expect(wordsOf('GITHUB_CREATE_ISSUE')).toStrictEqual(['github', 'create', 'issue'])
  expect(wordsOf('HTTPServer2')).toStrictEqual(['http', 'server', 'httpserver2'])
})

test('a brand with a capital inside is found by its plain spelling', () => {
  expect(wordsOf('GitHub')).toContain('github')
})

test('accents and full-width letters meet the plain spelling', () => {
  expect(wordsOf('Café ＡＰＩ')).toStrictEqual(['cafe', 'api'])
})

test('text without spaces between words is cut into pairs of characters', () => {
  expect(wordsOf('天気予報')).toStrictEqual(['天気', '気予', '予報', '天気予報'])
})

test('only the head of an endless text is read', () => {
  expect(wordsOf('word '.repeat(1_000_000))).toHaveLength(Math.ceil(MAX_TEXT / 5))
})

test('a run of letters too long to be a word is left out', () => {
  expect(wordsOf(`before ${'x'.repeat(5_000)} after`)).toStrictEqual(['before', 'after'])
})
