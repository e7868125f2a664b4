import { expect, test } from 'vitest'
import { flattenTokens, normaliseTokenResponse } from './token-response.ts'

const json = (status: number, body: unknown) => normaliseTokenResponse({ status, body: JSON.stringify(body) })

test('passes a response of RFC 6749 on', () => {
  const body = { access_token: 'a', token_type: 'Bearer', expires_in: 3600, refresh_token: 'r', scope: 'x y' }
  expect(json(200, body)).toStrictEqual({ status: 200, json: { ...body, token_type: 'bearer' } })
})

test('reads the form that GitHub answers with', () => {
  const body = 'access_token=gho_1&scope=repo%2Cgist&token_type=bearer'
  expect(normaliseTokenResponse({ status: 200, body }).json).toStrictEqual({
    access_token: 'gho_1',
    scope: 'repo,gist',
    token_type: 'bearer',
  })
})

test.each([
  [200, { error: 'bad_verification_code', error_description: 'free text' }, 400, 'bad_verification_code'],
  [200, { ok: false, error: 'invalid_code' }, 400, 'invalid_code'],
  [401, { error: 'invalid_client' }, 401, 'invalid_client'],
  [400, { error: { type: 'OAuthException', message: 'm' } }, 400, 'OAuthException'],
  [400, { error: 'free text <with> markup' }, 400, 'unknown_error'],
])('takes status %s with %j for an error', (status, body, expected, error) => {
  expect(json(status, body)).toStrictEqual({ status: expected, json: { error } })
})

test('takes a user token from where Slack puts it, and a token type that it made up', () => {
  const { json: fields } = json(200, { ok: true, authed_user: { access_token: 'xoxp', token_type: 'user' } })
  expect(fields).toMatchObject({ access_token: 'xoxp', token_type: 'bearer' })
})

test.each([[null], [''], ['soon'], [-1], [0], [1e300], ['Infinity']])(
  'ignores expires_in %j',
  (expires_in) => {
    expect(json(200, { access_token: 'a', expires_in }).json).not.toHaveProperty('expires_in')
  },
)

test('reads expires_in that is text, scopes that are a list, and drops empty refresh tokens and id tokens', () => {
  const { json: fields } = json(200, {
    access_token: 'a',
    expires_in: '60',
    scope: ['x', 'y'],
    refresh_token: '',
    id_token: 'e30.e30.',
  })
  expect(fields).toStrictEqual({ access_token: 'a', token_type: 'bearer', expires_in: 60, scope: 'x y' })
})

test.each(['', '<html>', '[]', 'null', '"text"', '{'])('finds no token in %j', (body) => {
  expect(normaliseTokenResponse({ status: 200, body })).toStrictEqual({ status: 200, json: {} })
})

test('flattens nested fields as templates name them, and bounds what is kept', () => {
  const flat = flattenTokens({
    access_token: 'a',
    team: { id: 'T1', deep: { er: { still: 'x' } } },
    ok: true,
    list: [1],
    none: null,
    long: 'x'.repeat(20_000),
  })
  expect(flat).toStrictEqual({ access_token: 'a', 'team.id': 'T1', ok: 'true' })
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, 'v']))
  expect(Object.keys(flattenTokens(many))).toHaveLength(60)
})

test('keeps the tokens of an answer that is full of other things', () => {
  const noise = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, 'v']))
  const { json: fields } = json(200, { ...noise, access_token: 'a', refresh_token: 'r', expires_in: 30 })
  expect(flattenTokens(fields)).toMatchObject({ access_token: 'a', refresh_token: 'r', expires_in: '30' })
})

test('does not let a provider set a prototype', () => {
  const flat = flattenTokens(
    JSON.parse('{"__proto__":{"polluted":"yes"},"access_token":"a"}') as object as never,
  )
  expect(flat).toStrictEqual({ access_token: 'a' })
  expect(({} as { polluted?: string }).polluted).toBeUndefined()
})
