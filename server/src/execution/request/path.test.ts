import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ApiError } from '../../http/errors.ts'
import { fillPath } from './path.ts'

const base = new URL('https://api.example.com/v1')

function fill(template: string, values: Record<string, unknown>): string {
  return fillPath(base, template, (name) => values[name]).href
}

describe('fillPath', () => {
  test('puts arguments below the base path', () => {
    expect(fill('/repos/{owner}/{repo}/issues', { owner: 'octo', repo: 'hello' })).toBe(
      'https://api.example.com/v1/repos/octo/hello/issues',
    )
  })

  test('keeps a suffix that the template puts behind an argument', () => {
    expect(fill('/sheets/{id}/values/{range}:append', { id: 1, range: 'A1:B2' })).toBe(
      'https://api.example.com/v1/sheets/1/values/A1%3AB2:append',
    )
  })

  test('keeps a constant query of the template', () => {
    expect(fill('/files/{id}?alt=media', { id: 'a' })).toBe('https://api.example.com/v1/files/a?alt=media')
  })

  test.each([
    ['../../admin', '..%2F..%2Fadmin'],
    ['a/b', 'a%2Fb'],
    ['a?x=1', 'a%3Fx%3D1'],
    ['a#b', 'a%23b'],
    ['%2e%2e', '%252e%252e'],
    ['a\\b', 'a%5Cb'],
    ['a;b', 'a%3Bb'],
    ['@evil.example', '%40evil.example'],
    ['//evil.example', '%2F%2Fevil.example'],
  ])('writes %j as one segment', (value, segment) => {
    expect(fill('/items/{id}', { id: value })).toBe(`https://api.example.com/v1/items/${segment}`)
  })

  test.each([['.'], ['..'], [''], [undefined], [null], [{ a: 1 }]])('refuses %j as a segment', (value) => {
    expect(() => fill('/items/{id}', { id: value })).toThrow(ApiError)
  })

  test('the control: an argument that is written as it came leads elsewhere', () => {
    const written = (id: string) => new URL(`${base.href}/items/${id}`)
    expect(written('../../admin').pathname).toBe('/admin')
    expect(written('a?admin=1').search).toBe('?admin=1')
    expect(written('a/b').pathname.split('/')).toHaveLength(5)
  })

  test('refuses dots that two arguments make together', () => {
    expect(() => fill('/items/{a}{b}', { a: '.', b: '.' })).toThrow(/not allowed as a path segment/)
  })

  test('refuses a URL beyond 16 KB', () => {
    expect(() => fill('/items/{id}', { id: 'x'.repeat(17_000) })).toThrow(/longer than/)
  })

  test('no argument changes the host, the base path or the number of segments', () => {
    const nasty = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', 'f', '?', '#', ';', '@', ':', '\t', '\n'),
      }),
    )
    fc.assert(
      fc.property(nasty, nasty, (owner, repo) => {
        let url: URL
        try {
          url = fillPath(base, '/repos/{owner}/{repo}/issues', (name) => (name === 'owner' ? owner : repo))
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError)
          return
        }
        expect(url.origin).toBe('https://api.example.com')
        expect([url.search, url.hash, url.username]).toStrictEqual(['', '', ''])
        const segments = url.pathname.split('/')
        expect(segments).toHaveLength(6)
        expect([segments[1], segments[2], segments[5]]).toStrictEqual(['v1', 'repos', 'issues'])
        expect(decodeURIComponent(segments[3] ?? '')).toBe(owner.toWellFormed())
      }),
      { numRuns: 2_000 },
    )
  })
})
