import { expect, test } from 'vitest'
import { knownValues } from './known-values.ts'

test('fields are known by name, whatever the spelling', () => {
  const known = knownValues('channelId: C012, user_email=ann@example.com', 'post a message')
  expect([known.has('channel_id'), known.has('user_email'), known.has('text')]).toStrictEqual([
    true,
    true,
    false,
  ])
})

test('the name of a thing is a hint for its id, not the id', () => {
  const known = knownValues('channel_name:general', 'post a message')
  expect(known.has('channel')).toBe(false)
  expect(known.hintFor(['channel'], 'channel')).toBe('channel_name:general')
  expect(known.hintFor(['user_id'], 'user')).toBeUndefined()
})

test('owner/name in the sentence names a repository; and/or does not', () => {
  expect(knownValues(undefined, 'open an issue in acme/shop.').has('repo')).toBe(true)
  expect(knownValues(undefined, 'read and/or write 1/2 of it').has('repo')).toBe(false)
})

test('odd input is no pair', () => {
  expect(knownValues(',,;:::=\n', '').has('')).toBe(false)
})
