import { expect, test } from 'vitest'
import { keyIdOf, open, rewrap, seal, SEAL_OVERHEAD, sealWithDataKey, type SealContext } from './envelope.ts'
import { MasterKey } from './master-key.ts'
import { VaultError } from './vault-error.ts'

const key = new MasterKey(Buffer.alloc(32, 1))
const otherKey = new MasterKey(Buffer.alloc(32, 2))
const here: SealContext = {
  projectId: 'pr_1',
  table: 'connected_accounts',
  rowId: 'ca_1',
  column: 'credential',
  version: 1,
}

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof VaultError) return error.code
    throw error
  }
  return 'opened'
}

test('opens what it sealed, of any size, with a known number of extra bytes', () => {
  for (const plaintext of ['', 'x', 'ünï', 'a'.repeat(100_000)]) {
    const sealed = seal(plaintext, here, key)
    expect(open(sealed, here, key).toString()).toBe(plaintext)
    expect(sealed.length).toBe(Buffer.byteLength(plaintext) + SEAL_OVERHEAD)
  }
})

test('sealing the same value twice gives unrelated bytes, and none of the plaintext', () => {
  const a = seal('canary-canary', here, key)
  const b = seal('canary-canary', here, key)
  expect(a.subarray(9).equals(b.subarray(9))).toBe(false)
  expect(a.subarray(21, 53).equals(b.subarray(21, 53))).toBe(false)
  expect(a.includes('canary')).toBe(false)
})

const elsewhere: [what: string, change: Partial<SealContext>][] = [
  ['another project', { projectId: 'pr_2' }],
  ['another table', { table: 'auth_configs' }],
  ['another row', { rowId: 'ca_2' }],
  ['another column', { column: 'refresh_token' }],
  ['a later version', { version: 2 }],
  ['an earlier version', { version: 0 }],
  ['names whose boundary moved', { projectId: 'pr_1c', table: 'onnected_accounts' }],
]

test.each(elsewhere)('a value moved to %s does not open', (_what, change) => {
  const sealed = seal('token', here, key)
  expect(codeOf(() => open(sealed, { ...here, ...change }, key))).toBe('tampered')
  expect(codeOf(() => open(sealed, here, key))).toBe('opened')
})

test('two rows whose values were swapped both stay shut', () => {
  const there = { ...here, rowId: 'ca_2' }
  const [a, b] = [seal('of a', here, key), seal('of b', there, key)]
  expect(codeOf(() => open(b, here, key))).toBe('tampered')
  expect(codeOf(() => open(a, there, key))).toBe('tampered')
})

test('the control: sealed without a row of their own, swapped values open as each other', () => {
  const [a, b] = [seal('of a', here, key), seal('of b', here, key)]
  expect(open(b, here, key).toString()).toBe('of b')
  expect(open(a, here, key).toString()).toBe('of a')
})

test('the payload of one value does not open behind the wrapped key of another', () => {
  const [a, b] = [seal('one', here, key), seal('two', here, key)]
  const spliced = Buffer.concat([a.subarray(0, 69), b.subarray(69)])
  expect(codeOf(() => open(spliced, here, key))).toBe('tampered')
})

test('every single flipped bit is noticed', () => {
  const sealed = seal('a token', here, key)
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const flipped = Buffer.from(sealed)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const expected = bit < 8 ? 'bad_format' : bit < 72 ? 'unknown_key' : 'tampered'
    expect(
      codeOf(() => open(flipped, here, key)),
      `bit ${bit}`,
    ).toBe(expected)
  }
})

test('a value cut or lengthened anywhere does not open', () => {
  const sealed = seal('a token', here, key)
  for (let length = 0; length < sealed.length; length++) {
    const expected = length < SEAL_OVERHEAD ? 'bad_format' : 'tampered'
    expect(
      codeOf(() => open(sealed.subarray(0, length), here, key)),
      `${length} bytes`,
    ).toBe(expected)
  }
  expect(codeOf(() => open(Buffer.concat([sealed, Buffer.of(0)]), here, key))).toBe('tampered')
})

test('another master key does not open it, and the error says only that', () => {
  const sealed = seal('canary', here, key)
  expect(codeOf(() => open(sealed, here, otherKey))).toBe('unknown_key')
  expect(new VaultError('unknown_key').message).toBe('The credential was sealed under a different master key')
})

test('re-sealing keeps the wrapped key, and the old value does not pass for the new version', () => {
  const first = seal('first', here, key)
  const next = { ...here, version: 2 }
  const second = sealWithDataKey('second', next, first, key)
  expect(second.subarray(0, 69).equals(first.subarray(0, 69))).toBe(true)
  expect(second.subarray(69, 81).equals(first.subarray(69, 81))).toBe(false)
  expect(open(second, next, key).toString()).toBe('second')
  expect(codeOf(() => open(first, next, key))).toBe('tampered')
  expect(codeOf(() => sealWithDataKey('x', { ...next, rowId: 'ca_2' }, first, key))).toBe('tampered')
})

test('re-wrapping moves a value to another master key without touching the payload', () => {
  const sealed = seal('token', here, key)
  const moved = rewrap(sealed, here, key, otherKey)
  expect(keyIdOf(moved)).toBe(otherKey.id)
  expect(moved.subarray(69).equals(sealed.subarray(69))).toBe(true)
  expect(open(moved, here, otherKey).toString()).toBe('token')
  expect(codeOf(() => open(moved, here, key))).toBe('unknown_key')
})

test('a context with an empty, broken or fractional part is a mistake of the caller', () => {
  for (const change of [
    { rowId: '' },
    { table: '\ud800' },
    { version: 0.5 },
    { version: -1 },
    { version: NaN },
  ]) {
    expect(() => seal('x', { ...here, ...change }, key), JSON.stringify(change)).toThrow(TypeError)
  }
})
