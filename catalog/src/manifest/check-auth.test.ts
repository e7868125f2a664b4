import { expect, test } from 'vitest'
import { AuthScheme, type AuthSchemeInput } from './auth-scheme.ts'
import { checkAuth } from './check-auth.ts'

function problemsOf(scheme: Omit<AuthSchemeInput, 'name'>): string[] {
  const problems: string[] = []
  checkAuth(AuthScheme.parse({ name: 'x', ...scheme }), 'auth.0', (path, message) =>
    problems.push(`${path}: ${message}`),
  )
  return problems
}

const token_url = 'https://acme.example/token'
const authorize_url = 'https://acme.example/authorize'
const exchange = {
  url: 'https://acme.example/login',
  capture: [{ field: 'access_token', from: 'token', secret: true }],
}

test.each<[string, Omit<AuthSchemeInput, 'name'>]>([
  ['OAUTH2', { mode: 'OAUTH2', oauth2: { authorize_url, token_url } }],
  ['client credentials without a page', { mode: 'S2S_OAUTH2', oauth2: { token_url } }],
  ['DCR_OAUTH by resource', { mode: 'DCR_OAUTH', dcr: { resource: 'https://{{conn.host}}/mcp' } }],
  [
    'a realm from the callback',
    {
      mode: 'OAUTH2',
      oauth2: { authorize_url, token_url, callback_capture: [{ field: 'realm_id', from: 'realmId' }] },
    },
  ],
  [
    'a signed exchange',
    {
      mode: 'SERVICE_ACCOUNT',
      token_exchange: {
        ...exchange,
        assertion: { alg: 'RS256', key: '{{conn.private_key}}', claims: { iss: '{{conn.application_id}}' } },
      },
    },
  ],
])('%s is sound', (_, scheme) => {
  expect(problemsOf(scheme)).toEqual([])
})

test.each<[string, Omit<AuthSchemeInput, 'name'>, string]>([
  ['OAUTH2 without a page', { mode: 'OAUTH2', oauth2: { token_url } }, 'needs an authorize_url'],
  ['a service account without an exchange', { mode: 'SERVICE_ACCOUNT' }, 'needs token_exchange'],
  ['DCR_OAUTH without a server', { mode: 'DCR_OAUTH', dcr: {} }, 'needs a resource or an issuer'],
  [
    'a token from the callback',
    {
      mode: 'OAUTH2',
      oauth2: { authorize_url, token_url, callback_capture: [{ field: 'access_token', from: 't' }] },
    },
    'cannot come through',
  ],
  [
    'a pattern that RE2 does not take',
    {
      mode: 'API_KEY',
      after_connect: [{ url: '/me', capture: [{ field: 'dc', from: 'dc', pattern: '(?=a)' }] }],
    },
    'not one of RE2',
  ],
  [
    'tool arguments in an exchange',
    { mode: 'BASIC_WITH_JWT', token_exchange: { ...exchange, body: { user: '{{input.user}}' } } },
    'has no meaning here',
  ],
  [
    'a GET with a body',
    { mode: 'API_KEY', revoke: { method: 'GET', url: '/x', body: { a: 'b' } } },
    'no body',
  ],
])('%s is refused', (_, scheme, message) => {
  const problems = problemsOf(scheme)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(message)
})
