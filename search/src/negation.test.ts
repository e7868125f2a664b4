import { expect, test } from 'vitest'
import { deniesAll, denialsOf } from './negation.ts'
import { chunksOf } from './tokenize.ts'

function denied(text: string): string[] {
  const chunks = chunksOf(text)
  return denialsOf(chunks, text).map(({ from, to, head }) => {
    const words = chunks.slice(from, to).map((chunk) => chunk.word)
    return `${head ? 'head' : 'inner'}: ${words.join(' ')}`
  })
}

test('a denial ends with its clause', () => {
  expect(denied('not email, send it on slack')).toStrictEqual(['head: email'])
  expect(denied('save a draft, but do not send it')).toStrictEqual(['inner: send it'])
  expect(denied('store it in dropbox instead of google drive. Then stop')).toStrictEqual([
    'inner: google drive',
  ])
})

test('a request that denies nothing has no denial', () => {
  expect(denied('instead, rather a notebook with knots')).toStrictEqual([])
  expect(denied('')).toStrictEqual([])
})

test.each([
  ['not email', true],
  ['without the attachments', true],
  ['not email but slack', false],
  ['list what is not done', false],
  ['send it on slack', false],
])('whether a step says only what is not wanted: %s', (step, denies) => {
  expect(deniesAll(step)).toBe(denies)
})
