import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { loadKeys, type KeySource } from './key-source.ts'
import { MasterKey } from './master-key.ts'
import { Secret } from './secret.ts'

const text = Buffer.alloc(32, 7).toString('base64')
const { id } = new MasterKey(Buffer.alloc(32, 7))
const older = Buffer.alloc(32, 8).toString('base64')
const nowhere: KeySource = {
  masterKeyFile: '/nowhere/master.key',
  masterKey: undefined,
  masterKeyCommand: undefined,
}

test.each<[string, Partial<KeySource>]>([
  ['the environment', { masterKey: new Secret(text) }],
  ['a command', { masterKeyCommand: `echo ${text}` }],
])('the key comes from %s', async (_, source) => {
  expect((await loadKeys({ ...nowhere, ...source })).map((key) => key.id)).toStrictEqual([id])
})

test('a retired key stands behind the current one', async () => {
  const keys = await loadKeys({ ...nowhere, masterKey: new Secret(`${text},${older}`) })
  expect(keys.map((key) => key.id)).toStrictEqual([id, new MasterKey(Buffer.alloc(32, 8)).id])
})

test.each<[string, Partial<KeySource>]>([
  ['PATCHBAY_MASTER_KEY', { masterKey: new Secret('canary-not-a-key') }],
  ['PATCHBAY_MASTER_KEY_COMMAND', { masterKeyCommand: 'echo canary-not-a-key' }],
  ['PATCHBAY_MASTER_KEY_COMMAND', { masterKeyCommand: 'echo canary-not-a-key; exit 1' }],
])('a bad key in %s is refused by that name, without repeating it', async (name, source) => {
  const error: unknown = await loadKeys({ ...nowhere, ...source }).catch((thrown: unknown) => thrown)
  expect(String(error)).toContain(`${name}: `)
  expect(inspect({ error, masterKey: source.masterKey })).not.toContain('canary-not')
})
