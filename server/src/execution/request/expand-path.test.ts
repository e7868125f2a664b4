import { expect, test } from 'vitest'
import { expandPath } from './expand-path.ts'
import { fillPath } from './path.ts'

const base = new URL('https://api.example.com/v1')

function fill(path: string, parameter: Record<string, unknown>, value: unknown): string {
  const parameters = [
    { name: 'x', in: 'path' as const, style: 'repeat' as const, spread: false, ...parameter },
  ]
  const expanded = expandPath({ path, parameters }, (name) => (name === 'x' ? value : undefined))
  return fillPath(base, expanded.path, expanded.lookup).pathname
}

const routes = { me: 'me', '*': 'users/{}' }

test('a value with a route of its own takes it, any other the general one', () => {
  expect(fill('/{x}/mail', { routes }, 'me')).toBe('/v1/me/mail')
  expect(fill('/{x}/mail', { routes }, 'ann@example.com')).toBe('/v1/users/ann%40example.com/mail')
  expect(fill('/{x}/mail', { routes }, 'constructor')).toBe('/v1/users/constructor/mail')
})

test.each(['../admin', 'me/../x', '{x}', 'a?b', '*'])('the routed value %j stays one segment', (value) => {
  expect(fill('/{x}/mail', { routes }, value)).toBe(`/v1/users/${encodeURIComponent(value)}/mail`)
})

test('an argument that is a path keeps its slashes and encodes each segment', () => {
  expect(fill('/root:/{x}:/children', { segments: true }, '/a b/c#d//e')).toBe(
    '/v1/root:/a%20b/c%23d/e:/children',
  )
})

test.each(['a/../b', '..', 'a/./b'])('a path that climbs, %j, is refused', (value) => {
  expect(() => fill('/files/{x}/content', { segments: true }, value)).toThrow(/not allowed/)
})

test.each(['', undefined])('an argument %j that names no segment is refused', (value) => {
  expect(() => fill('/files/{x}', { segments: true }, value)).toThrow(/required|must not be empty/)
})
