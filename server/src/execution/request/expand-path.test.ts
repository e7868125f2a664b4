import { expect, test } from 'vitest'
import { expandPath } from './expand-path.ts'
import { fillPath } from './path.ts'

const base = new URL('https://api.example.com/v1')

function fill(path: string, parameter: Record<string, unknown>, value: unknown): string {
  const parameters = [
    { name: 'x', in: 'path' as const, style: 'repeat' as const, spread: false, ...parameter },
  ]
  const lookup = (name: string) => (name === 'x' ? value : undefined)
  return fillPath(base, expandPath({ path, parameters }, lookup), lookup).pathname
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

test('a routed argument that is missing is refused', () => {
  expect(() => fill('/{x}/mail', { routes }, undefined)).toThrow(/required/)
})
