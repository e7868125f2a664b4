import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { MasterKey } from './master-key.ts'
import { seal } from './envelope.ts'
import { createVault, Secret, VaultError, type SealContext } from './vault.ts'

const oldKey = new MasterKey(Buffer.alloc(32, 1))
const newKey = new MasterKey(Buffer.alloc(32, 2))
const vault = createVault({ masterKey: oldKey })
const context: SealContext = { projectId: 'pr_1', table: 't', rowId: 'ca_1', column: 'c', version: 1 }

test('gives a credential back as a secret that does not print', () => {
  const sealed = vault.seal(context, { access_token: 'gho_canary' })
  const secret = vault.open<{ access_token: string }>(context, sealed)
  expect(secret.reveal()).toStrictEqual({ access_token: 'gho_canary' })
  expect(inspect(secret) + JSON.stringify(secret)).not.toContain('canary')
})

test('an opened value that is not an object is refused without quoting it', () => {
  for (const text of ['canary', '"canary"', '1', 'null', '']) {
    const sealed = seal(text, context, oldKey)
    const error: unknown = catchError(() => vault.open(context, sealed))
    expect(error).toBeInstanceOf(VaultError)
    expect(inspect(error)).not.toContain('canary')
  }
})

test('sealing a Secret by mistake fails instead of storing the word REDACTED', () => {
  expect(() => vault.seal(context, { token: new Secret('x') })).toThrow('reveal the secret "token"')
  expect(() => vault.seal(context, { deep: [{ token: new Secret('x') }] })).toThrow(TypeError)
})

test('a stored value proves at start that the master key is the right one', () => {
  const sealed = vault.seal(context, { a: 1 })
  vault.verifyCanOpen(context, sealed)
  expect(() => createVault({ masterKey: newKey }).verifyCanOpen(context, sealed)).toThrow(VaultError)
  expect(() => vault.verifyCanOpen({ ...context, rowId: 'ca_2' }, sealed)).toThrow(VaultError)
})

test('after a rotation old values still open, are known to need work, and lose the old key by a rewrap', () => {
  const sealed = vault.seal(context, { a: 1 })
  const rotated = createVault({ masterKey: newKey, retiredKeys: [oldKey] })
  expect(rotated.open(context, sealed).reveal()).toStrictEqual({ a: 1 })
  expect(rotated.needsRewrap(sealed)).toBe(true)
  const moved = rotated.rewrap(context, sealed)
  expect(rotated.needsRewrap(moved)).toBe(false)
  expect(createVault({ masterKey: newKey }).open(context, moved).reveal()).toStrictEqual({ a: 1 })
  expect(() => vault.open(context, moved)).toThrow(VaultError)
})

test('a new version is sealed beside the old under the same data key', () => {
  const first = vault.seal(context, { token: 1 })
  const next = { ...context, version: 2 }
  const second = vault.reseal(next, { token: 2 }, first)
  expect(vault.open(next, second).reveal()).toStrictEqual({ token: 2 })
  expect(() => vault.open(next, first)).toThrow(VaultError)
})

test('hashes of keys, tokens and signatures are stable, keyed and separate', () => {
  const other = createVault({ masterKey: newKey })
  const all = [
    vault.hashApiKey('ak_1'),
    vault.hashApiKey('ak_2'),
    vault.hashToken('ak_1'),
    vault.sign('ak_1'),
    other.hashApiKey('ak_1'),
  ]
  expect(new Set(all).size).toBe(5)
  for (const hash of all) expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(createVault({ masterKey: new MasterKey(Buffer.alloc(32, 1)) }).hashApiKey('ak_1')).toBe(all[0])
})

/** How many characters two texts begin with in common, on average over keys that are wrong in their last six. */
function commonStart(stored: (key: string) => string): number {
  const key = `ak_${'k'.repeat(32)}`
  const counts = Array.from({ length: 1000 }, (_, index) => {
    const [right, wrong] = [stored(key), stored(key.slice(0, -6) + String(index).padStart(6, '0'))]
    return [...right].findIndex((character, at) => character !== wrong[at])
  })
  return counts.reduce((sum, count) => sum + count, 0) / counts.length
}

test('what is looked up for a key that is nearly right begins as that of any other, so no comparison tells how near it is', () => {
  // Of random hex digits, one in fifteen beginnings is in common.
  expect(commonStart(vault.hashApiKey)).toBeLessThan(0.2)
  expect(commonStart(vault.hashToken)).toBeLessThan(0.2)
})

test('the control: a key that is looked up as it is begins as the right one does', () => {
  expect(commonStart((key) => key)).toBeGreaterThan(28)
})

test('a signature holds for its text only', () => {
  const signature = vault.sign('GET files/1')
  expect(vault.verifySignature('GET files/1', signature)).toBe(true)
  for (const [text, given] of [
    ['GET files/2', signature],
    ['GET files/1', ''],
    ['GET files/1', signature.slice(1)],
    ['GET files/1', signature.toUpperCase()],
    ['GET files/1', 'é'.repeat(32)],
  ] as const) {
    expect(vault.verifySignature(text, given), `${text} ${given}`).toBe(false)
  }
})

function catchError(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}
