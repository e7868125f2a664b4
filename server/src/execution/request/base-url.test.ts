import { expect, test } from 'vitest'
import { renderBaseUrl } from './base-url.ts'

const host = 'https://{{conn.shop}}.example.com/api'

test('fields of the account become part of the host', () => {
  expect(renderBaseUrl(host, { conn: { shop: 'tea-42' } }).href).toBe('https://tea-42.example.com/api')
})

test('a template that is a field takes the whole address from it', () => {
  const url = renderBaseUrl('{{conn.instance_url}}/services', {
    conn: { instance_url: 'https://eu1.example.com' },
  })
  expect(url.href).toBe('https://eu1.example.com/services')
})

test.each([
  ['evil.com/'],
  ['evil.com#'],
  ['evil.com?'],
  ['a@evil.com'],
  ['evil.com\\'],
  ['a:80@evil.com'],
  ['a b'],
  [''],
])('a field %j cannot name another host', (shop) => {
  expect(() => renderBaseUrl(host, { conn: { shop } })).toThrow(/cannot be built/)
})

test('a missing field is named', () => {
  expect(() => renderBaseUrl(host, { conn: {} })).toThrow(/conn\.shop/)
})

test.each([
  ['ftp://files.example.com'],
  ['javascript:alert(1)'],
  ['https://user:pass@example.com'],
  ['nonsense'],
])('%s is not an address of an API', (instance_url) => {
  expect(() => renderBaseUrl('{{conn.instance_url}}', { conn: { instance_url } })).toThrow(
    /http\(s\) address/,
  )
})
