import { expect, test } from 'vitest'
import { verbClassOfTool, verbClassOfWords } from './verb-class.ts'

test('the method of the request decides before the name does', () => {
  expect(verbClassOfTool({ id: 'a', name: 'create_or_get', path: 'DELETE /things/{id}' })).toBe('delete')
})

test('POST says nothing: the verb in the name decides', () => {
  expect(verbClassOfTool({ id: 'a', name: 'searchIssues', path: 'POST /search' })).toBe('read')
  expect(verbClassOfTool({ id: 'a', name: 'storage_account_create', path: 'POST /accounts' })).toBe('create')
})

test('hint tags decide where the name has no verb', () => {
  expect(verbClassOfTool({ id: 'a', name: 'whoami', tags: ['readOnlyHint'] })).toBe('read')
  expect(verbClassOfTool({ id: 'a', name: 'whoami' })).toBe('unknown')
})

test('words inherited by every object are not verbs', () => {
  expect(verbClassOfWords(['constructor', '__proto__', 'toString'])).toBe('unknown')
})
