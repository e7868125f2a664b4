import { spawn } from 'node:child_process'
import { type KeyObject, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  decodeKeys,
  addMasterKey,
  dropRetiredKeys,
  loadMasterKey,
  loadMasterKeys,
  MasterKey,
  MasterKeyError,
  type MasterKeyErrorCode,
} from './master-key.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patchbay-key-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function refusal(file: string, options?: { create: boolean }): Promise<MasterKeyError> {
  const error: unknown = await loadMasterKey(file, options).catch((error: unknown) => error)
  if (!(error instanceof MasterKeyError)) throw new Error('expected a refusal', { cause: error })
  return error
}

test('the first start makes the file, readable by its owner only, and the second finds the same key', async () => {
  const file = join(folder, 'master.key')
  const first = await loadMasterKey(file)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/)
  expect((await loadMasterKey(file)).id).toBe(first.id)
  expect(await readdir(folder)).toEqual(['master.key'])
})

test('eight processes that start together agree on one key', async () => {
  const file = join(folder, 'master.key')
  const script = `import { loadMasterKey } from ${JSON.stringify(join(import.meta.dirname, 'master-key.ts'))}
    process.stdin.once('data', async () => { process.stdout.write((await loadMasterKey(process.argv[1])).id); process.exit() })
    process.stdout.write('ready ')`
  const children = Array.from({ length: 8 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script, file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  const outputs = children.map(async (child) => {
    let output = ''
    for await (const chunk of child.stdout) output += String(chunk)
    return output
  })
  await Promise.all(children.map((child) => once(child.stdout, 'readable')))
  for (const child of children) child.stdin.end('go')
  expect([...new Set(await Promise.all(outputs))]).toEqual([`ready ${(await loadMasterKey(file)).id}`])
  expect(await readdir(folder)).toEqual(['master.key'])
})

test.each([0o644, 0o640, 0o604, 0o660, 0o620])(
  'a file of mode %o is refused, and 0600 accepted',
  async (mode) => {
    const file = join(folder, 'master.key')
    const { id } = await loadMasterKey(file)
    await chmod(file, mode)
    const error = await refusal(file)
    expect(error.code).toBe('unprotected')
    expect(error.message).toContain('PATCHBAY_MASTER_KEY_FILE')
    expect(error.message).toContain(`chmod 600 ${file}`)
    await chmod(file, 0o600)
    expect((await loadMasterKey(file)).id).toBe(id)
  },
)

test('the mode of the file behind a symbolic link counts', async () => {
  const target = join(folder, 'target')
  await loadMasterKey(target)
  await symlink(target, join(folder, 'link'))
  await loadMasterKey(join(folder, 'link'))
  await chmod(target, 0o644)
  expect((await refusal(join(folder, 'link'))).code).toBe('unprotected')
})

const contents: [what: string, text: string][] = [
  ['31 bytes', Buffer.alloc(31, 7).toString('base64')],
  ['33 bytes', Buffer.alloc(33, 7).toString('base64')],
  ['hex', Buffer.alloc(32, 7).toString('hex')],
  ['base64 with a character that is not', `${'A'.repeat(42)}!=`],
  ['a key and another that is none', `${Buffer.alloc(32, 7).toString('base64')}\n${'B'.repeat(20)}\n`],
  ['a megabyte', 'A'.repeat(1 << 20)],
]
test.each(contents)('a file that holds %s is refused without repeating it', async (_what, text) => {
  const file = join(folder, 'master.key')
  await writeFile(file, text, { mode: 0o600 })
  const error = await refusal(file)
  expect(error.code).toBe('malformed')
  expect(inspect(error)).not.toContain(text.slice(0, 12))
})

test('a new key stands before the old ones until those are dropped', async () => {
  const file = join(folder, 'master.key')
  const old = await loadMasterKey(file)
  const [current, ...retired] = await addMasterKey(file)
  expect(current.id).not.toBe(old.id)
  expect(retired.map(({ id }) => id)).toStrictEqual([old.id])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await dropRetiredKeys(file)
  expect((await loadMasterKeys(file)).map(({ id }) => id)).toStrictEqual([current.id])
  expect(await readdir(folder)).toStrictEqual(['master.key'])
})

test('surrounding white space, as editors leave it, does not matter', async () => {
  const file = join(folder, 'master.key')
  await writeFile(file, `${Buffer.alloc(32, 7).toString('base64')}\r\n\n`, { mode: 0o600 })
  expect((await loadMasterKey(file)).id).toBe(new MasterKey(Buffer.alloc(32, 7)).id)
})

const absent: [what: string, code: MasterKeyErrorCode, path: string, create: boolean][] = [
  ['a file that is gone while sealed data exists', 'missing', 'master.key', false],
  ['a folder that does not exist', 'missing', 'no/such/master.key', true],
  ['a folder in place of the file', 'unreadable', '.', true],
]
test.each(absent)('%s is an error and nothing is made', async (_what, code, path, create) => {
  expect((await refusal(join(folder, path), { create })).code).toBe(code)
  expect(await readdir(folder)).toEqual([])
})

const hex = (derived: KeyObject) => derived.export().toString('hex')

test('keys derived for different purposes or from different master keys differ, and are stable', () => {
  const key = new MasterKey(Buffer.alloc(32, 7))
  const all = [
    hex(key.deriveKey('api-key-pepper')),
    hex(key.deriveKey('link-token')),
    hex(key.deriveKey('signed-url')),
    hex(key.wrappingKey),
    hex(new MasterKey(Buffer.alloc(32, 8)).deriveKey('link-token')),
  ]
  expect(new Set(all).size).toBe(all.length)
  expect(hex(new MasterKey(Buffer.alloc(32, 7)).deriveKey('link-token'))).toBe(all[1])
})

test('a master key does not print', () => {
  const bytes = Buffer.from('canary-canary-canary-canary-cana')
  const text =
    inspect(new MasterKey(bytes), { showHidden: true, depth: 9 }) + JSON.stringify(new MasterKey(bytes))
  expect(text).not.toContain('canary')
  expect(text).not.toContain(bytes.toString('hex').slice(0, 12))
  expect(text).not.toContain(bytes.toString('base64').slice(0, 12))
})

test('reading keys leaves none with the engine, which keeps the text that was matched last', () => {
  const key = randomBytes(32).toString('base64')
  const kept = (): unknown => Reflect.get(RegExp, '$_')
  // The control: this is how one would be kept.
  expect(/.=$/.test(key) && kept()).toBe(key)
  expect(/last/.test('what was matched last')).toBe(true)
  decodeKeys(`${key}\n${randomBytes(32).toString('base64')}\n`, 'it')
  expect(kept()).toBe('what was matched last')
})
