/** Carrying a catalog from one machine to another, and looking at it, as an operator does. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildCatalog } from '@patchbay/catalog/build'
import { afterAll, expect, inject, test } from 'vitest'
import { storePaths } from '../startup/catalog/stores.ts'
import { commands } from './commands.ts'
import { runCommand } from './run-command.ts'

const home = mkdtempSync(join(tmpdir(), 'patchbay-cli-'))
afterAll(() => rmSync(home, { recursive: true }))

async function run(dataDir: string, ...args: string[]) {
  let out = ''
  let err = ''
  const code = await runCommand(args, {
    env: { PATCHBAY_DATA_DIR: dataDir, PATCHBAY_CATALOG: 'head' },
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isTerminal: false,
    commands,
  })
  return { code, out, err }
}

/** A data folder that shares the catalog which the tests compiled. */
function withCompiled(): string {
  const dataDir = mkdtempSync(join(home, 'source-'))
  symlinkSync(join(inject('cacheDir'), 'catalog'), join(dataDir, 'catalog'))
  return dataDir
}

test('a catalog is packed on one machine and installed on another, which needs no build then', async () => {
  const file = join(home, 'head.pack')
  expect(await run(withCompiled(), 'catalog', 'pack', file)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^packed [\d.]+ MB: /),
  })
  const target = join(home, 'target')
  mkdirSync(target)
  expect(await run(target, 'catalog', 'pack', join(home, 'x'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('patchbay catalog build'),
  })
  expect(await run(target, 'catalog', 'pack', join(home, 'x'), '--head')).toMatchObject({
    err: expect.stringContaining('patchbay catalog build --head'),
  })
  expect(await run(target, 'catalog', 'info')).toStrictEqual({
    code: 1,
    out: '',
    err: expect.stringContaining('no catalog is built'),
  })
  expect(await run(target, 'catalog', 'install', file)).toMatchObject({ code: 0 })
  expect(await run(target, 'catalog', 'build', '--head')).toMatchObject({
    code: 0,
    out: `already built: ${storePaths(target, 'head').store}\n`,
  })
  const info = await run(target, 'catalog', 'info')
  expect(info).toStrictEqual(await run(target, 'catalog', 'info', storePaths(target, 'head').store))
  expect(info.out).toMatch(/^tools +\d,\d{3}$/m)

  truncateSync(file, 1_000)
  const other = join(home, 'other')
  expect(await run(other, 'catalog', 'install', file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('Nothing was changed'),
  })
  expect(existsSync(storePaths(other, 'head').store)).toBe(false)
})

test('diff exits with 1 when something breaks, and names it', async () => {
  const place = (name: string) => join(home, name)
  const toolkit = (required: string[]) => ({
    manifest: 1 as const,
    slug: 'acme',
    name: 'Acme',
    description: 'Things.',
    logo: 'https://acme.example/logo.png',
    http: { base_url: 'https://acme.example' },
    auth: [{ mode: 'NO_AUTH' as const, name: 'acme' }],
    tools: [
      {
        slug: 'ACME_SEND',
        name: 'Send',
        description: 'Sends.',
        input: { type: 'object' as const, properties: { to: { type: 'string' } }, required },
        exec: { kind: 'builtin' as const, name: 'x' },
      },
    ],
  })
  await buildCatalog({ outDir: place('a'), toolkits: [toolkit([])] })
  await buildCatalog({ outDir: place('b'), toolkits: [toolkit(['to'])] })
  const diff = (...args: string[]) => run(home, 'catalog', 'diff', ...args)
  expect(await diff(place('a'), place('b'))).toMatchObject({
    code: 1,
    out: expect.stringContaining('  breaking  ACME_SEND.to: required now\n1 breaking, 0 harmless\n'),
  })
  expect(await diff(place('b'), place('a'))).toMatchObject({
    code: 0,
    out: expect.stringContaining('harmless'),
  })
  expect(await diff(place('a'), place('a'))).toMatchObject({ code: 0, out: '0 breaking, 0 harmless\n' })
  expect(await diff(place('a'), place('nowhere'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('nowhere'),
  })
})
