/** The commands of custom toolkits, against a server that listens. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'
import { UsageError } from './command.ts'
import { commands } from './commands.ts'

const server = await testServer({ listen: true })
const folder = await mkdtemp(join(tmpdir(), 'patchbay-toolkit-'))
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

async function run(name: string, args: string[], env: Record<string, string> = {}) {
  let [out, err] = ['', '']
  const found = commands.find((each) => each.name === name)
  const code = await found?.run(args, {
    env: { PATCHBAY_URL: server.url, PATCHBAY_API_KEY: server.projectKey, ...env },
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isTerminal: false,
    commands,
  })
  return { code: code ?? 0, out, err }
}

test('a description in a file becomes a toolkit, is read again, listed and removed', async () => {
  const file = join(folder, 'api.yaml')
  const yaml = (summary: string) =>
    `openapi: 3.0.0\ninfo: { title: Penguins, version: '1' }\nservers: [{ url: 'https://penguins.example' }]\npaths:\n  /p:\n    get: { summary: ${summary}, responses: {} }\n`
  await writeFile(file, yaml('List penguins'))
  const args = [file, '--slug', 'penguins', '--auth', 'key:x-penguin']
  const preview = await run('toolkit add', [...args, '--preview'])
  expect(preview.out).toMatch(/^preview: penguins .*Penguins\n.*hosts {2}penguins\.example/s)
  expect((await run('toolkit list', [])).out).toBe('')
  expect((await run('toolkit add', args)).out).toContain('PENGUINS_LIST_PENGUINS')
  await writeFile(file, yaml('Count \\u001b[31m penguins'))
  const synced = await run('toolkit sync', ['penguins', file])
  expect(synced.out).toContain('PENGUINS_COUNT_')
  expect(synced.out).not.toContain('\u001b')
  expect((await run('toolkit list', [])).out).toMatch(/^penguins +\d{8}_01 {2}1 tools\n$/)
  expect((await run('toolkit review', ['penguins'])).out).toBe('nothing is held for review\n')
  expect((await run('toolkit remove', ['penguins'])).out).toBe('removed: penguins\n')
  expect(await run('toolkit remove', ['penguins'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('penguins'),
  })
})

test.each([
  [['x.yaml']],
  [['/no/such/file', '--slug', 'a']],
  [['file.yaml', '--slug', 'a', '--mcp']],
  [['https://a.example', '--slug', 'a', '--auth', 'magic']],
])('toolkit add %j is a mistake that is explained', async (args) => {
  await expect(run('toolkit add', args)).rejects.toThrow(UsageError)
})

test('an address that may not be reached is told with what would help', async () => {
  const { code, err } = await run('toolkit add', ['http://127.0.0.1:9/api.json', '--slug', 'a'])
  expect(code).toBe(1)
  expect(err).toMatch(
    /"127\.0\.0\.1:9" is refused.*\n.*egress\.allow_private of the file that PATCHBAY_CONFIG names/,
  )
})

test('a file that cannot be read is named once, with the reason', async () => {
  await expect(run('toolkit add', ['/no/such/file', '--slug', 'a'])).rejects.toThrow(
    'cannot read /no/such/file: there is no such file',
  )
})

test('a server that does not answer, and a key that is missing, are told', async () => {
  const away = await run('toolkit list', [], { PATCHBAY_URL: 'http://127.0.0.1:9' })
  expect(away).toMatchObject({ code: 1, err: expect.stringContaining('127.0.0.1:9 does not answer') })
  await expect(run('toolkit list', [], { PATCHBAY_API_KEY: '' })).rejects.toThrow(/PATCHBAY_API_KEY/)
})
