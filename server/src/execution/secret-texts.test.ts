import { expect, test } from 'vitest'
import { secretTexts } from './secret-texts.ts'

test('secrets are found by name, and what only describes them is left', () => {
  const fields = {
    access_token: 'gho_abcdef',
    token_type: 'bearer',
    scope: 'repo user',
    expires_in: 3600,
    subdomain: 'example',
    authed_user: { access_token: 'xoxp-abcdef', id: 'U0123456' },
  }
  expect(secretTexts(fields)).toStrictEqual(['gho_abcdef', 'xoxp-abcdef'])
})

test('names that the manifest calls secret count', () => {
  expect(secretTexts({ pin: '123456', site: 'example' }, ['pin'])).toStrictEqual(['123456'])
})

test('a header value counts with and without its scheme', () => {
  expect(secretTexts({ Authorization: 'Bearer abcdef123' })).toStrictEqual(['Bearer abcdef123', 'abcdef123'])
})
