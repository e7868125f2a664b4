import { expect, test } from 'vitest'

import { secretsIn } from './secrets.ts'

const secrets = { key: 're_canary_key_3f9a7c51e2' }

test.each([
  ['as it is', 'x re_canary_key_3f9a7c51e2 y'],
  ['its beginning', 're_canary_ke…'],
  ['in base64', btoa('re_canary_key_3f9a7c51e2')],
  ['inside other base64', btoa('user:re_canary_key_3f9a7c51e2')],
  ['inside other base64, shifted', btoa('user1:re_canary_key_3f9a7c51e2!')],
  ['in hex', Buffer.from('re_canary_key_3f9a7c51e2').toString('hex')],
])('a secret is found %s', (_form, text) => {
  expect(secretsIn(text, secrets)).toStrictEqual(['key'])
})

test('a mask of four characters is not a leak', () => {
  expect(secretsIn('re_c…', secrets)).toStrictEqual([])
})
