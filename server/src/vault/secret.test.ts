import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { mask, Secret } from './secret.ts'

const canary = 'gho_canaryOfTheSecret123'
const printed: [how: string, print: (secret: Secret<unknown>) => string][] = [
  ['JSON', (secret) => JSON.stringify({ secret })],
  ['a template string', (secret) => `${String(secret)}`],
  ['concatenation', (secret) => '' + secret],
  [
    'inspect, with hidden properties and proxies',
    (secret) => inspect(secret, { showHidden: true, depth: 9 }),
  ],
  ['console formatting', (secret) => format('%s %o %O %j', secret, secret, secret, { secret })],
  ['structuredClone', (secret) => inspect(structuredClone({ secret }), { showHidden: true })],
  ['spreading and entries', (secret) => JSON.stringify([{ ...secret }, Object.entries(secret)])],
  ['an error that carries it', (secret) => inspect(new Error('x', { cause: secret }))],
]

test.each(printed)('a secret does not show in %s', (_how, print) => {
  expect(print(new Secret({ token: canary }))).not.toContain('canary')
  expect(print(new Secret(canary))).not.toContain('canary')
})

test('only reveal gives the value, and it cannot be swapped for another', () => {
  const secret = new Secret(canary)
  expect(secret.reveal()).toBe(canary)
  expect(() => Object.assign(secret, { reveal: () => 'other' })).toThrow(TypeError)
})

test('a masked value shows its first four characters, and never the whole of it', () => {
  expect(mask('gho_abcdef')).toBe('gho_...')
  expect(mask('abcde')).toBe('abcd...')
  expect(mask('abcd')).toBe('REDACTED')
  expect(mask('ab')).toBe('REDACTED')
  expect(mask('')).toBe('REDACTED')
  expect(mask('🔑🔑🔑🔑🔑')).toBe('🔑🔑🔑🔑...')
  expect(mask('🔑🔑🔑🔑')).toBe('REDACTED')
})
