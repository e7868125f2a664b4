/** Rules about folders and accounts that need no server. */
import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseMajorVersion } from './binaries.ts'
import { ensurePrivateFolder, folderError } from './data-folder.ts'
import { BinariesError, DataFolderError, DiskFullError } from './errors.ts'
import { firstClosedFolder } from './reach.ts'
import { parseAccounts } from './server-account.ts'
import { chooseSocketFolder } from './socket-folder.ts'

const isRoot = process.getuid?.() === 0
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patchbay-folders-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('a private folder', () => {
  test('is made, and narrowed when it was open', async () => {
    const path = join(folder, 'run')
    await ensurePrivateFolder(path, undefined)
    await chmod(path, 0o755)
    await ensurePrivateFolder(path, undefined)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  test.skipIf(!isRoot)('is refused when another user made it first', async () => {
    const path = join(folder, 'run')
    await mkdir(path)
    await chown(path, 12_345, 12_345)
    await expect(ensurePrivateFolder(path, { name: 'postgres', uid: 101, gid: 104 })).rejects.toThrow(
      'is a folder of uid 12345: remove it',
    )
    expect((await stat(path)).uid).toBe(12_345)
  })

  test('is refused when it is a symbolic link or a file', async () => {
    await symlink('/etc', join(folder, 'link'))
    await writeFile(join(folder, 'file'), '')
    await expect(ensurePrivateFolder(join(folder, 'link'), undefined)).rejects.toThrow('symbolic link')
    await expect(ensurePrivateFolder(join(folder, 'file'), undefined)).rejects.toThrow('is a file')
  })
})

describe('the socket folder', () => {
  test('lies in the data folder up to the longest path that a socket can have', () => {
    const room = (process.platform === 'linux' ? 107 : 103) - '/run/.s.PGSQL.5432'.length
    const fits = `/${'d'.repeat(room - 1)}`
    expect(chooseSocketFolder(fits)).toBe(`${fits}/run`)
    expect(chooseSocketFolder(`${fits}d`, '/var/tmp')).toMatch(/^\/var\/tmp\/patchbay-[0-9a-f]{24}$/)
  })

  test('counts bytes, not characters', () => {
    expect(chooseSocketFolder(`/${'ü'.repeat(60)}`, '/var/tmp')).toMatch(/^\/var\/tmp\//)
  })

  test('has a name of its own for each data folder', () => {
    const [a, b] = ['a', 'b'].map((letter) => chooseSocketFolder(`/${letter.repeat(200)}`))
    expect(a).not.toBe(b)
  })

  test('falls back to /tmp when the temporary folder has a long path too', () => {
    expect(chooseSocketFolder(`/${'d'.repeat(200)}`, `/${'t'.repeat(200)}`)).toMatch(/^\/tmp\/patchbay-/)
  })
})

test('finds the topmost folder that an account may not enter, by the class of permission that applies', async () => {
  const inner = join(folder, 'closed', 'inner')
  await mkdir(inner, { recursive: true })
  await chmod(folder, 0o755)
  await chmod(join(folder, 'closed'), 0o710)
  const { uid, gid } = await stat(folder)
  const closed = join(folder, 'closed')
  expect(await firstClosedFolder(inner, { uid: uid + 1, gid: gid + 1 })).toBe(closed)
  expect(await firstClosedFolder(inner, { uid: uid + 1, gid })).toBeUndefined()
  await chmod(closed, 0o011)
  expect(await firstClosedFolder(closed, { uid, gid })).toBe(closed)
  await chmod(closed, 0o700)
})

test('reads accounts and skips lines that are none', () => {
  const passwd =
    'root:x:0:0::/root:/bin/sh\n+nis\n# comment\n:x:1:1\npostgres:x:101:104:a,,:/:/x\nbad:x:-1:y\n'
  expect(parseAccounts(passwd)).toEqual([
    { name: 'root', uid: 0, gid: 0 },
    { name: 'postgres', uid: 101, gid: 104 },
  ])
})

test('reads the major version, and says what to do when the program did not run', () => {
  expect(parseMajorVersion('postgres (PostgreSQL) 18.4\n', 'postgres')).toBe('18')
  const output = 'libicui18n.so.60: cannot open shared object file'
  expect(() => parseMajorVersion(output, '/x/postgres')).toThrow(BinariesError)
  expect(() => parseMajorVersion(output, '/x/postgres')).toThrow('npm rebuild')
})

test.each([
  ['ENOSPC', DiskFullError, 'free some space'],
  ['EDQUOT', DiskFullError, 'free some space'],
  ['EACCES', DataFolderError, 'no permission for /data'],
  ['EROFS', DataFolderError, 'read-only'],
  ['ENOTDIR', DataFolderError, 'is a file'],
])('turns %s into an error that says what to do, with the evidence', (code, type, words) => {
  const cause = Object.assign(new Error('evidence'), { code })
  const error = folderError('/data', cause)
  expect(error).toBeInstanceOf(type)
  expect(error.message).toContain(words)
  expect(error.cause).toBe(cause)
})
