import { expect, test } from 'vitest'
import { leavesHostToField, renderEndpoint } from './oauth-endpoints.ts'

const bound = 'https://{{conn.subdomain}}.example.com/oauth/token'
const open = 'https://{{conn.domain}}/oauth/token'

test('fills a subdomain in', () => {
  expect(renderEndpoint(bound, { conn: { subdomain: 'acme' } }, true).href).toBe(
    'https://acme.example.com/oauth/token',
  )
})

test.each(['evil.test/', 'evil.test#', 'evil.test?', 'evil.test\\', 'user@evil.test/', 'evil.test:443/', ''])(
  'keeps the host when the subdomain is %j',
  (subdomain) => {
    expect(() => renderEndpoint(bound, { conn: { subdomain } }, false)).toThrow(/cannot be reached/)
  },
)

test('keeps the host when a field is in the path', () => {
  const template = 'https://login.example.com/{{conn.tenant}}/token'
  expect(renderEndpoint(template, { conn: { tenant: '../x' } }, true).host).toBe('login.example.com')
})

test('lets a field choose the whole host only for an app that is not the operator’s', () => {
  const scope = { conn: { domain: 'gitlab.acme.test' } }
  expect(renderEndpoint(open, scope, false).host).toBe('gitlab.acme.test')
  expect(() => renderEndpoint(open, scope, true)).toThrow(/operator/)
  expect(() => renderEndpoint('{{conn.domain}}/token', { conn: { domain: 'https://a.test' } }, true)).toThrow(
    /operator/,
  )
})

test.each(['javascript:alert(1)//', 'file:///etc/passwd', 'https://user:pass@a.test'])(
  'refuses %j',
  (domain) => {
    expect(() => renderEndpoint('{{conn.domain}}/token', { conn: { domain } }, false)).toThrow(/valid http/)
  },
)

test('names the field that is missing', () => {
  expect(() => renderEndpoint(bound, { conn: {} }, false)).toThrow(/lacks conn.subdomain/)
})

test.each([
  ['https://provider.example/token', false],
  ['https://{{conn.shop}}.myshopify.example/token', false],
  ['https://www.{{conn.environment|default:pay.example|host}}/signin', true],
  ['https://provider.example/{{cfg.tenant|default:common}}/token', false],
  ['https://{{conn.server}}/token', true],
  ['https://{{conn.server}}.com/token', true],
  ['https://login.{{conn.domain}}:8443/token', true],
  ['{{conn.server_url}}/token', true],
])('whether the host of %s is whatever a field says: %s', (template, expected) => {
  expect(leavesHostToField(template)).toBe(expected)
})
