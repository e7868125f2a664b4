/** Programs that print who they are, in folders that the account may or may not enter. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Binaries } from './binaries.ts'
import { ServerAccountError } from './errors.ts'
import { createLauncher } from './launcher.ts'

const isRootOnLinux = process.getuid?.() === 0 && process.platform === 'linux'
const account = { name: 'nobody', uid: 65_534, gid: 65_534 }
const whoAmI = '#!/bin/sh\necho uid $(id -u); grep -E "CapEff|NoNewPrivs" /proc/self/status; env\n'

let folder: string
let binaries: Binaries

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patchbay-launcher-'))
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'bin'), { mode: 0o755 })
  await mkdir(join(folder, 'data'), { mode: 0o755 })
  const postgres = join(folder, 'bin', 'postgres')
  await writeFile(postgres, whoAmI, { mode: 0o755 })
  binaries = { initdb: postgres, postgres, folders: [join(folder, 'bin')] }
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function runPostgres(): Promise<string> {
  const launcher = await createLauncher(account, binaries, join(folder, 'data'))
  const { status, output } = await launcher.run(binaries.postgres, [])
  expect(status, output).toBe(0)
  return output
}

describe.skipIf(!isRootOnLinux)('root starts a program', () => {
  test('as the account and without capabilities when every folder is open', async () => {
    const output = await runPostgres()
    expect(output).toMatch(/^uid 65534$/m)
    expect(output).toMatch(/^CapEff:\s+0{16}$/m)
  })

  test.each(['bin', 'data', '.'])('with the capability to walk when %s is closed', async (closed) => {
    await chmod(join(folder, closed), 0o700)
    const output = await runPostgres()
    expect(output).toMatch(/^uid 65534$/m)
    expect(output).toMatch(/^CapEff:\s+0{15}4$/m)
    expect(output).toMatch(/^NoNewPrivs:\s+1$/m)
  })

  test('and access(2), by which initdb finds its sibling, agrees that the closed folder is open', async () => {
    await chmod(folder, 0o700)
    const launcher = await createLauncher(account, binaries, join(folder, 'data'))
    const probe = 'exit(POSIX::access($ARGV[0], &POSIX::X_OK) ? 0 : 1)'
    const { status, output } = await launcher.run('/usr/bin/perl', [
      '-MPOSIX',
      '-e',
      probe,
      binaries.postgres,
    ])
    expect(status, output).toBe(0)
  })

  test('with the larger capability when the program itself is for root only', async () => {
    await chmod(folder, 0o700)
    await chmod(binaries.postgres, 0o700)
    expect(await runPostgres()).toMatch(/^CapEff:\s+0{15}2$/m)
  })

  test('or names the closed folder and the remedy when no capability helps', async () => {
    await chmod(folder, 0o700)
    await writeFile(binaries.postgres, '#!/bin/sh\necho no luck; exit 1\n')
    const launcher = createLauncher(account, binaries, join(folder, 'data'))
    await expect(launcher).rejects.toThrow(ServerAccountError)
    await expect(launcher).rejects.toThrow(`nobody, which may not enter ${folder}: chmod o+x ${folder}`)
  })
})

test('gives the program none of the server’s environment', async () => {
  process.env['PATCHBAY_LAUNCHER_TEST'] = 'leaked'
  const launcher = await createLauncher(undefined, binaries, folder)
  const { output } = await launcher.run('/usr/bin/env', [])
  delete process.env['PATCHBAY_LAUNCHER_TEST']
  expect(output).toContain('LC_ALL=C')
  expect(output).not.toContain('leaked')
})

test('keeps only the end of a long output', async () => {
  const launcher = await createLauncher(undefined, binaries, folder)
  const { output } = await launcher.run('/bin/sh', ['-c', 'head -c 1000000 /dev/zero | tr "\\0" x; echo end'])
  expect(output).toHaveLength(16_384)
  expect(output.endsWith('end\n')).toBe(true)
})

test('answers with the reason when the program does not exist', async () => {
  const launcher = await createLauncher(undefined, binaries, folder)
  const { status, output } = await launcher.run(join(folder, 'missing'), [])
  expect(status).toBeNull()
  expect(output).toContain('ENOENT')
})
