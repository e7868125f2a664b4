import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ApiError } from '../http/errors.ts'
import { resolveEndpoint } from './proxy-request.ts'

const base = new URL('https://api.example.com/v1')

describe('resolveEndpoint', () => {
  test.each([
    ['/users/me', 'https://api.example.com/v1/users/me'],
    ['users/me?fields=id,name', 'https://api.example.com/v1/users/me?fields=id,name'],
    ['/v1/users', 'https://api.example.com/v1/users'],
    ['/v10/users', 'https://api.example.com/v1/v10/users'],
    ['//evil.example/x', 'https://api.example.com/v1/evil.example/x'],
    ['/@evil.example', 'https://api.example.com/v1/@evil.example'],
    ['https://other.example/x', 'https://other.example/x'],
    ['HTTPS://api.example.com/v2/x', 'https://api.example.com/v2/x'],
  ])('%s is %s', (endpoint, url) => {
    expect(resolveEndpoint(endpoint, base).href).toBe(url)
  })

  test.each([
    ['/../v2/users'],
    ['..'],
    ['/%2e%2e/x'],
    ['/a/../../x'],
    ['/..\\x'],
    ['http://'],
    ['ftp://api.example.com/x'],
    [`/${'x'.repeat(20_000)}`],
  ])('refuses %.20s', (endpoint) => {
    expect(() => resolveEndpoint(endpoint, base)).toThrow(/endpoint: /)
  })

  test('a relative endpoint never leaves the host or the base path', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '//',
      '%2e',
      '%2f',
      '?',
      '#',
      'a',
      'evil.com',
      '\t',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const endpoint = pieces.join('')
        try {
          const url = resolveEndpoint(endpoint, base)
          expect(url.origin).toBe('https://api.example.com')
          expect(`${url.pathname}/`).toMatch(/^\/v1\//)
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
