import { expect, test } from 'vitest'
import { behaviourTags } from './tags.ts'

test.each([
  ['get', 'LIST_THINGS', ['openWorldHint', 'readOnlyHint', 'idempotentHint']],
  ['head', 'CHECK_THING', ['openWorldHint', 'readOnlyHint', 'idempotentHint']],
  ['post', 'CREATE_THING', ['openWorldHint']],
  ['post', 'SEARCH_THINGS', ['openWorldHint', 'readOnlyHint']],
  ['post', 'CANCEL_RUN', ['openWorldHint', 'destructiveHint']],
  ['put', 'SET_THING', ['openWorldHint', 'idempotentHint']],
  ['put', 'REMOVE_THING', ['openWorldHint', 'destructiveHint', 'idempotentHint']],
  ['patch', 'UPDATE_THING', ['openWorldHint']],
  ['delete', 'DELETE_THING', ['openWorldHint', 'destructiveHint', 'idempotentHint']],
] as const)('%s %s is %j', (method, slug, tags) => {
  expect(behaviourTags(method, slug)).toStrictEqual(tags)
})
