import { expect, test } from 'vitest'
import type { AuthScheme } from '@patchbay/catalog'
import { readConnection } from './connection-fields.ts'

const basic = { mode: 'BASIC', connected_account_fields: [] } as unknown as AuthScheme
const encoded = (text: string) => Buffer.from(text).toString('base64')

test('basic_encoded is a user name and a password', () => {
  const { publicFields, credential, problems } = readConnection(basic, {
    basic_encoded: encoded('ada:open:sésame'),
  })
  expect({ ...publicFields, ...credential }).toStrictEqual({ username: 'ada', password: 'open:sésame' })
  expect(problems).toStrictEqual([])
})

test.each([
  ['is none', 'no-colon'],
  ['has no text', ''],
])('a basic_encoded that %s leaves the fields to be asked for', (_name, text) => {
  const { credential, problems } = readConnection(basic, { basic_encoded: encoded(text) })
  expect(credential).toStrictEqual({})
  expect(problems.map(({ field, problem }) => `${field} ${problem}`)).toContain('username required')
})

test('fields that were given go before those that basic_encoded has', () => {
  const given = { basic_encoded: encoded('ada:old'), username: 'bob', password: 'new' }
  const { publicFields, credential } = readConnection(basic, given)
  expect({ ...publicFields, ...credential }).toStrictEqual({ username: 'bob', password: 'new' })
})
